//! Lines of CSV.

/// A line of cells, quoted where that is needed.
pub(crate) fn line(cells: impl Iterator<Item = String>) -> String {
    let mut text = cells
        .map(|cell| {
            if cell.contains([',', '"', '\n', '\r']) {
                format!("\"{}\"", cell.replace('"', "\"\""))
            } else {
                cell
            }
        })
        .collect::<Vec<_>>()
        .join(",");
    text.push_str("\r\n");
    text
}

/// A stranger's text that a spreadsheet would take for a formula gets a quotation mark before it.
pub(crate) fn harmless(text: String) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text
    }
}
