//! Refused lines in a file that a spreadsheet opens.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use customers::{ImportId, Refusal};

/// Where the refused lines of an import are, in the data folder.
pub(crate) fn path(folder: &Path, import: ImportId) -> PathBuf {
    folder.join("refusals").join(format!("{import}.csv"))
}

/// Writes refused lines as CSV: line, column, value, reason.
pub(crate) fn write(path: &Path, refusals: &[Refusal]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut out = BufWriter::new(File::create(path)?);
    out.write_all(b"line,column,value,reason\n")?;
    for refusal in refusals {
        let column = refusal.column.as_deref().unwrap_or_default();
        write!(out, "{},", refusal.line)?;
        cell(&mut out, column)?;
        out.write_all(b",")?;
        cell(&mut out, &refusal.value)?;
        out.write_all(b",")?;
        cell(&mut out, &refusal.reason)?;
        out.write_all(b"\n")?;
    }
    out.flush()
}

/// A quoted cell. A spreadsheet takes a leading `=`, `+`, `-` or `@` for a formula, so these get an
/// apostrophe in front.
fn cell(out: &mut impl Write, text: &str) -> io::Result<()> {
    let guard = if text.starts_with(['=', '+', '-', '@']) {
        "'"
    } else {
        ""
    };
    write!(out, "\"{guard}{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_keeps_its_quotes_and_is_no_formula() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/refusals.csv");
        let refusal = Refusal::new(7, Some("price"), b"=1\"2", "not a number");
        write(&path, &[refusal]).unwrap();
        let text = std::fs::read_to_string(path).unwrap();
        assert_eq!(
            text,
            "line,column,value,reason\n7,\"price\",\"'=1\"\"2\",\"not a number\"\n"
        );
    }
}
