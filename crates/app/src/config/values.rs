//! The values of all settings as text, each with its origin.

use std::collections::BTreeMap;
use std::path::PathBuf;

use ::store::StoreUrl;

use super::{ConfigError, KEYS, Origin, nearest::nearest};

/// A setting as [`super::Config::explain`] tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Its name: `section.key`.
    pub key: &'static str,
    /// Its value; secrets are hidden.
    pub value: String,
    /// Where the value came from.
    pub origin: Origin,
}

#[derive(Clone)]
pub(super) struct Values(BTreeMap<&'static str, (String, Origin)>);

impl Values {
    pub(super) fn new() -> Self {
        Self(BTreeMap::new())
    }

    pub(super) fn set(&mut self, key: &'static str, value: String, origin: Origin) {
        self.0.insert(key, (value, origin));
    }

    pub(super) fn text(&self, key: &'static str) -> &str {
        self.0
            .get(key)
            .map(|(value, _)| value.as_str())
            .unwrap_or_default()
    }

    /// Where the value came from.
    pub(super) fn origin(&self, key: &str) -> Option<&Origin> {
        self.0.get(key).map(|(_, origin)| origin)
    }

    /// The value as a path; in a file, relative to the file.
    pub(super) fn path(&self, key: &'static str) -> PathBuf {
        self.beside_file(key, PathBuf::from(self.text(key)))
    }

    /// Resolves a path that `key` holds in one form or another; in a file, relative to the file.
    pub(super) fn beside_file(&self, key: &'static str, path: PathBuf) -> PathBuf {
        match self.0.get(key) {
            Some((_, Origin::File(file))) => file
                .parent()
                .map_or(path.clone(), |folder| folder.join(path)),
            _ => path,
        }
    }

    /// The value as what it stands for. `expected` completes the sentence: `must be …`.
    pub(super) fn parse<T>(
        &self,
        key: &'static str,
        read: impl FnOnce(&str) -> Option<T>,
        expected: &str,
    ) -> Result<T, ConfigError> {
        read(self.text(key)).ok_or_else(|| self.malformed(key, expected, [""; 0]))
    }

    /// The error for a value that makes no sense, with the most similar of the values that would.
    pub(super) fn malformed<T: AsRef<str>>(
        &self,
        key: &'static str,
        expected: &str,
        possible: impl IntoIterator<Item = T>,
    ) -> ConfigError {
        let (value, origin) = self
            .0
            .get(key)
            .cloned()
            .unwrap_or((String::new(), Origin::Default));
        let nearest = nearest(&value, possible).map(|value| value.as_ref().to_owned());
        let value = (key != STORE_URL && !SECRETS.contains(&key)).then_some(value);
        ConfigError::ValueMalformed {
            origin,
            key,
            value,
            expected: expected.to_owned(),
            nearest,
        }
    }

    pub(super) fn explain(&self) -> Vec<Setting> {
        let setting = |key: &'static str| {
            let (value, origin) = self.0.get(key)?;
            Some(Setting {
                key,
                value: shown(key, value),
                origin: origin.clone(),
            })
        };
        KEYS.iter().filter_map(|key| setting(key.name)).collect()
    }
}

/// An address that may hold a password.
const STORE_URL: &str = "store.url";
/// Settings that are secrets, or may hold one.
const SECRETS: [&str; 3] = ["nats.url", "nats.password", "nats.token"];

fn shown(key: &str, value: &str) -> String {
    if key == STORE_URL {
        value
            .parse::<StoreUrl>()
            .map_or_else(|_| "***".to_owned(), |url| url.to_string())
    } else if SECRETS.contains(&key)
        && !value.is_empty()
        && (key != "nats.url" || value.contains('@'))
    {
        "***".to_owned()
    } else {
        value.to_owned()
    }
}

impl std::fmt::Debug for Values {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_list().entries(self.explain()).finish()
    }
}
