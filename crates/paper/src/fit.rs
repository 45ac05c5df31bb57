//! How large letters are, how a sheet lies, and which columns stand beside each other.

use crate::Document;
use crate::font::{Fonts, Weight};
use crate::text::plain;
use crate::wrap::extent;

/// A sheet of A4.
pub(crate) const SHORT: f32 = 595.28;
pub(crate) const LONG: f32 = 841.89;
/// What stays free around a page.
pub(crate) const MARGIN: f32 = 42.0;
/// Between two columns.
pub(crate) const GAP: f32 = 10.0;

/// A column is made no wider than this for its longest cell, in parts of the size of the letters, nor than that for a word.
const CELL_MOST: f32 = 26.0;
const WORD_MOST: f32 = 13.0;
/// What a column may be wider than it must, so that a small table does not cling together.
const EASE: f32 = 24.0;

/// Columns beside each other: their numbers and widths.
pub(crate) type Columns = Vec<(usize, f32)>;

/// How a table is printed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Plan {
    /// Of the letters.
    pub(crate) size: f32,
    pub(crate) sheet: (f32, f32),
    /// What stands on pages of its own.
    pub(crate) groups: Vec<Columns>,
}

/// What a column wants, and what it needs at least, in parts of the size of the letters.
#[derive(Debug, Clone, Copy, Default)]
struct Need {
    wanted: f32,
    least: f32,
}

const UPRIGHT: (f32, f32) = (SHORT, LONG);
const ACROSS: (f32, f32) = (LONG, SHORT);

/// Finds the largest letters and the fewest broken cells with which all columns stand beside each other.
pub(crate) fn plan(document: &Document, fonts: &Fonts) -> Plan {
    let needs = needs(document, fonts);
    let whole = [(UPRIGHT, 9.0), (ACROSS, 9.0), (ACROSS, 8.0)];
    let broken = [
        (UPRIGHT, 9.0),
        (ACROSS, 9.0),
        (ACROSS, 8.0),
        (ACROSS, 7.0),
        (ACROSS, 6.0),
    ];
    let tries = whole.into_iter().map(|one| (one, true));
    let tries = tries.chain(broken.into_iter().map(|one| (one, false)));
    for ((sheet, size), is_whole) in tries {
        if let Some(columns) = beside(&needs, (size, room(sheet)), is_whole) {
            return Plan {
                size,
                sheet,
                groups: vec![columns],
            };
        }
    }
    Plan {
        size: 7.0,
        sheet: ACROSS,
        groups: parted(&needs, 7.0, room(ACROSS)),
    }
}

fn room((width, _): (f32, f32)) -> f32 {
    width - 2.0 * MARGIN
}

fn needs(document: &Document, fonts: &Fonts) -> Vec<Need> {
    let mut needs = vec![Need::default(); document.columns.len()];
    for (need, column) in needs.iter_mut().zip(&document.columns) {
        // A heading is broken before a cell is.
        let heading = extent(&plain(&column.heading), Weight::Bold, fonts);
        need.wanted = heading.word.max(heading.whole.min(8.0));
        need.least = heading.word.min(WORD_MOST);
    }
    for row in &document.rows {
        for (need, cell) in needs.iter_mut().zip(row) {
            let cell = extent(
                &plain(cell.as_deref().unwrap_or("–")),
                Weight::Regular,
                fonts,
            );
            need.wanted = need.wanted.max(cell.whole.min(CELL_MOST));
            need.least = need.least.max(cell.word.min(WORD_MOST));
        }
    }
    for need in &mut needs {
        need.wanted = need.wanted.max(need.least);
    }
    needs
}

/// All columns beside each other, as wide as they want to be, or as they must where that is enough.
fn beside(needs: &[Need], (size, room): (f32, f32), is_whole: bool) -> Option<Columns> {
    let gaps: f32 = needs.iter().skip(1).map(|_| GAP).sum();
    let sum = |of: fn(&Need) -> f32| needs.iter().map(of).sum::<f32>() * size + gaps;
    let (wanted, least) = (sum(|need| need.wanted), sum(|need| need.least));
    if wanted <= room {
        let many: f32 = needs.iter().map(|_| 1.0).sum();
        let ease = ((room - wanted) / many.max(1.0)).min(EASE);
        let widths = needs.iter().map(|need| need.wanted * size + ease);
        return Some(widths.enumerate().collect());
    }
    if is_whole || least > room {
        return None;
    }
    // What is left over goes to those who want more.
    let part = (room - least) / (wanted - least);
    let widths = needs
        .iter()
        .map(|need| (need.least + (need.wanted - need.least) * part) * size);
    Some(widths.enumerate().collect())
}

/// As many columns on a sheet as there is room for, behind the first one again.
fn parted(needs: &[Need], size: f32, room: f32) -> Vec<Columns> {
    let width = |column: usize| (needs[column].wanted * size).min(room / 2.0 - GAP);
    let mut groups: Vec<Columns> = vec![vec![(0, width(0))]];
    let mut taken = width(0);
    for column in 1..needs.len() {
        if taken + GAP + width(column) > room {
            groups.push(vec![(0, width(0))]);
            taken = width(0);
        }
        taken += GAP + width(column);
        if let Some(group) = groups.last_mut() {
            group.push((column, width(column)));
        }
    }
    groups
}
