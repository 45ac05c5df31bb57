//! `clientele exchange`: back offices that hand exchange files over by themselves.

use std::process::ExitCode;

use app::Workspace;
use app::access::Actor;
use clap::{Args, Subcommand};
use customers::{ExchangeLogin, Exchanges, Sources};
use serde_json::json;

use crate::context::{Globals, access};
use crate::failure::WrongCall;
use crate::print;

/// Where 1C sends its files, from the server's address on.
const DOOR: &str = "/exchange/commerceml";

/// Give back offices logins with which they hand exchange files over, list them, take them away
#[derive(Debug, Args)]
pub(crate) struct Options {
    #[command(subcommand)]
    command: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// The logins of back offices
    Login {
        #[command(subcommand)]
        command: Login,
    },
}

#[derive(Debug, Subcommand)]
enum Login {
    /// Give a source a login in place of the one that it had; its password is shown this once
    Set {
        /// The login: letters, digits and `.-_@`
        login: String,
        /// The name of the source, made when there is none; commerceml when absent
        #[arg(long)]
        source: Option<String>,
    },
    /// List the logins
    List,
    /// Take a login away; what was sent with it stays
    Remove {
        /// The login
        login: String,
    },
}

impl Options {
    pub(crate) async fn run(self, globals: &Globals) -> anyhow::Result<ExitCode> {
        let workspace = globals.workspace().await?;
        let access = access(&workspace, &globals.config()?);
        let What::Login { command } = self.command;
        match command {
            Login::Set { login, source } => {
                let source = workspace.exchange_source(source.as_deref()).await?;
                let password = access
                    .set_exchange_login(Actor::Machine, &login, source)
                    .await?;
                let login = login.trim().to_lowercase();
                if globals.json {
                    let password = password.expose();
                    print::json(
                        &json!({ "login": login, "password": password, "source": source }),
                    )?;
                } else {
                    print::out(&format!("Login: {login}\nPassword: {}", password.expose()));
                    print::out(&format!(
                        "Set them in 1C, with the address of the server and {DOOR} behind it"
                    ));
                }
            }
            Login::List => list(&workspace, globals.json).await?,
            Login::Remove { login } => {
                if !access.remove_exchange_login(Actor::Machine, &login).await? {
                    return Err(WrongCall(format!("there is no login {login}")).into());
                }
                print::out(&format!("nobody is let in as {login} any more"));
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

async fn list(workspace: &Workspace, is_json: bool) -> anyhow::Result<()> {
    let logins = Exchanges::new(workspace.store().clone()).logins().await?;
    if is_json {
        let row = |login: &ExchangeLogin| json!({ "login": login.login, "source": login.source });
        return print::json(&logins.iter().map(row).collect::<Vec<_>>());
    }
    let sources = Sources::new(workspace.store().clone());
    let mut rows = Vec::new();
    for login in logins {
        let source = sources.get(login.source).await?;
        rows.push(vec![login.login, source.id.to_string(), source.name]);
    }
    print::out(&print::table(&["login", "source", "name"], &rows));
    Ok(())
}
