//! A file for what reads files.

use std::path::PathBuf;

/// Writes the bytes where the fuzzer of this process keeps its file.
pub fn file(name: &str, bytes: &[u8]) -> PathBuf {
    let name = format!("clientele-fuzz-{name}-{}", std::process::id());
    let path = std::env::temp_dir().join(name);
    std::fs::write(&path, bytes).expect("the folder for temporary files takes a file");
    path
}
