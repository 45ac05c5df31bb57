//! Where a workspace is kept.

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use thiserror::Error;

const SCHEMA_DEFAULT: &str = "clientele";
const SCHEMA_LENGTH_MAX: usize = 51;

/// The place of a workspace: `sqlite:PATH`, or `postgres://…?schema=NAME`.
///
/// Printing it hides the password.
#[derive(Clone, PartialEq, Eq)]
pub struct StoreUrl(Place);

#[derive(Clone, PartialEq, Eq)]
enum Place {
    Sqlite(PathBuf),
    Postgres { url: String, schema: String },
}

/// Why a text is not the place of a workspace.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum StoreUrlError {
    /// Neither engine is named.
    #[error("a store is given as `sqlite:PATH` or `postgres://USER@HOST/DATABASE?schema=NAME`")]
    EngineUnknown,
    /// The path of the file is missing.
    #[error("`sqlite:` is followed by the path of a file")]
    PathMissing,
    /// The schema is not a plain name.
    #[error(
        "`{0}` is not a schema: up to 51 lower-case letters, digits and `_`, not starting with a digit"
    )]
    SchemaMalformed(String),
}

impl StoreUrl {
    /// The workspace in an SQLite file.
    pub fn sqlite(path: impl Into<PathBuf>) -> Self {
        Self(Place::Sqlite(path.into()))
    }

    /// The path of the SQLite file, if it is one.
    pub fn sqlite_path(&self) -> Option<&Path> {
        match &self.0 {
            Place::Sqlite(path) => Some(path),
            Place::Postgres { .. } => None,
        }
    }

    /// The URL of the PostgreSQL database, if it is one, with the schema as its search path. Holds the password.
    pub fn postgres_url(&self) -> Option<String> {
        let Place::Postgres { url, schema } = &self.0 else {
            return None;
        };
        let joint = if url.contains('?') { '&' } else { '?' };
        Some(format!("{url}{joint}options=-c%20search_path%3D{schema}"))
    }

    /// The same database with another schema; an SQLite file stays what it is.
    ///
    /// # Errors
    ///
    /// When the schema is not a plain name.
    pub fn with_schema(&self, schema: &str) -> Result<Self, StoreUrlError> {
        if !is_plain_name(schema) {
            return Err(StoreUrlError::SchemaMalformed(schema.to_owned()));
        }
        Ok(match &self.0 {
            Place::Sqlite(_) => self.clone(),
            Place::Postgres { url, .. } => Self(Place::Postgres {
                url: url.clone(),
                schema: schema.to_owned(),
            }),
        })
    }

    /// The PostgreSQL schema, if it is one.
    pub fn schema(&self) -> Option<&str> {
        match &self.0 {
            Place::Sqlite(_) => None,
            Place::Postgres { schema, .. } => Some(schema),
        }
    }
}

impl FromStr for StoreUrl {
    type Err = StoreUrlError;

    fn from_str(text: &str) -> Result<Self, StoreUrlError> {
        if let Some(path) = text.strip_prefix("sqlite:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            return if path.is_empty() {
                Err(StoreUrlError::PathMissing)
            } else {
                Ok(Self::sqlite(path))
            };
        }
        if !text.starts_with("postgres://") && !text.starts_with("postgresql://") {
            return Err(StoreUrlError::EngineUnknown);
        }
        let (base, query) = text.split_once('?').unwrap_or((text, ""));
        let mut schema = SCHEMA_DEFAULT;
        let mut others = Vec::new();
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            match pair.strip_prefix("schema=") {
                Some(name) => schema = name,
                None => others.push(pair),
            }
        }
        if !is_plain_name(schema) {
            return Err(StoreUrlError::SchemaMalformed(schema.to_owned()));
        }
        let query = if others.is_empty() {
            String::new()
        } else {
            format!("?{}", others.join("&"))
        };
        Ok(Self(Place::Postgres {
            url: format!("{base}{query}"),
            schema: schema.to_owned(),
        }))
    }
}

/// Whether the name can stand in a statement as it is: `[a-z_][a-z0-9_]{0,50}`.
fn is_plain_name(name: &str) -> bool {
    let first = name
        .bytes()
        .next()
        .is_some_and(|byte| byte.is_ascii_lowercase() || byte == b'_');
    let rest = name
        .bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    first && rest && name.len() <= SCHEMA_LENGTH_MAX
}

impl fmt::Display for StoreUrl {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Place::Sqlite(path) => write!(out, "sqlite:{}", path.display()),
            Place::Postgres { url, schema } => {
                let joint = if url.contains('?') { '&' } else { '?' };
                write!(out, "{}{joint}schema={schema}", without_password(url))
            }
        }
    }
}

impl fmt::Debug for StoreUrl {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

/// Hides the password of `scheme://user:password@host/…` and of `?password=…`.
fn without_password(url: &str) -> String {
    let (base, query) = url.split_once('?').unwrap_or((url, ""));
    let (scheme, rest) = base.split_once("://").unwrap_or(("", base));
    let shown = match rest.rsplit_once('@') {
        Some((user, host)) => {
            let user = user
                .split_once(':')
                .map_or_else(|| user.to_owned(), |(name, _)| format!("{name}:***"));
            format!("{scheme}://{user}@{host}")
        }
        None => base.to_owned(),
    };
    let pairs: Vec<&str> = query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            if pair.starts_with("password=") {
                "password=***"
            } else {
                pair
            }
        })
        .collect();
    if pairs.is_empty() {
        shown
    } else {
        format!("{shown}?{}", pairs.join("&"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_are_read() {
        let file: StoreUrl = "sqlite:/data/clientele.db".parse().unwrap();
        assert_eq!(file.sqlite_path(), Some(Path::new("/data/clientele.db")));
        assert_eq!("sqlite:///data/clientele.db".parse(), Ok(file));
        let schema: StoreUrl = "postgres://ada:secret@db:5432/crm?sslmode=require&schema=shop_1"
            .parse()
            .unwrap();
        assert_eq!(schema.schema(), Some("shop_1"));
        assert_eq!(
            schema.postgres_url().unwrap(),
            "postgres://ada:secret@db:5432/crm?sslmode=require&options=-c%20search_path%3Dshop_1"
        );
        assert_eq!(
            "postgresql://db/crm".parse::<StoreUrl>().unwrap().schema(),
            Some("clientele")
        );
    }

    #[test]
    fn a_password_is_not_shown() {
        let url: StoreUrl = "postgres://ada:se@cret@db/crm?password=too&schema=shop"
            .parse()
            .unwrap();
        assert_eq!(
            format!("{url:?}"),
            "postgres://ada:***@db/crm?password=***&schema=shop"
        );
    }

    #[test]
    fn nonsense_is_refused() {
        let refused = |text: &str| text.parse::<StoreUrl>().unwrap_err();
        assert_eq!(refused("mysql://db"), StoreUrlError::EngineUnknown);
        assert_eq!(refused("sqlite:"), StoreUrlError::PathMissing);
        for schema in ["", "1a", "A", "a-b", "a\"; drop", &"a".repeat(52)] {
            let text = format!("postgres://db/crm?schema={schema}");
            assert_eq!(
                refused(&text),
                StoreUrlError::SchemaMalformed(schema.to_owned())
            );
        }
    }
}
