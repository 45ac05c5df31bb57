//! Identifiers: each kind has a prefix of its own.

use std::collections::BTreeMap;

use crate::{File, Finding, Tree};

const CALL: &str = concat!("define", "_id!");

/// No two kinds of identifiers are printed with the same prefix.
pub fn prefixes_are_unique(tree: &Tree) -> Vec<Finding> {
    let mut first: BTreeMap<String, String> = BTreeMap::new();
    let mut findings = Vec::new();
    let sources = tree
        .ending(&[".rs"])
        .filter(|file| file.path.contains("/src/"));
    for file in sources {
        for (line, name, prefix) in declared(file) {
            let place = format!("{name} in {}", file.path);
            if let Some(other) = first.get(&prefix) {
                findings.push(Finding::at(
                    &file.path,
                    line,
                    format!("`{name}` has the prefix \"{prefix}\" of {other}"),
                ));
            } else {
                first.insert(prefix, place);
            }
        }
    }
    findings
}

/// Kinds declared in a file outside its documents and tests, as (line, name, prefix).
fn declared(file: &File) -> Vec<(usize, String, String)> {
    let mut found = Vec::new();
    let product = file
        .lines()
        .take_while(|(_, line)| !line.contains("#[cfg(test)]"));
    let code: Vec<(usize, &str)> = product
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .collect();
    for (index, (line, text)) in code.iter().enumerate() {
        let Some((_, after)) = text.split_once(CALL) else {
            continue;
        };
        let rest: String = std::iter::once(after)
            .chain(code[index + 1..].iter().map(|(_, text)| *text))
            .take(10)
            .collect::<Vec<_>>()
            .join(" ");
        let mut words = rest.trim_start_matches(['(', '{', ' ']).splitn(2, ',');
        let name = words
            .next()
            .and_then(|name| name.split_whitespace().next_back());
        let prefix = words.next().and_then(|rest| rest.split('"').nth(1));
        if let (Some(name), Some(prefix)) = (name, prefix) {
            found.push((*line, name.to_owned(), prefix.to_owned()));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_used_twice_is_found() {
        let one =
            format!("{CALL}(CustomerId, \"cus\");\n{CALL}(\n    ImportId,\n    \"imp\",\n);\n");
        let two = format!("{CALL} {{ Visitor, \"cus\" }}\n");
        let tree = Tree::sample(&[("crates/a/src/id.rs", &one), ("crates/b/src/id.rs", &two)]);
        let findings = prefixes_are_unique(&tree);
        assert_eq!(findings.len(), 1, "{findings:?}");
        assert!(findings[0].what.contains("`Visitor`"), "{findings:?}");
        assert_eq!(declared(tree.find("crates/a/src/id.rs").unwrap()).len(), 2);
    }

    #[test]
    fn documents_and_tests_declare_nothing() {
        let text = format!(
            "/// {CALL}(A, \"cus\");\n{CALL}(B, \"cus\");\n#[cfg(test)]\nmod tests {{ {CALL}(C, \"cus\"); }}\n"
        );
        assert_eq!(
            prefixes_are_unique(&Tree::sample(&[("crates/a/src/id.rs", &text)])),
            []
        );
    }
}
