//! The operational store.

use ::store::StoreUrl;

use super::{ConfigError, values::Values};

const KEY: &str = "store.url";

/// The operational store.
#[derive(Clone, Debug)]
pub struct StoreSection {
    /// Where it is.
    pub url: StoreUrl,
}

impl StoreSection {
    pub(super) fn read(values: &Values) -> Result<Self, ConfigError> {
        let url: StoreUrl = values.text(KEY).parse().map_err(|reason| {
            values.malformed(KEY, &format!("can not be used: {reason}"), [""; 0])
        })?;
        let url = match url.sqlite_path() {
            Some(path) => StoreUrl::sqlite(values.beside_file(KEY, path.to_owned())),
            None => url,
        };
        Ok(Self { url })
    }
}
