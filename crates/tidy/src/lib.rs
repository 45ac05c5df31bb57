//! Rules about the repository, as functions from its files to findings; the tests of this crate run them on the tree.
//!
//! A rule is a function that takes a [`Tree`] and gives [`Finding`]s. Each has a test on a bad sample beside it: a check
//! that cannot fail is worth nothing. Lists of exceptions may only shrink.

mod contracts;
mod documents;
mod finding;
mod ids;
mod layers;
mod manifests;
mod models;
mod sources;
mod tree;

pub use contracts::{bundled_data_is_listed, changelog_has_unreleased, lock_names_no_registry};
pub use documents::{links_resolve, one_title};
pub use finding::Finding;
pub use ids::prefixes_are_unique;
pub use layers::{LAYERS, Layer, arrows_are_allowed, document_shows_the_layers};
pub use manifests::{
    dependencies_have_a_purpose, heavy_dependencies_stay_inside, lints_are_shared,
};
pub use models::models_have_a_page;
pub use sources::{
    modules_begin_with_a_document, nothing_is_left_undone, paths_are_portable, sizes,
};
pub use tree::{File, Tree};
