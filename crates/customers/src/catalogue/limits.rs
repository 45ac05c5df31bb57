//! Bounds on what is noted.

use crate::fact::FactKind;

/// Characters of a name that is noted.
pub(super) const NAME_CHARACTERS_MAX: usize = 255;
/// Properties of an event that are noted.
pub(super) const PROPERTIES_MAX: usize = 500;
/// Properties of all events together that are noted.
pub(super) const PROPERTIES_TOTAL_MAX: usize = 50_000;
/// Examples of a property.
pub(super) const EXAMPLES_MAX: usize = 5;
/// Characters of an example.
pub(super) const EXAMPLE_CHARACTERS_MAX: usize = 64;
/// Days for which counts are kept.
pub(super) const DAYS_KEPT: i64 = 90;

/// Names of a kind that are noted. Pages are often named by their titles.
pub(super) const fn names_max(kind: FactKind) -> usize {
    match kind {
        FactKind::Track => 2_000,
        _ => 500,
    }
}

/// Whether a name can be noted.
pub(super) fn is_fit(name: &str) -> bool {
    // Most names are short: their characters need not be counted.
    (name.len() <= NAME_CHARACTERS_MAX || name.chars().count() <= NAME_CHARACTERS_MAX)
        && !name.contains('\0')
}
