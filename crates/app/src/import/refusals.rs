//! Refused lines in a file that a spreadsheet opens, and beside it the codes of their reasons for who speaks another language.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use customers::{ImportId, Refusal};

/// Where the refused lines of an import are, in the data folder.
pub(crate) fn path(folder: &Path, import: ImportId) -> PathBuf {
    folder.join("refusals").join(format!("{import}.csv"))
}

/// Where the codes of the reasons are.
fn codes_path(path: &Path) -> PathBuf {
    path.with_extension("ndjson")
}

/// Writes refused lines as CSV: line, column, value, reason. The file beside it has a row with code and values for each.
pub(crate) fn write(path: &Path, refusals: &[Refusal]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    write_codes(&codes_path(path), refusals)?;
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

fn write_codes(path: &Path, refusals: &[Refusal]) -> io::Result<()> {
    let mut out = BufWriter::new(File::create(path)?);
    for refusal in refusals {
        serde_json::to_writer(&mut out, &(&refusal.code, &refusal.args))?;
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

/// Reads refused lines back, from the `skip`-th on.
pub(crate) fn read(path: &Path, skip: usize, limit: usize) -> io::Result<Vec<Refusal>> {
    let text = match std::fs::read_to_string(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        other => other?,
    };
    let mut rest = text.split_once('\n').map_or("", |(_, rest)| rest);
    let mut found = Vec::new();
    for place in 0.. {
        let Some((refusal, after)) = row(rest) else {
            break;
        };
        rest = after;
        if place >= skip {
            found.push(refusal);
        }
        if found.len() == limit {
            break;
        }
    }
    let codes = read_codes(&codes_path(path), skip, found.len())?;
    for (refusal, (code, args)) in found.iter_mut().zip(codes) {
        (refusal.code, refusal.args) = (code, args);
    }
    Ok(found)
}

/// A reason's code and the values in it.
type Coded = (Option<String>, BTreeMap<String, String>);

/// Reads codes back; earlier versions wrote none.
fn read_codes(path: &Path, skip: usize, limit: usize) -> io::Result<Vec<Coded>> {
    let file = match File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        other => other?,
    };
    let rows = BufReader::new(file).lines().skip(skip).take(limit);
    rows.map(|row| Ok(serde_json::from_str(&row?)?)).collect()
}

/// The row at the start of a text, and what follows it.
fn row(text: &str) -> Option<(Refusal, &str)> {
    let (line, rest) = text.split_once(',')?;
    let (column, rest) = quoted(rest)?;
    let (value, rest) = quoted(rest.strip_prefix(',')?)?;
    let (reason, rest) = quoted(rest.strip_prefix(',')?)?;
    let refusal = Refusal {
        line: line.parse().ok()?,
        column: (!column.is_empty()).then_some(column),
        value,
        reason,
        code: None,
        args: BTreeMap::new(),
    };
    Some((refusal, rest.strip_prefix('\n')?))
}

/// The quoted cell at the start of a text, without its guard, and what follows it.
fn quoted(text: &str) -> Option<(String, &str)> {
    let inside = text.strip_prefix('"')?;
    let mut end = 0;
    loop {
        end += inside.get(end..)?.find('"')?;
        if !inside[end + 1..].starts_with('"') {
            break;
        }
        end += 2;
    }
    let cell = inside[..end].replace("\"\"", "\"");
    let bare = match cell.strip_prefix('\'') {
        Some(bare) if bare.starts_with(['=', '+', '-', '@']) => bare.to_owned(),
        _ => cell,
    };
    Some((bare, &inside[end + 1..]))
}

#[cfg(test)]
mod tests {
    use customers::RefusalReason;

    use super::*;

    #[test]
    fn a_cell_keeps_its_quotes_and_is_no_formula() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/refusals.csv");
        let refusal = Refusal::new(7, Some("price"), b"=1\"2", &RefusalReason::NotNumber);
        write(&path, &[refusal]).unwrap();
        let text = std::fs::read_to_string(path).unwrap();
        assert_eq!(
            text,
            "line,column,value,reason\n7,\"price\",\"'=1\"\"2\",\"is not a number\"\n"
        );
    }

    #[test]
    fn what_was_written_is_read_back_in_pages() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("refusals.csv");
        let values: [&[u8]; 5] = [b"-1", b"a\nb", b"\"\"", b"'x", b""];
        let refusals: Vec<Refusal> = (1..)
            .zip(values)
            .map(|(line, value)| {
                let reason = RefusalReason::SubscriptionOtherwise { line: line * 2 };
                Refusal::new(line, (line > 1).then_some("a,b"), value, &reason)
            })
            .collect();
        write(&path, &refusals).unwrap();
        assert_eq!(read(&path, 0, 100).unwrap(), refusals);
        assert_eq!(read(&path, 1, 2).unwrap(), refusals[1..3]);
        assert_eq!(read(&path, 5, 2).unwrap(), []);
        assert_eq!(read(&folder.path().join("none.csv"), 0, 2).unwrap(), []);
    }

    #[test]
    fn lines_that_were_refused_before_reasons_had_codes_are_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("refusals.csv");
        std::fs::write(
            &path,
            "line,column,value,reason\n7,\"price\",\"x\",\"wrong\"\n",
        )
        .unwrap();
        let read = read(&path, 0, 9).unwrap();
        assert_eq!((read.len(), read[0].reason.as_str()), (1, "wrong"));
        assert_eq!((&read[0].code, read[0].args.len()), (&None, 0));
    }
}
