//! The rules, held against the repository's own tree.

use std::env;
use std::path::Path;

use tidy::{Finding, Tree};

#[expect(
    clippy::expect_used,
    reason = "a tree that cannot be read fails the test"
)]
fn hold(rule: impl Fn(&Tree) -> Vec<Finding>) {
    // Of the checkout that is tested: where several share a folder to build into, another one may have built this.
    let here = env::var_os("CARGO_MANIFEST_DIR");
    let here = here
        .as_deref()
        .map_or(Path::new(env!("CARGO_MANIFEST_DIR")), Path::new);
    let root = here.join("../..");
    let tree = Tree::read(&root).expect("the repository's tree is readable");
    let findings = rule(&tree);
    let list: Vec<String> = findings.iter().map(ToString::to_string).collect();
    assert!(list.is_empty(), "\n{}\n", list.join("\n"));
}

#[test]
fn crates_import_only_what_their_layer_allows() {
    hold(tidy::arrows_are_allowed);
}

#[test]
fn the_architecture_document_shows_the_layers() {
    hold(tidy::document_shows_the_layers);
}

#[test]
fn heavy_dependencies_stay_inside() {
    hold(tidy::heavy_dependencies_stay_inside);
}

#[test]
fn every_dependency_has_a_purpose() {
    hold(tidy::dependencies_have_a_purpose);
}

#[test]
fn every_crate_takes_the_lints() {
    hold(tidy::lints_are_shared);
}

#[test]
fn no_source_file_is_too_long() {
    hold(tidy::sizes);
}

#[test]
fn every_module_begins_with_a_document() {
    hold(tidy::modules_begin_with_a_document);
}

#[test]
fn nothing_is_left_undone() {
    hold(tidy::nothing_is_left_undone);
}

#[test]
fn no_path_of_one_machine_is_written_down() {
    hold(tidy::paths_are_portable);
}

#[test]
fn every_document_has_one_title() {
    hold(tidy::one_title);
}

#[test]
fn every_link_leads_somewhere() {
    hold(tidy::links_resolve);
}

#[test]
fn every_kind_of_identifier_has_its_own_prefix() {
    hold(tidy::prefixes_are_unique);
}

#[test]
fn every_model_has_a_page() {
    hold(tidy::models_have_a_page);
}

#[test]
fn the_changelog_has_a_place_for_what_comes_next() {
    hold(tidy::changelog_has_unreleased);
}

#[test]
fn the_console_lock_file_names_no_registry() {
    hold(tidy::lock_names_no_registry);
}

#[test]
fn every_bundled_data_set_is_listed() {
    hold(tidy::bundled_data_is_listed);
}
