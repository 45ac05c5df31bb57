//! Markdown documents: one title each, and links that lead somewhere.

use crate::{File, Finding, Tree};

/// Each document has exactly one title of the first rank.
pub fn one_title(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.ending(&[".md"]) {
        let titles = prose(file)
            .filter(|(_, line)| line.starts_with("# "))
            .count();
        if titles != 1 {
            findings.push(Finding::file(
                &file.path,
                format!("{titles} titles, not one"),
            ));
        }
    }
    findings
}

/// Each relative link names a file or folder of the repository.
pub fn links_resolve(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.ending(&[".md"]) {
        for (number, line) in prose(file) {
            for target in links(line) {
                let path = target.split('#').next().unwrap_or_default();
                if !path.is_empty()
                    && !resolve(&file.path, path).is_some_and(|path| tree.has(&path))
                {
                    findings.push(Finding::at(
                        &file.path,
                        number,
                        format!("`{target}` leads nowhere"),
                    ));
                }
            }
        }
    }
    findings
}

/// The lines outside fenced code.
fn prose(file: &File) -> impl Iterator<Item = (usize, &str)> {
    let mut fenced = false;
    file.lines().filter(move |(_, line)| {
        let fence = line.trim_start().starts_with("```");
        fenced ^= fence;
        !fenced && !fence
    })
}

/// Targets of `[text](target)` and `![text](target)` that are not addresses.
fn links(line: &str) -> impl Iterator<Item = &str> {
    line.split("](").skip(1).filter_map(|rest| {
        let target = rest.split([')', ' ']).next()?;
        let address = target.contains("://") || target.starts_with("mailto:");
        (!address).then_some(target)
    })
}

/// The path from the root that `target` means in the document at `from`; `None` when it leaves the repository.
fn resolve(from: &str, target: &str) -> Option<String> {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in target.trim_end_matches('/').split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn none_or_two_titles_are_found() {
        let tree = Tree::sample(&[
            ("a.md", "# One\n\n## Part\n\n```sh\n# a comment\n```\n"),
            ("b.md", "text\n"),
            ("c.md", "# One\n\n# Two\n"),
        ]);
        let paths: Vec<String> = one_title(&tree)
            .into_iter()
            .map(|finding| finding.path)
            .collect();
        assert_eq!(paths, ["b.md", "c.md"]);
    }

    #[test]
    fn a_link_that_leads_nowhere_is_found() {
        let tree = Tree::sample(&[
            (
                "README.md",
                "# R\n[a](docs/a.md), [gone](docs/b.md#part) and ![p](docs/p.png)\n",
            ),
            (
                "docs/a.md",
                "# A\n[up](../README.md) [here](#part) [far](https://example.org) [out](../../x.md)\n",
            ),
        ]);
        let what: Vec<String> = links_resolve(&tree)
            .into_iter()
            .map(|finding| finding.what)
            .collect();
        assert_eq!(
            what,
            [
                "`docs/b.md#part` leads nowhere",
                "`docs/p.png` leads nowhere",
                "`../../x.md` leads nowhere"
            ]
        );
    }

    #[test]
    fn a_link_to_a_folder_resolves() {
        let tree = Tree::sample(&[
            ("README.md", "# R\n[adr](docs/adr/)\n"),
            ("docs/adr/1.md", "# A\n"),
        ]);
        assert_eq!(links_resolve(&tree), []);
    }
}
