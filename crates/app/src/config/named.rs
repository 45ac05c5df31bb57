//! Further workspaces of one installation: a folder each below `workspaces` in the data folder.
//!
//! A further workspace has a `clientele.toml` of its own in its folder, if it needs one. Of the installation it takes over
//! how the program behaves (listening, log, limits of queries), and nothing else: two workspaces never share a database or
//! a folder unless a file says so by name.

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use super::{Config, ConfigError, Origin, Sources, source::VARIABLE_PREFIX};

/// The folder of further workspaces, inside the data folder.
const FOLDER: &str = "workspaces";
const LENGTH_MAX: usize = 20;
/// The variables of the installation that a further workspace does not take over: where it is kept, how it is reached.
const OWN: [&str; 3] = ["STORE_URL", "LAKE_PATH", "SERVER_HOSTS"];

/// The name of a further workspace: up to 20 lower-case letters, digits and `_`, a letter first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct WorkspaceName(String);

impl WorkspaceName {
    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folder of the workspace in the data folder.
    pub fn folder(&self, data: &Path) -> PathBuf {
        data.join(FOLDER).join(&self.0)
    }
}

impl FromStr for WorkspaceName {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let is_plain = text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
        let begins = text.starts_with(|first: char| first.is_ascii_lowercase());
        if is_plain && begins && text.len() <= LENGTH_MAX {
            Ok(Self(text.to_owned()))
        } else {
            Err(
                "a workspace's name has up to 20 lower-case letters, digits and `_`, and a letter first",
            )
        }
    }
}

impl fmt::Display for WorkspaceName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// The further workspaces that are in a data folder, by name. What else lies there is passed over.
///
/// # Errors
///
/// When the folder is there and can not be read.
pub fn names(data: &Path) -> Result<Vec<WorkspaceName>, ConfigError> {
    let path = data.join(FOLDER);
    let entries = match std::fs::read_dir(&path) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(source) => return Err(ConfigError::FileUnreadable { path, source }),
    };
    let mut names: Vec<WorkspaceName> = entries
        .flatten()
        .filter(|entry| entry.path().is_dir())
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
        .collect();
    names.sort();
    Ok(names)
}

impl Config {
    /// The configuration of a further workspace.
    ///
    /// What the installation keeps in a PostgreSQL database, the workspace keeps there too, in a schema of its own: the
    /// installation's schema, `_` and the name.
    ///
    /// # Errors
    ///
    /// As [`Config::load`]; and when the schema's name would be too long.
    pub fn load_named(
        data: &Path,
        name: &WorkspaceName,
        sources: Sources,
    ) -> Result<Self, ConfigError> {
        let mut own = sources.clone();
        own.file = None;
        own.environment
            .retain(|(variable, _)| !OWN.iter().any(|own| is_variable(variable, own)));
        own.flags.retain(|flag| flag.key.starts_with("workspace."));
        let main = Self::load(data, sources)?;
        let mut config = Self::load(&name.folder(data), own)?;
        let is_placed = config.values.origin("store.url") != Some(&Origin::Default);
        if !is_placed && let Some(schema) = main.store.url.schema() {
            let schema = format!("{schema}_{name}");
            let url = main.store.url.with_schema(&schema);
            config.store.url = url.map_err(|reason| {
                main.values.malformed(
                    "store.url",
                    &format!("leaves no room for {name}: {reason}"),
                    [""; 0],
                )
            })?;
        }
        config.server = super::ServerSection {
            hosts: config.server.hosts,
            ..main.server
        };
        config.log = main.log;
        config.query = main.query;
        Ok(config)
    }
}

fn is_variable(variable: &str, setting: &str) -> bool {
    variable.strip_prefix(VARIABLE_PREFIX) == Some(setting)
}
