//! What can be set, and where each value came from.
//!
//! A setting has one name, `section.key`. Its value is looked for in four places, and the first that has it wins:
//!
//! 1. a flag of the command line;
//! 2. the environment: `CLIENTELE_SECTION_KEY`, such as `CLIENTELE_SERVER_PORT` (an empty variable counts as absent);
//! 3. the file: `clientele.toml` in the data folder, or the one that `--config` names;
//! 4. the default, with which everything works.
//!
//! A name that does not exist is refused rather than passed over, because a misspelt setting is otherwise found by its
//! absence only. Paths in the file are relative to the file, all others to the folder where the program was started.

mod error;
mod events;
mod key;
mod lake;
mod log;
mod models;
mod named;
mod nats;
mod nearest;
mod query;
mod server;
mod source;
mod store;
mod values;
mod webhooks;
mod workspace;

use std::path::{Path, PathBuf};

pub use error::ConfigError;
pub use events::EventsSection;
pub use key::{KEYS, Key};
pub use lake::LakeSection;
pub use log::{LogFormat, LogLevel, LogSection};
pub use models::ModelsSection;
pub use named::{WorkspaceName, names as workspace_names};
pub use nats::NatsSection;
pub use query::QuerySection;
pub use server::ServerSection;
pub use source::{Flag, Origin, Sources};
pub use store::StoreSection;
pub use values::Setting;
pub use webhooks::WebhooksSection;
pub use workspace::WorkspaceSection;

use values::Values;

/// The name of the file that is looked for in the data folder.
pub const FILE_NAME: &str = "clientele.toml";

/// Everything that can be set, checked.
#[derive(Clone, Debug)]
pub struct Config {
    /// The data folder.
    pub data: PathBuf,
    /// The business: its name, time zone and currency.
    pub workspace: WorkspaceSection,
    /// The operational store.
    pub store: StoreSection,
    /// The lake.
    pub lake: LakeSection,
    /// The HTTP server.
    pub server: ServerSection,
    /// The log.
    pub log: LogSection,
    /// The limits of a query.
    pub query: QuerySection,
    /// When models are fitted again.
    pub models: ModelsSection,
    /// How long events are kept.
    pub events: EventsSection,
    /// Where webhooks may be sent.
    pub webhooks: WebhooksSection,
    /// The queue that is read, if one is.
    pub nats: NatsSection,
    values: Values,
}

impl Config {
    /// Reads the file, if there is one, and resolves all settings.
    ///
    /// # Errors
    ///
    /// When the file can not be read (one that `--config` names must exist), a name does not exist, or a value makes no
    /// sense. The sentence names the file or the variable, and the setting.
    pub fn load(data: &Path, sources: Sources) -> Result<Self, ConfigError> {
        let (path, is_required) = match &sources.file {
            Some(path) => (path.clone(), true),
            None => (data.join(FILE_NAME), false),
        };
        match std::fs::read_to_string(&path) {
            Ok(text) => Self::resolve(data, sources, Some((&path, &text))),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound && !is_required => {
                Self::resolve(data, sources, None)
            }
            Err(source) => Err(ConfigError::FileUnreadable { path, source }),
        }
    }

    /// Resolves all settings; `file` is the path and the text of the configuration file.
    ///
    /// # Errors
    ///
    /// As [`Config::load`].
    pub fn resolve(
        data: &Path,
        sources: Sources,
        file: Option<(&Path, &str)>,
    ) -> Result<Self, ConfigError> {
        let values = source::gather(data, sources, file)?;
        Ok(Self {
            data: data.to_owned(),
            workspace: WorkspaceSection::read(&values)?,
            store: StoreSection::read(&values)?,
            lake: LakeSection::read(&values)?,
            server: ServerSection::read(&values)?,
            log: LogSection::read(&values)?,
            query: QuerySection::read(&values)?,
            models: ModelsSection::read(&values)?,
            events: EventsSection::read(&values)?,
            webhooks: WebhooksSection::read(&values)?,
            nats: NatsSection::read(&values)?,
            values,
        })
    }

    /// Tells each setting's value, secrets hidden, and where it came from, in the order of [`KEYS`].
    pub fn explain(&self) -> Vec<Setting> {
        self.values.explain()
    }
}

#[cfg(test)]
mod tests;
