//! Which crate may import which: the table of arrows, held against the manifests and against the document.

use crate::{Finding, Tree};

/// A crate and what it may import.
#[derive(Debug, Clone, Copy)]
pub struct Layer {
    /// The crate's name, which is also its folder's.
    pub name: &'static str,
    /// Crates of this workspace that it may depend on.
    pub may_import: &'static [&'static str],
}

/// Every crate of the workspace. `docs/ARCHITECTURE.md` shows the same table.
pub const LAYERS: &[Layer] = &[
    Layer {
        name: "kernel",
        may_import: &[],
    },
    Layer {
        name: "lab",
        may_import: &["kernel"],
    },
    Layer {
        name: "paper",
        may_import: &[],
    },
    Layer {
        name: "store",
        may_import: &["kernel"],
    },
    Layer {
        name: "customers",
        may_import: &["kernel", "store"],
    },
    Layer {
        name: "warehouse",
        may_import: &["kernel", "store"],
    },
    Layer {
        name: "insight",
        may_import: &["kernel", "store", "lab", "warehouse"],
    },
    Layer {
        name: "app",
        may_import: &[
            "kernel",
            "paper",
            "store",
            "customers",
            "warehouse",
            "insight",
        ],
    },
    Layer {
        name: "server",
        may_import: &[
            "app",
            "kernel",
            "store",
            "customers",
            "warehouse",
            "insight",
        ],
    },
    Layer {
        name: "cli",
        may_import: &[
            "app",
            "server",
            "kernel",
            "store",
            "customers",
            "warehouse",
            "insight",
        ],
    },
    Layer {
        name: "testkit",
        may_import: &["kernel", "store"],
    },
    Layer {
        name: "tidy",
        may_import: &[],
    },
    Layer {
        name: "xtask",
        may_import: &[],
    },
];

/// Only what is in [`LAYERS`] is imported; `testkit` is for tests alone.
pub fn arrows_are_allowed(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (name, manifest) in tree.manifests() {
        let Some(layer) = LAYERS.iter().find(|layer| layer.name == name) else {
            findings.push(Finding::file(
                &manifest.path,
                format!("crate `{name}` has no layer"),
            ));
            continue;
        };
        for (section, target) in crate::manifests::dependencies(manifest, &mut findings) {
            if !LAYERS.iter().any(|layer| layer.name == target) {
                continue;
            }
            let for_tests = section == "dev-dependencies" && target == "testkit";
            if !for_tests && !layer.may_import.contains(&target.as_str()) {
                findings.push(Finding::file(
                    &manifest.path,
                    format!("`{name}` may not import `{target}` ({section})"),
                ));
            }
        }
    }
    findings
}

/// The table in the architecture document has the rows of [`LAYERS`], in any order.
pub fn document_shows_the_layers(tree: &Tree) -> Vec<Finding> {
    const PATH: &str = "docs/ARCHITECTURE.md";
    let Some(document) = tree.find(PATH) else {
        return vec![Finding::file(PATH, "is missing")];
    };
    let shown: Vec<(usize, &str, Vec<&str>)> = document
        .lines()
        .filter_map(|(line, text)| Some((line, row(text)?)))
        .map(flat)
        .collect();
    let mut findings = Vec::new();
    for (line, name, _) in &shown {
        if !LAYERS.iter().any(|layer| layer.name == *name) {
            findings.push(Finding::at(
                PATH,
                *line,
                format!("there is no crate `{name}`"),
            ));
        }
    }
    for layer in LAYERS {
        let Some((line, _, arrows)) = shown.iter().find(|(_, name, _)| *name == layer.name) else {
            findings.push(Finding::file(
                PATH,
                format!("no row for crate `{}`", layer.name),
            ));
            continue;
        };
        if sorted(arrows) != sorted(layer.may_import) {
            findings.push(Finding::at(
                PATH,
                *line,
                format!(
                    "`{}` may import {:?}, shown is {arrows:?}",
                    layer.name, layer.may_import
                ),
            ));
        }
    }
    findings
}

/// Reads a row of the table: the crate between backticks, what it is, its arrows, the rest. Other lines are no rows.
fn row(text: &str) -> Option<(&str, Vec<&str>)> {
    let mut cells = text.strip_prefix("| `")?.split('|').map(str::trim);
    let name = cells.next()?.strip_suffix('`')?;
    let arrows = cells.nth(1)?;
    let names = arrows.split(',').map(|name| name.trim().trim_matches('`'));
    Some((
        name,
        names
            .filter(|name| !name.is_empty() && *name != "–")
            .collect(),
    ))
}

fn flat<'a>(
    (line, (name, arrows)): (usize, (&'a str, Vec<&'a str>)),
) -> (usize, &'a str, Vec<&'a str>) {
    (line, name, arrows)
}

fn sorted<'a>(names: &[&'a str]) -> Vec<&'a str> {
    let mut names = names.to_vec();
    names.sort_unstable();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arrow_upwards_is_found() {
        let tree = Tree::sample(&[(
            "crates/store/Cargo.toml",
            "[dependencies]\nkernel.workspace = true\napp.workspace = true\nserde.workspace = true\n",
        )]);
        let findings = arrows_are_allowed(&tree);
        assert_eq!(findings.len(), 1, "{findings:?}");
        assert!(findings[0].what.contains("`store` may not import `app`"));
    }

    #[test]
    fn the_testkit_is_for_tests_alone() {
        let bad = Tree::sample(&[(
            "crates/store/Cargo.toml",
            "[dependencies]\ntestkit = { path = \"../testkit\" }\n",
        )]);
        assert_eq!(arrows_are_allowed(&bad).len(), 1);
        let good = Tree::sample(&[(
            "crates/store/Cargo.toml",
            "[dev-dependencies]\ntestkit.workspace = true\n",
        )]);
        assert_eq!(arrows_are_allowed(&good), []);
    }

    #[test]
    fn a_crate_outside_the_table_is_found() {
        let tree = Tree::sample(&[("crates/common/Cargo.toml", "[dependencies]\n")]);
        assert!(arrows_are_allowed(&tree)[0].what.contains("has no layer"));
    }

    #[test]
    fn a_document_with_another_table_is_found() {
        let rows: Vec<String> = LAYERS
            .iter()
            .map(|layer| {
                format!(
                    "| `{}` | x | {} | – |",
                    layer.name,
                    layer.may_import.join(", ")
                )
            })
            .collect();
        let good = rows.join("\n");
        assert_eq!(
            document_shows_the_layers(&Tree::sample(&[("docs/ARCHITECTURE.md", &good)])),
            []
        );
        let more = good.replace("| `lab` | x | kernel |", "| `lab` | x | kernel, store |");
        assert_eq!(
            document_shows_the_layers(&Tree::sample(&[("docs/ARCHITECTURE.md", &more)])).len(),
            1
        );
        let less = rows[1..].join("\n");
        assert_eq!(
            document_shows_the_layers(&Tree::sample(&[("docs/ARCHITECTURE.md", &less)])).len(),
            1
        );
        let unknown = format!("{good}\n| `engage` | x | kernel | – |");
        assert_eq!(
            document_shows_the_layers(&Tree::sample(&[("docs/ARCHITECTURE.md", &unknown)])).len(),
            1
        );
    }
}
