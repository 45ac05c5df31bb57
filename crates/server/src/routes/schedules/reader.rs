//! Who reads an edition.

use kernel::Locale;
use serde::Deserialize;

/// For whom it is written.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Reader {
    /// The language of headings and of what stands around the rows, of numbers and days (BCP 47): en, bg, nb, ru or fa; English for
    /// any other.
    #[param(max_length = 35, example = "fa")]
    language: Option<String>,
}

impl Reader {
    /// How it is written.
    pub(super) fn locale(&self) -> Locale {
        Locale::of(self.language.as_deref().unwrap_or_default())
    }
}
