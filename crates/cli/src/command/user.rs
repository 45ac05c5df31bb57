//! `clientele user`: who may sign in.

use std::process::ExitCode;

use app::access::Role;
use clap::{Args, Subcommand};

use crate::context::{Globals, access};
use crate::failure::WrongCall;
use crate::print;

/// Add users and reset passwords
#[derive(Debug, Args)]
pub(crate) struct Options {
    #[command(subcommand)]
    command: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Add a user with a generated password
    Add {
        /// What they type to sign in
        login: String,
        /// What others see
        #[arg(long)]
        name: Option<String>,
        /// admin, analyst, operator or viewer
        #[arg(long, default_value = "viewer")]
        role: Role,
    },
    /// Give a user a new generated password
    ResetPassword {
        /// Their login
        login: String,
    },
    /// List the users
    List,
}

impl Options {
    pub(crate) async fn run(self, globals: &Globals) -> anyhow::Result<ExitCode> {
        let workspace = globals.workspace().await?;
        let access = access(&workspace, &globals.config()?);
        match self.command {
            What::Add { login, name, role } => {
                let name = name.unwrap_or_else(|| login.clone());
                let password = access.add_user(&login, &name, role).await?;
                print::out(&format!("Login: {login}\nPassword: {}", password.expose()));
            }
            What::ResetPassword { login } => {
                let password = access
                    .reset_password(&login)
                    .await?
                    .ok_or_else(|| WrongCall(format!("nobody has the login {login}")))?;
                print::out(&format!("Login: {login}\nPassword: {}", password.expose()));
            }
            What::List => {
                let rows: Vec<Vec<String>> = access
                    .users()
                    .await?
                    .into_iter()
                    .map(|user| {
                        let state = if user.disabled_at.is_some() {
                            "disabled"
                        } else {
                            "active"
                        };
                        vec![
                            user.login,
                            user.role.to_string(),
                            state.to_owned(),
                            user.name,
                        ]
                    })
                    .collect();
                print::out(&print::table(&["login", "role", "state", "name"], &rows));
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}
