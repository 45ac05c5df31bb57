//! Mappings: how a file's columns are read, saved under a name.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::import::ImportKind;

/// A saved mapping.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Mapping {
    /// Its name.
    #[schema(example = "till-export")]
    pub name: String,
    /// What files it reads.
    pub kind: ImportKind,
    /// The mapping file (TOML).
    pub body: String,
    /// When it was last saved.
    pub updated_at: Timestamp,
}

/// All saved mappings.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MappingList {
    /// The mappings, by name.
    pub items: Vec<Mapping>,
}

/// A mapping to be saved.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MappingInput {
    /// The mapping file (TOML).
    pub body: String,
    /// What files it reads; the meanings of its columns tell it when absent.
    pub kind: Option<ImportKind>,
}

impl From<app::SavedMapping> for Mapping {
    fn from(mapping: app::SavedMapping) -> Self {
        Self {
            name: mapping.name,
            kind: mapping.kind.into(),
            body: mapping.body,
            updated_at: mapping.updated_at,
        }
    }
}
