//! What is to be printed.

use jiff::Timestamp;

/// A report.
#[derive(Debug, Clone)]
pub struct Document {
    /// What it is called.
    pub title: String,
    /// What is to be known of all of it, in small letters below the title.
    pub facts: Vec<String>,
    /// What is to be known of the rows, such as that some were left out.
    pub note: Option<String>,
    /// The columns, the first at the side where reading begins.
    pub columns: Vec<Column>,
    /// The rows, a cell a column, written out for the reader. What is not known is shown as a dash.
    pub rows: Vec<Vec<Option<String>>>,
    /// From which side it is read.
    pub reading: Reading,
    /// The language (BCP 47).
    pub language: String,
    /// What stands at the foot of each page: `{n}` is its number, `{of}` the number of pages.
    pub foot: String,
    /// The ten digits with which pages are numbered.
    pub digits: [char; 10],
    /// When it was made.
    pub made_at: Timestamp,
}

/// A column.
#[derive(Debug, Clone)]
pub struct Column {
    /// What stands above it on every page.
    pub heading: String,
    /// What its cells are.
    pub kind: Kind,
}

/// What the cells of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words: at the side where reading begins.
    Text,
    /// Numbers: at the other side, one below the other.
    Number,
}

/// From which side a language is read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Reading {
    /// As English is.
    #[default]
    LeftToRight,
    /// As Persian is.
    RightToLeft,
}
