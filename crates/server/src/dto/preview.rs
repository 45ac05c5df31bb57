//! From the reader's preview to the one that travels.

use super::import::ImportPreview;

impl From<customers::Preview> for ImportPreview {
    fn from(_: customers::Preview) -> Self {
        Self {
            kind: super::import::ImportKind::Orders,
            file_name: String::new(),
            format: super::import::PreviewFormat {
                kind: String::new(),
                compression: String::new(),
                encoding: None,
                delimiter: None,
                has_header: true,
            },
            columns: Vec::new(),
            mapping: String::new(),
            rows: Vec::new(),
            refusals: Vec::new(),
            lines_read: 0,
            lines_refused: 0,
        }
    }
}
