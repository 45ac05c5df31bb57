//! Models of `lab`: each has a page that tells a reader what it computes.

use crate::{Finding, Tree};

/// Every file of `lab` whose documents have a `# Model` heading has a page `docs/models/<name>.md`, or a page there that names the
/// file by its path.
pub fn models_have_a_page(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.ending(&[".rs"]) {
        let Some(name) = file.path.strip_prefix("crates/lab/src/") else {
            continue;
        };
        let heading =
            |(_, line): (usize, &str)| matches!(line.trim_start(), "/// # Model" | "//! # Model");
        if !file.lines().any(heading) {
            continue;
        }
        let stem = name
            .trim_end_matches(".rs")
            .split('/')
            .next()
            .unwrap_or_default();
        let page = format!("docs/models/{}.md", stem.replace('_', "-"));
        let pages = tree
            .files()
            .iter()
            .filter(|file| file.path.starts_with("docs/models/"));
        if !tree.has(&page)
            && !pages
                .into_iter()
                .any(|page| page.text().contains(&file.path))
        {
            findings.push(Finding::file(&file.path, format!("has no page {page}")));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_without_a_page_is_found() {
        let model =
            "//! M.\n\n/// Survival.\n///\n/// # Model\n///\n/// Product limit.\npub fn fit() {}\n";
        let tree = Tree::sample(&[
            ("crates/lab/src/kaplan_meier.rs", model),
            ("crates/lab/src/bg_nbd/fit.rs", model),
            ("crates/lab/src/quantile.rs", "//! Quantiles.\n"),
            ("crates/lab/src/concentration.rs", model),
            ("docs/models/bg-nbd.md", "# BG/NBD\n"),
            (
                "docs/models/rfm.md",
                "# RFM\n\nSource: crates/lab/src/concentration.rs\n",
            ),
        ]);
        let findings = models_have_a_page(&tree);
        assert_eq!(findings.len(), 1, "{findings:?}");
        assert!(findings[0].what.contains("docs/models/kaplan-meier.md"));
    }
}
