//! Source files: size, a document at the start, nothing left undone, nothing of one machine.

use crate::{File, Finding, Tree};

/// The longest source file that is still read in one go.
const LINES_MAX: usize = 500;

/// Endings of files that people write and that hold code.
const CODE: &[&str] = &[
    ".rs", ".ts", ".tsx", ".mjs", ".py", ".sql", ".sh", ".toml", ".css",
];

/// Written apart, so that this file does not find itself.
const UNDONE: &[&str] = &[
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("#[ig", "nore"),
    concat!("should", "_panic"),
    concat!("dbg", "!("),
    concat!(".only", "("),
    concat!("it.sk", "ip("),
    concat!("test.sk", "ip("),
];

/// Paths of one machine, and of what lies beside the repository on it.
const FOREIGN: &[&str] = &[
    concat!("/wo", "rk/"),
    concat!("/ro", "ot/"),
    concat!("../sha", "red"),
];

/// No Rust file has more than 500 lines.
pub fn sizes(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.ending(&[".rs"]) {
        let lines = file.text().lines().count();
        if lines > LINES_MAX {
            findings.push(Finding::file(
                &file.path,
                format!("{lines} lines, at most {LINES_MAX}"),
            ));
        }
    }
    findings
}

/// Every Rust file starts by saying what it is.
pub fn modules_begin_with_a_document(tree: &Tree) -> Vec<Finding> {
    tree.ending(&[".rs"])
        .filter(|file| !file.text().starts_with("//! "))
        .map(|file| Finding::at(&file.path, 1, "does not start with `//! `"))
        .collect()
}

/// No mark of unfinished work, and no test that is switched off.
pub fn nothing_is_left_undone(tree: &Tree) -> Vec<Finding> {
    containing(tree.ending(CODE), UNDONE, "is left undone")
}

/// No path of one machine, in any file that is text.
pub fn paths_are_portable(tree: &Tree) -> Vec<Finding> {
    containing(tree.files().iter(), FOREIGN, "is a path of one machine")
}

fn containing<'a>(
    files: impl Iterator<Item = &'a File>,
    marks: &[&str],
    what: &str,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in files {
        for (number, line) in file.lines() {
            if let Some(mark) = marks.iter().find(|mark| stands_alone(line, mark)) {
                findings.push(Finding::at(&file.path, number, format!("`{mark}` {what}")));
            }
        }
    }
    findings
}

/// Whether the mark stands in the line, and not as the tail of a longer word or path.
fn stands_alone(line: &str, mark: &str) -> bool {
    let continues = |before: char| before.is_alphanumeric() || "_-.".contains(before);
    line.match_indices(mark).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !mark.starts_with(|first: char| first == '/' || first.is_alphabetic())
            || !before.is_some_and(continues)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_file_is_found() {
        let long = "//! Long.\n".repeat(LINES_MAX + 1);
        let short = "//! Short.\n".repeat(LINES_MAX);
        let tree = Tree::sample(&[("a.rs", &long), ("b.rs", &short), ("c.md", &long)]);
        let findings = sizes(&tree);
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].path, "a.rs");
    }

    #[test]
    fn a_module_without_a_document_is_found() {
        let tree = Tree::sample(&[
            ("a.rs", "use std::fs;\n"),
            ("b.rs", "//! B.\n"),
            ("c.rs", ""),
        ]);
        assert_eq!(modules_begin_with_a_document(&tree).len(), 2);
    }

    #[test]
    fn every_mark_of_unfinished_work_is_found() {
        for mark in UNDONE {
            let text = format!("    {mark} later\n");
            let tree = Tree::sample(&[("crates/kernel/src/lib.rs", &text)]);
            assert_eq!(nothing_is_left_undone(&tree).len(), 1, "{mark}");
            let document = Tree::sample(&[("docs/STYLE.md", &text)]);
            assert_eq!(
                nothing_is_left_undone(&document),
                [],
                "a document may speak of {mark}"
            );
        }
    }

    #[test]
    fn a_path_of_one_machine_is_found_in_any_text() {
        for path in FOREIGN {
            let text = format!("see {path}main\n");
            assert_eq!(
                paths_are_portable(&Tree::sample(&[("README.md", &text)])).len(),
                1,
                "{path}"
            );
        }
    }

    #[test]
    fn a_folder_that_ends_alike_is_no_path_of_one_machine() {
        let text = concat!(
            "docs/frame",
            "wo",
            "rk/a and https://example.org/net-wo",
            "rk/a\n"
        );
        assert_eq!(
            paths_are_portable(&Tree::sample(&[("README.md", text)])),
            []
        );
    }
}
