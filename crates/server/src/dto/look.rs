//! A file that waits for its import, and how it is understood.

use std::collections::BTreeMap;

use customers::{CustomersError, DateFormat, Delimiter, Encoding};
use kernel::Fault as _;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::import::{Import, ImportKind, ImportPreview};

/// A file that waits.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct StagedUpload {
    /// Its id.
    #[schema(example = "upl_0000000000000")]
    pub id: String,
    /// The file's name.
    #[schema(example = "orders-2011.csv")]
    pub file_name: String,
    /// The file's size, bytes.
    pub file_bytes: u64,
    /// The imports of the very same file that are in: importing it again adds nothing.
    pub known: Vec<Import>,
}

/// What is asked of a look.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LookInput {
    /// What the file holds.
    pub kind: ImportKind,
    /// The name of a saved mapping.
    pub mapping: Option<String>,
    /// What is changed by hand, of the saved mapping or of what was found by looking.
    #[serde(default)]
    pub changes: MappingChangesInput,
}

/// What is changed of a mapping; what is absent is found by looking, or as the saved mapping says.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct MappingChangesInput {
    /// The form of the file.
    pub file: FileChangesInput,
    /// The column for each meaning; an empty name says that there is none.
    pub columns: BTreeMap<String, String>,
    /// How lines are understood.
    pub rules: RuleChangesInput,
}

/// The form of a file, as far as it is changed.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct FileChangesInput {
    /// What stands between cells.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = ";")]
    pub delimiter: Option<String>,
    /// The encoding of the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "utf-8")]
    pub encoding: Option<String>,
    /// Whether the first row names the columns.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header: Option<bool>,
    /// The sign between whole and fraction: point or comma.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "point")]
    pub decimal: Option<String>,
    /// In which order dates stand.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "DD.MM.YYYY")]
    pub date_format: Option<String>,
    /// The zone in which local times are read (IANA).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "Europe/Oslo")]
    pub time_zone: Option<String>,
    /// The sheet of a workbook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
}

/// How lines are understood, as far as it is changed.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct RuleChangesInput {
    /// What stands before the digits of an order that cancels; empty for nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "C")]
    pub cancellation_prefix: Option<String>,
}

/// How a file that waits is understood.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ImportLook {
    /// The file, its columns and, unless something is missing, its first rows as they would be taken.
    #[schema(value_type = ImportPreview)]
    pub preview: customers::Preview,
    /// What is still to be said; null when the file can be imported.
    pub missing: Option<MissingInMapping>,
    /// The zone in which local times are read.
    #[schema(example = "Europe/Oslo")]
    pub time_zone: String,
    /// The sheet that is read; null when it is the first that holds anything, and for other files.
    pub sheet: Option<String>,
    /// What stands before the digits of an order that cancels; null where there are no orders.
    pub cancellation_prefix: Option<String>,
    /// What there is to choose from.
    pub choices: MappingChoices,
}

/// What is still to be said of a file.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MissingInMapping {
    /// The situation, stable: `import.column_missing`, `import.column_unknown`, `import.date_ambiguous`, `import.date_unknown`.
    #[schema(example = "import.column_missing")]
    pub code: String,
    /// What is missing, as a sentence.
    pub detail: String,
    /// The meaning for which there is no column; null when a column is at fault.
    #[schema(example = "customer")]
    pub meaning: Option<String>,
    /// The column at fault; null when none was found.
    pub column: Option<String>,
    /// The readings between which is to be chosen; empty when there are none.
    pub choices: Vec<String>,
}

/// What there is to choose from.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MappingChoices {
    /// What a column of such a file can mean.
    pub meanings: Vec<String>,
    /// In which order dates can stand, the likelier first.
    pub date_formats: Vec<String>,
    /// The encodings of text.
    pub encodings: Vec<String>,
    /// What can stand between cells.
    pub delimiters: Vec<String>,
    /// The sheets of the workbook; empty for other files.
    pub sheets: Vec<String>,
}

impl ImportLook {
    /// A look as it travels; `zone` is the workspace's.
    pub(crate) fn of(kind: customers::Kind, found: app::FileLook, zone: &str) -> Self {
        let app::FileLook { look, sheets } = found;
        let file = &look.mapping.file;
        let owned = |names: Vec<&'static str>| names.into_iter().map(str::to_owned).collect();
        Self {
            time_zone: file
                .time_zone
                .as_ref()
                .map_or(zone, customers::ZoneName::name)
                .to_owned(),
            sheet: file.sheet.clone(),
            cancellation_prefix: look.mapping.rules.cancellation_prefix.clone(),
            missing: look.missing.as_ref().map(MissingInMapping::of),
            choices: MappingChoices {
                meanings: owned(kind.meanings().iter().map(|one| one.key()).collect()),
                date_formats: owned(DateFormat::names().collect()),
                encodings: owned(Encoding::names().collect()),
                delimiters: owned(Delimiter::names().collect()),
                sheets,
            },
            preview: look.preview,
        }
    }
}

impl MissingInMapping {
    fn of(error: &CustomersError) -> Self {
        let (meaning, column, choices) = match error {
            CustomersError::ColumnMissing { key, .. } => (Some((*key).to_owned()), None, vec![]),
            CustomersError::ColumnUnknown {
                meaning, column, ..
            } => (Some(meaning.key().to_owned()), Some(column.clone()), vec![]),
            CustomersError::DateAmbiguous {
                column,
                first,
                second,
                ..
            } => (
                None,
                Some(column.clone()),
                vec![first.clone(), second.clone()],
            ),
            CustomersError::DateUnknown { column, .. } => (None, Some(column.clone()), vec![]),
            _ => (None, None, vec![]),
        };
        Self {
            code: error.code().to_owned(),
            detail: error.to_string(),
            meaning,
            column,
            choices,
        }
    }
}
