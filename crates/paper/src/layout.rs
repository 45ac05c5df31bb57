//! Where everything stands.

use std::iter::repeat_n;

use crate::fit::{Columns, GAP, MARGIN, Plan, plan};
use crate::font::{Fonts, Weight};
use crate::text::{Line, plain, shape};
use crate::wrap::wrap;
use crate::{Document, Kind, Reading};

/// From one line to the next, in parts of the size of the letters.
const LEADING: f32 = 1.4;
/// Above and below the lines of a row.
const PAD: f32 = 2.5;
const TITLE: f32 = 16.0;
const SMALL: f32 = 9.0;

/// How dark something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ink {
    Strong,
    Quiet,
}

/// A line of text on a page.
#[derive(Debug, Clone)]
pub(crate) struct Placed {
    /// The left end of its base line; down is more.
    pub(crate) at: (f32, f32),
    pub(crate) size: f32,
    pub(crate) text: String,
    pub(crate) line: Line,
    pub(crate) ink: Ink,
}

/// A thin line across a page.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rule {
    pub(crate) from: (f32, f32),
    pub(crate) length: f32,
    pub(crate) ink: Ink,
}

/// A page.
#[derive(Debug, Clone, Default)]
pub(crate) struct Page {
    pub(crate) sheet: (f32, f32),
    pub(crate) texts: Vec<Placed>,
    pub(crate) rules: Vec<Rule>,
}

/// Lays a document out.
pub(crate) fn pages(document: &Document, fonts: &Fonts) -> Vec<Page> {
    let plan = plan(document, fonts);
    let mut setter = Setter::new(document, fonts, &plan);
    setter.title();
    for (number, columns) in plan.groups.iter().enumerate() {
        if number > 0 {
            setter.turn();
        }
        setter.table(columns);
    }
    setter.feet();
    setter.done
}

/// Sets one line after another, on a new page where the last one is full.
struct Setter<'d> {
    document: &'d Document,
    fonts: &'d Fonts,
    size: f32,
    sheet: (f32, f32),
    done: Vec<Page>,
    /// How far down the page is full.
    y: f32,
}

/// How a text is set: its weight, size and ink.
type Manner = (Weight, f32, Ink);

impl<'d> Setter<'d> {
    fn new(document: &'d Document, fonts: &'d Fonts, plan: &Plan) -> Self {
        let mut setter = Self {
            document,
            fonts,
            size: plan.size,
            sheet: plan.sheet,
            done: Vec::new(),
            y: MARGIN,
        };
        setter.turn();
        setter
    }

    /// Goes on on a new page.
    fn turn(&mut self) {
        self.done.push(Page {
            sheet: self.sheet,
            ..Page::default()
        });
        self.y = MARGIN;
    }

    fn page(&mut self) -> &mut Page {
        if self.done.is_empty() {
            self.turn();
        }
        let last = self.done.len() - 1;
        &mut self.done[last]
    }

    /// How far down rows may go: below it stands the page's number.
    fn floor(&self) -> f32 {
        self.sheet.1 - MARGIN - SMALL * LEADING
    }

    fn room(&self) -> f32 {
        self.sheet.0 - 2.0 * MARGIN
    }

    /// Puts a line between two edges, counted from the side where reading begins, or at the far end of them.
    fn put(
        &mut self,
        text: &str,
        (start, width): (f32, f32),
        is_end: bool,
        (weight, size, ink): Manner,
    ) {
        let document = self.document;
        // What is by itself begins at the side that its letters ask for; its place is that of the document.
        let line = shape(text, weight, None, self.fonts);
        let is_rtl = document.reading == Reading::RightToLeft;
        let left = if is_rtl {
            self.sheet.0 - start - width
        } else {
            start
        };
        let free = width - line.width * size;
        let x = if is_end == is_rtl { left } else { left + free };
        let y = self.y + size;
        self.page().texts.push(Placed {
            at: (x, y),
            size,
            text: text.to_owned(),
            line,
            ink,
        });
    }

    /// A paragraph over the whole width.
    fn paragraph(&mut self, text: &str, manner: Manner) {
        let (weight, size, _) = manner;
        for text in wrap(&plain(text), self.room() / size, weight, self.fonts) {
            self.put(&text, (MARGIN, self.room()), false, manner);
            self.y += size * LEADING;
        }
    }

    fn title(&mut self) {
        let document = self.document;
        self.paragraph(&document.title, (Weight::Bold, TITLE, Ink::Strong));
        if !document.facts.is_empty() {
            self.paragraph(
                &document.facts.join(" · "),
                (Weight::Regular, SMALL, Ink::Quiet),
            );
        }
        if let Some(note) = &document.note {
            self.paragraph(note, (Weight::Regular, SMALL, Ink::Strong));
        }
        self.y += SMALL;
    }

    /// Sets the rows of some columns.
    fn table(&mut self, columns: &Columns) {
        if columns.is_empty() {
            return;
        }
        let document = self.document;
        let headings = columns.iter().map(|&(column, width)| {
            let heading = plain(&document.columns[column].heading);
            wrap(&heading, width / self.size, Weight::Bold, self.fonts)
        });
        let head: Vec<Vec<String>> = headings.collect();
        self.head(columns, &head);
        for row in &document.rows {
            let cells = columns.iter().map(|&(column, width)| {
                let cell = row.get(column).and_then(Option::as_deref);
                wrap(
                    &plain(cell.unwrap_or("–")),
                    width / self.size,
                    Weight::Regular,
                    self.fonts,
                )
            });
            let cells: Vec<Vec<String>> = cells.collect();
            self.row(columns, &cells, &head);
        }
    }

    fn head(&mut self, columns: &Columns, head: &[Vec<String>]) {
        self.y += PAD;
        let most = head.iter().map(Vec::len).max().unwrap_or_default();
        for line in 0..most {
            // Headings stand at the line below them.
            let texts = head.iter().map(|lines| {
                let above = most - lines.len();
                line.checked_sub(above).and_then(|line| lines.get(line))
            });
            self.cells(columns, texts.collect(), Weight::Bold);
        }
        self.y += PAD;
        self.rule(columns, Ink::Strong);
    }

    /// Sets a row, on several pages where one does not hold it.
    fn row(&mut self, columns: &Columns, cells: &[Vec<String>], head: &[Vec<String>]) {
        let most = cells.iter().map(Vec::len).max().unwrap_or_default();
        let height: f32 = repeat_n(self.size * LEADING, most).sum();
        // A row that a page can hold is not torn.
        let used: f32 = self.y + height + 2.0 * PAD;
        if used > self.floor() && height < self.floor() / 2.0 {
            self.turn();
            self.head(columns, head);
        }
        self.y += PAD;
        for line in 0..most {
            if self.y + self.size * LEADING > self.floor() {
                self.turn();
                self.head(columns, head);
                self.y += PAD;
            }
            let texts = cells.iter().map(|lines| lines.get(line));
            self.cells(columns, texts.collect(), Weight::Regular);
        }
        self.y += PAD;
        self.rule(columns, Ink::Quiet);
    }

    /// One line of a row.
    fn cells(&mut self, columns: &Columns, texts: Vec<Option<&String>>, weight: Weight) {
        let mut start = MARGIN;
        for (&(column, width), text) in columns.iter().zip(texts) {
            if let Some(text) = text {
                let is_end = self.document.columns[column].kind == Kind::Number;
                self.put(
                    text,
                    (start, width),
                    is_end,
                    (weight, self.size, Ink::Strong),
                );
            }
            start += width + GAP;
        }
        self.y += self.size * LEADING;
    }

    /// A line below what was set last, as long as the columns are wide.
    fn rule(&mut self, columns: &Columns, ink: Ink) {
        let length: f32 = columns.iter().map(|(_, width)| width + GAP).sum::<f32>() - GAP;
        let left = match self.document.reading {
            Reading::LeftToRight => MARGIN,
            Reading::RightToLeft => self.sheet.0 - MARGIN - length,
        };
        let from = (left, self.y);
        self.page().rules.push(Rule { from, length, ink });
    }

    /// Numbers the pages, now that it is known how many there are.
    fn feet(&mut self) {
        let document = self.document;
        let number = |number: usize| numbered(number, document.digits);
        let all = std::mem::take(&mut self.done);
        let of = number(all.len());
        for (at, page) in all.into_iter().enumerate() {
            self.done.push(page);
            self.y = self.sheet.1 - MARGIN - SMALL;
            let foot = document
                .foot
                .replace("{n}", &number(at + 1))
                .replace("{of}", &of);
            self.put(
                &plain(&foot),
                (MARGIN, self.room()),
                true,
                (Weight::Regular, SMALL - 1.0, Ink::Quiet),
            );
        }
    }
}

/// A number in some digits.
fn numbered(number: usize, digits: [char; 10]) -> String {
    let digit = |letter: char| {
        letter
            .to_digit(10)
            .map_or(letter, |digit| digits[digit as usize])
    };
    number.to_string().chars().map(digit).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Column;

    fn document(columns: &[Kind], rows: Vec<Vec<Option<String>>>, reading: Reading) -> Document {
        let column = |(at, &kind): (usize, &Kind)| Column {
            heading: format!("column {at}"),
            kind,
        };
        Document {
            title: "A report".to_owned(),
            facts: vec!["made today".to_owned()],
            note: None,
            columns: columns.iter().enumerate().map(column).collect(),
            rows,
            reading,
            language: "en".to_owned(),
            foot: "Page {n} of {of}".to_owned(),
            digits: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
            made_at: jiff::Timestamp::UNIX_EPOCH,
        }
    }

    fn laid(document: &Document) -> Vec<Page> {
        pages(document, &Fonts::load().unwrap())
    }

    fn texts(pages: &[Page]) -> Vec<&str> {
        let texts = pages.iter().flat_map(|page| &page.texts);
        texts.map(|placed| placed.text.as_str()).collect()
    }

    #[test]
    fn a_long_table_has_its_head_on_every_page() {
        let rows = (0..200)
            .map(|row| vec![Some(format!("cell{row}x")), None])
            .collect();
        let pages = laid(&document(
            &[Kind::Text, Kind::Number],
            rows,
            Reading::LeftToRight,
        ));
        assert!(pages.len() > 2);
        for (at, page) in pages.iter().enumerate() {
            let texts = texts(std::slice::from_ref(page));
            assert!(texts.contains(&"column 0") && texts.contains(&"column 1"));
            assert!(texts.contains(&format!("Page {} of {}", at + 1, pages.len()).as_str()));
        }
        for row in 0..200 {
            let cell = format!("cell{row}x");
            assert_eq!(
                texts(&pages).iter().filter(|text| **text == cell).count(),
                1
            );
        }
    }

    #[test]
    fn many_columns_go_on_beside_the_first_one() {
        let kinds = [Kind::Number; 60];
        let row = (0..60)
            .map(|column| Some(format!("12345.{column}")))
            .collect();
        let pages = laid(&document(&kinds, vec![row], Reading::LeftToRight));
        let texts = texts(&pages);
        for column in 0..60 {
            let cell = format!("12345.{column}");
            let times = texts.iter().filter(|text| **text == cell).count();
            assert!(
                times == 1 || (column == 0 && times == pages.len()),
                "{cell}: {times}"
            );
        }
        assert!(pages.len() > 1 && pages[0].sheet.0 > pages[0].sheet.1);
    }

    #[test]
    fn a_cell_longer_than_a_page_goes_on_on_the_next() {
        let long = "word ".repeat(4000);
        let row = vec![Some(long.clone()), Some("1".to_owned())];
        let pages = laid(&document(
            &[Kind::Text, Kind::Number],
            vec![row],
            Reading::LeftToRight,
        ));
        assert!(pages.len() > 2);
        let words: usize = texts(&pages)
            .iter()
            .map(|text| text.matches("word").count())
            .sum();
        assert_eq!(words, 4000);
    }

    #[test]
    fn a_report_without_rows_or_columns_has_its_title() {
        for columns in [&[][..], &[Kind::Text][..]] {
            let pages = laid(&document(columns, vec![], Reading::RightToLeft));
            assert_eq!(pages.len(), 1);
            assert!(texts(&pages).contains(&"A report"));
        }
    }

    #[test]
    fn the_first_column_stands_where_reading_begins() {
        let of = |reading| {
            let row = vec![Some("first".to_owned()), Some("second".to_owned())];
            let pages = laid(&document(&[Kind::Text, Kind::Text], vec![row], reading));
            let x = |text: &str| {
                let found = pages[0].texts.iter().find(|placed| placed.text == text);
                found.map(|placed| placed.at.0).unwrap()
            };
            (x("first"), x("second"))
        };
        let (first, second) = of(Reading::LeftToRight);
        assert!(first < second && (first - MARGIN).abs() < 0.01);
        let (first, second) = of(Reading::RightToLeft);
        assert!(first > second);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn everything_stands_once_and_within_the_margins(
            kinds in prop::collection::vec(prop_oneof![Just(Kind::Text), Just(Kind::Number)], 1..7),
            cells in prop::collection::vec(prop::option::of("(\\PC|[a-z0-9 ]|[ا-ی]){0,40}"), 0..120),
            is_rtl in any::<bool>(),
        ) {
            let rows: Vec<Vec<Option<String>>> = cells.chunks(kinds.len()).map(<[_]>::to_vec).collect();
            let reading = if is_rtl { Reading::RightToLeft } else { Reading::LeftToRight };
            let document = document(&kinds, rows, reading);
            let pages = laid(&document);
            for page in &pages {
                let (width, height) = page.sheet;
                for placed in &page.texts {
                    let (x, y) = placed.at;
                    let end = x + placed.line.width * placed.size;
                    // A sign that is wider than its column stands out of it, for no line is narrower than a sign.
                    let slack = placed.size * 3.0;
                    prop_assert!(x >= MARGIN - slack && end <= width - MARGIN + slack, "{} at {x} to {end}", placed.text);
                    prop_assert!(y >= MARGIN && y <= height - MARGIN + 0.01, "{} at {y}", placed.text);
                }
            }
            let seen = |text: &str| text.chars().filter(|letter| !letter.is_whitespace() && !letter.is_control()).count();
            let shown: usize = texts(&pages).iter().map(|text| seen(text)).sum();
            let foot = |at| seen(&format!("Page {at} of {}", pages.len()));
            let around = (1..=pages.len()).map(foot).sum::<usize>() + seen("A reportmade today");
            let heads: usize = document.columns.iter().map(|column| seen(&column.heading)).sum::<usize>() * pages.len();
            let shorter = |row: &Vec<Option<String>>| kinds.len() - row.len();
            let dashes: usize = document.rows.iter().map(|row| shorter(row) + row.iter().filter(|cell| cell.is_none()).count()).sum();
            let written: usize = document.rows.iter().flatten().flatten().map(|cell| seen(cell)).sum();
            prop_assert_eq!(shown, around + heads + dashes + written);
        }
    }
}
