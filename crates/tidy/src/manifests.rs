//! The manifests: heavy dependencies stay where they belong, each has a purpose, lints are shared.

use crate::{File, Finding, Tree};

/// A dependency (or every one that begins so, when it ends with `*`) and the crates that may have it.
type Inside = (&'static str, &'static [&'static str]);

/// Where heavy dependencies may stand. Everything else may stand anywhere.
const HEAVY: &[Inside] = &[
    ("datafusion*", &["warehouse", "insight"]),
    ("arrow*", &["warehouse", "insight"]),
    ("parquet", &["warehouse", "insight"]),
    ("object_store", &["warehouse", "insight"]),
    (
        "sqlx",
        &[
            "store",
            "warehouse",
            "customers",
            "insight",
            "app",
            "testkit",
        ],
    ),
    ("axum*", &["server"]),
    ("utoipa*", &["server"]),
    ("tower*", &["server"]),
    ("rust-embed", &["server"]),
    ("clap", &["cli"]),
    ("pdf-writer", &["paper"]),
    ("rustybuzz", &["paper"]),
    ("subsetter", &["paper"]),
    ("indicatif", &["cli"]),
    ("tracing-subscriber", &["cli"]),
    ("anyhow", &["cli", "testkit", "xtask"]),
];

/// Heavy dependencies are imported only by the crates that keep them inside; tests may use `anyhow` and `tower`.
pub fn heavy_dependencies_stay_inside(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (name, manifest) in tree.manifests() {
        for (section, dependency) in dependencies(manifest, &mut findings) {
            let allowed = HEAVY
                .iter()
                .filter(|(pattern, _)| matches(pattern, &dependency))
                .all(|(_, crates)| crates.contains(&name));
            let in_tests =
                section == "dev-dependencies" && ["anyhow", "tower"].contains(&dependency.as_str());
            if !allowed && !in_tests {
                findings.push(Finding::file(
                    &manifest.path,
                    format!("`{dependency}` does not belong into `{name}` ({section})"),
                ));
            }
        }
    }
    findings
}

/// Every dependency of the workspace says in a comment what it is for.
pub fn dependencies_have_a_purpose(tree: &Tree) -> Vec<Finding> {
    let Some(manifest) = tree.find("Cargo.toml") else {
        return vec![Finding::file("Cargo.toml", "is missing")];
    };
    let mut inside = false;
    let mut findings = Vec::new();
    for (number, line) in manifest.lines() {
        if line.starts_with('[') {
            inside = line == "[workspace.dependencies]";
        } else if inside
            && line.contains(" = ")
            && !line.contains("path = ")
            && !line.contains(" # ")
        {
            findings.push(Finding::at(
                "Cargo.toml",
                number,
                "a dependency without its purpose",
            ));
        }
    }
    findings
}

/// Every crate takes the workspace's lints.
pub fn lints_are_shared(tree: &Tree) -> Vec<Finding> {
    let without =
        |(_, manifest): &(&str, &File)| !manifest.text().contains("[lints]\nworkspace = true");
    tree.manifests()
        .filter(without)
        .map(|(_, manifest)| Finding::file(&manifest.path, "does not take the workspace's lints"))
        .collect()
}

/// The dependencies of a manifest as (section, name); a manifest that does not parse is a finding.
pub(crate) fn dependencies(manifest: &File, findings: &mut Vec<Finding>) -> Vec<(String, String)> {
    let table: toml::Table = match manifest.text().parse() {
        Ok(table) => table,
        Err(error) => {
            findings.push(Finding::file(&manifest.path, error.to_string()));
            return Vec::new();
        }
    };
    let mut found = Vec::new();
    for section in ["dependencies", "dev-dependencies", "build-dependencies"] {
        let names = table.get(section).and_then(toml::Value::as_table);
        found.extend(
            names
                .into_iter()
                .flatten()
                .map(|(name, _)| (section.to_owned(), name.clone())),
        );
    }
    found
}

fn matches(pattern: &str, name: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(start) => name.starts_with(start),
        None => name == pattern,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heavy_dependency_in_the_wrong_crate_is_found() {
        let tree = Tree::sample(&[
            (
                "crates/app/Cargo.toml",
                "[dependencies]\ndatafusion-ducklake = \"=0.9.0\"\n",
            ),
            (
                "crates/warehouse/Cargo.toml",
                "[dependencies]\ndatafusion.workspace = true\n",
            ),
        ]);
        let findings = heavy_dependencies_stay_inside(&tree);
        assert_eq!(findings.len(), 1, "{findings:?}");
        assert_eq!(findings[0].path, "crates/app/Cargo.toml");
    }

    #[test]
    fn anyhow_is_for_the_command_line_and_tests() {
        let bad = Tree::sample(&[(
            "crates/store/Cargo.toml",
            "[dependencies]\nanyhow = \"1\"\n",
        )]);
        assert_eq!(heavy_dependencies_stay_inside(&bad).len(), 1);
        let good = Tree::sample(&[(
            "crates/store/Cargo.toml",
            "[dev-dependencies]\nanyhow = \"1\"\n",
        )]);
        assert_eq!(heavy_dependencies_stay_inside(&good), []);
    }

    #[test]
    fn a_manifest_that_does_not_parse_is_found() {
        let tree = Tree::sample(&[("crates/store/Cargo.toml", "[dependencies\n")]);
        assert_eq!(heavy_dependencies_stay_inside(&tree).len(), 1);
    }

    #[test]
    fn a_dependency_without_a_purpose_is_found() {
        let tree = Tree::sample(&[(
            "Cargo.toml",
            "[workspace.dependencies]\napp = { path = \"crates/app\" }\nserde = \"1\"\ntoml = \"1\" # files\n[lints]\na = 1\n",
        )]);
        let findings = dependencies_have_a_purpose(&tree);
        assert_eq!(findings.len(), 1, "{findings:?}");
        assert_eq!(findings[0].line, 3);
    }

    #[test]
    fn a_crate_without_the_lints_is_found() {
        let tree = Tree::sample(&[("crates/store/Cargo.toml", "[dependencies]\n")]);
        assert_eq!(lints_are_shared(&tree).len(), 1);
    }
}
