//! The repository's files, read once.

use std::fs;
use std::io;
use std::path::Path;

/// What is made by tools and never belongs to the repository: folders; in a further work tree `.git` is a file.
const MADE_BY_TOOLS: [&str; 7] = [
    ".git",
    "target",
    "node_modules",
    "dist",
    "demo-data",
    "data-dir",
    "test-results",
];

/// A file of the repository.
#[derive(Debug, Clone)]
pub struct File {
    /// Path from the repository's root, with `/` between its parts.
    pub path: String,
    /// Size in bytes.
    pub bytes: u64,
    /// Its text; `None` for a file that is not UTF-8.
    pub text: Option<String>,
}

impl File {
    /// The file's text, empty when it has none.
    pub fn text(&self) -> &str {
        self.text.as_deref().unwrap_or_default()
    }

    /// Lines with their numbers from 1.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text()
            .lines()
            .enumerate()
            .map(|(index, line)| (index + 1, line))
    }

    /// Whether the path ends with one of these endings.
    pub fn ends_with(&self, endings: &[&str]) -> bool {
        endings.iter().any(|ending| self.path.ends_with(ending))
    }
}

/// All files of the repository, in the order of their paths.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    files: Vec<File>,
}

impl Tree {
    /// Reads the tree below `root`, without what tools make.
    ///
    /// # Errors
    ///
    /// When a folder or file cannot be read.
    pub fn read(root: &Path) -> io::Result<Self> {
        let mut files = Vec::new();
        walk(root, "", &mut files)?;
        files.sort_by(|left, right| left.path.cmp(&right.path));
        Ok(Self { files })
    }

    /// A tree of given paths and texts, for the checks' own tests.
    pub fn sample(files: &[(&str, &str)]) -> Self {
        let file = |&(path, text): &(&str, &str)| File {
            path: path.to_owned(),
            bytes: text.len() as u64,
            text: Some(text.to_owned()),
        };
        Self {
            files: files.iter().map(file).collect(),
        }
    }

    /// All files.
    pub fn files(&self) -> &[File] {
        &self.files
    }

    /// The file at a path.
    pub fn find(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|file| file.path == path)
    }

    /// Files that end with one of these endings.
    pub fn ending<'a>(&'a self, endings: &'a [&'a str]) -> impl Iterator<Item = &'a File> {
        self.files
            .iter()
            .filter(move |file| file.ends_with(endings))
    }

    /// Whether a file or a folder stands at a path.
    pub fn has(&self, path: &str) -> bool {
        let folder = format!("{path}/");
        self.files
            .iter()
            .any(|file| file.path == path || file.path.starts_with(&folder))
    }

    /// The crates' manifests as (crate name, manifest); the fuzzer's targets are a workspace of their own.
    pub fn manifests(&self) -> impl Iterator<Item = (&str, &File)> {
        self.files.iter().filter_map(|file| {
            let folder = file.path.strip_suffix("/Cargo.toml")?;
            let name = folder.strip_prefix("crates/").unwrap_or(folder);
            (!name.contains('/') && name != "fuzz").then_some((name, file))
        })
    }
}

fn walk(root: &Path, below: &str, files: &mut Vec<File>) -> io::Result<()> {
    for entry in fs::read_dir(root.join(below))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if below.is_empty() {
            name.clone()
        } else {
            format!("{below}/{name}")
        };
        let kind = entry.file_type()?;
        if MADE_BY_TOOLS.contains(&name.as_str()) {
            continue;
        }
        if kind.is_dir() {
            walk(root, &path, files)?;
        } else if kind.is_file() {
            let content = fs::read(entry.path())?;
            let bytes = content.len() as u64;
            files.push(File {
                path,
                bytes,
                text: String::from_utf8(content).ok(),
            });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_is_named_after_its_folder() {
        let tree = Tree::sample(&[
            ("Cargo.toml", ""),
            ("crates/kernel/Cargo.toml", ""),
            ("crates/kernel/src/Cargo.toml", ""),
            ("xtask/Cargo.toml", ""),
        ]);
        let names: Vec<&str> = tree.manifests().map(|(name, _)| name).collect();
        assert_eq!(names, ["kernel", "xtask"]);
    }

    #[test]
    fn a_folder_is_there_when_a_file_is_below_it() {
        let tree = Tree::sample(&[("docs/adr/0001-log.md", "")]);
        assert!(tree.has("docs/adr"));
        assert!(!tree.has("docs/ad"));
    }
}
