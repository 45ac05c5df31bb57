//! Files that others rely on: the changelog, the console's lock file, the list of bundled data.

use crate::{Finding, Tree};

/// The changelog has a place for what comes next.
pub fn changelog_has_unreleased(tree: &Tree) -> Vec<Finding> {
    const PATH: &str = "CHANGELOG.md";
    match tree.find(PATH) {
        None => vec![Finding::file(PATH, "is missing")],
        Some(file) if !file.text().contains("\n## [Unreleased]") => {
            vec![Finding::file(PATH, "has no section `## [Unreleased]`")]
        }
        Some(_) => Vec::new(),
    }
}

/// Lock files of npm name no registry, so that each machine uses its own.
pub fn lock_names_no_registry(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.ending(&["package-lock.json"]) {
        for (number, line) in file.lines() {
            if line.trim_start().starts_with("\"resolved\":") {
                findings.push(Finding::at(
                    &file.path,
                    number,
                    "names the host of a registry",
                ));
                break;
            }
        }
    }
    findings
}

/// Every bundled data set is listed in `data/README.md` with its size.
pub fn bundled_data_is_listed(tree: &Tree) -> Vec<Finding> {
    let list = tree
        .find("data/README.md")
        .map(|file| file.text().replace(',', ""))
        .unwrap_or_default();
    let mut findings = Vec::new();
    for file in tree
        .files()
        .iter()
        .filter(|file| file.path.starts_with("data/"))
    {
        let name = &file.path["data/".len()..];
        // The programs that made the data are none.
        if ["README.md", "make.py", "sample.py"].contains(&name) {
            continue;
        }
        let start = format!("| `{name}` |");
        let row = list.lines().find(|line| line.starts_with(&start));
        if !row.is_some_and(|row| row.contains(&format!("| {} |", file.bytes))) {
            let what = format!(
                "data/README.md does not list it with its {} bytes",
                file.bytes
            );
            findings.push(Finding::file(&file.path, what));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changelog_without_the_next_section_is_found() {
        assert_eq!(changelog_has_unreleased(&Tree::default()).len(), 1);
        let old = Tree::sample(&[("CHANGELOG.md", "# Changelog\n\n## [0.1.0]\n")]);
        assert_eq!(changelog_has_unreleased(&old).len(), 1);
        let good = Tree::sample(&[("CHANGELOG.md", "# Changelog\n\n## [Unreleased]\n")]);
        assert_eq!(changelog_has_unreleased(&good), []);
    }

    #[test]
    fn a_lock_file_that_names_a_registry_is_found() {
        let text =
            "{\n  \"resolved\": \"https://registry.example/a.tgz\",\n  \"resolved\": \"b\"\n}\n";
        assert_eq!(
            lock_names_no_registry(&Tree::sample(&[("web/package-lock.json", text)])).len(),
            1
        );
    }

    #[test]
    fn a_data_set_that_is_not_listed_or_has_another_size_is_found() {
        let list = "# Data\n\n| file | bytes |\n|---|---|\n| `a.csv` | 1,2 |\n| `b.csv` | 12 |\n";
        let tree = Tree::sample(&[
            ("data/README.md", list),
            ("data/a.csv", "123456789abc"),
            ("data/b.csv", "1"),
            ("data/c.csv", "1"),
        ]);
        let paths: Vec<String> = bundled_data_is_listed(&tree)
            .into_iter()
            .map(|finding| finding.path)
            .collect();
        assert_eq!(paths, ["data/b.csv", "data/c.csv"]);
    }
}
