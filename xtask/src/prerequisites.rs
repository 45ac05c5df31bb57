//! What must be on the machine before anything can be built.

use std::path::Path;

use anyhow::{Result, bail};

use crate::command::{command, is_there, output};

/// The oldest Node that the console's tools run on.
const NODE_OLDEST: (u32, u32) = (20, 19);

/// Checks for cargo, Node with npm, and a C compiler; one sentence names everything that is missing.
pub(crate) fn check() -> Result<()> {
    let mut missing = Vec::new();
    if !is_there("cargo") {
        missing.push("Rust (https://rustup.rs)".to_owned());
    }
    if !is_there("cc") {
        missing.push("a C compiler (Debian: apt-get install build-essential)".to_owned());
    }
    if is_there("node") {
        let printed = output(command(Path::new("."), &["node", "--version"]))?;
        if !node_suffices(&printed) {
            missing.push(format!("Node 20.19 or newer (this is {})", printed.trim()));
        }
    } else {
        missing.push("Node 20.19 or newer (https://nodejs.org)".to_owned());
    }
    if !is_there("npm") {
        missing.push("npm, which comes with Node".to_owned());
    }
    if missing.is_empty() {
        return Ok(());
    }
    bail!("this machine lacks {}", missing.join(", and "))
}

fn node_suffices(printed: &str) -> bool {
    let mut parts = printed
        .trim()
        .trim_start_matches('v')
        .split('.')
        .map(str::parse::<u32>);
    match (parts.next(), parts.next()) {
        (Some(Ok(major)), Some(Ok(minor))) => (major, minor) >= NODE_OLDEST,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn node_is_compared_by_its_parts() {
        assert!(node_suffices("v20.19.0\n"));
        assert!(node_suffices("v22.1.0"));
        assert!(!node_suffices("v20.9.0"));
        assert!(!node_suffices("v18.20.4"));
        assert!(!node_suffices("unknown"));
    }
}
