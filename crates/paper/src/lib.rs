//! Reports on paper: rows of cells become the pages of a PDF, in any language that the product speaks.
//!
//! A report is written on A4, upright where its columns fit, across where they do not, in smaller letters where that is not enough.
//! Columns for which there is still no room go on behind the last page, beside the first column again. No cell is ever cut off.
//!
//! [`layout`] places texts and knows nothing of PDF; [`draw`] prints what is placed, with the fonts that [`embed`] puts into the file. All lengths are points, 1/72 of an inch.

mod document;
mod draw;
mod embed;
mod fit;
mod font;
mod layout;
mod text;
mod wrap;

use thiserror::Error;

pub use document::{Column, Document, Kind, Reading};

/// Why no PDF could be made.
#[derive(Debug, Error)]
pub enum PaperError {
    /// A font could not be read; they are part of the program.
    #[error("the font {0} could not be read")]
    Font(&'static str),
    /// What was written could not be packed.
    #[error("the pages could not be packed: {0}")]
    Packed(#[source] std::io::Error),
}

/// Writes a document as PDF. The same document gives the same bytes.
///
/// Letters of scripts other than Latin, Cyrillic and Arabic are shown with the sign for a missing one; the text itself can still be
/// copied and searched.
///
/// # Errors
///
/// [`PaperError`] when a font of the program is damaged.
pub fn pdf(document: &Document) -> Result<Vec<u8>, PaperError> {
    let fonts = font::Fonts::load()?;
    let pages = layout::pages(document, &fonts);
    draw::write(document, &pages, &fonts)
}
