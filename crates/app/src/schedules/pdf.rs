//! An edition on paper, in the language of who reads it.

use insight::{CellKind, Edition, Sheet};
use jiff::tz::TimeZone;
use kernel::Locale;
use paper::{Column, Document, Kind, PaperError, Reading};

use super::terms::{heading, words};

/// What stands around the rows; `{n}` and `{of}` are numbers, `{when}` is a day or a moment.
struct Frame {
    as_of: &'static str,
    made: &'static str,
    rows: &'static str,
    cut: &'static str,
    page: &'static str,
}

/// Writes an edition's rows as a PDF; names stay as they are, headings, numbers and days are those of the language.
///
/// # Errors
///
/// When the PDF can not be made.
pub fn edition_pdf(
    edition: &Edition,
    sheet: &Sheet,
    zone: &TimeZone,
    locale: Locale,
) -> Result<Vec<u8>, PaperError> {
    let frame = frame(locale);
    let made = edition.made_at.to_zoned(zone.clone());
    let time = made.strftime("%H:%M").to_string();
    let moment = format!("{} {}", locale.date(made.date()), locale.digits(&time));
    let count = |count: usize| locale.number(&count.to_string());
    let as_of = edition
        .as_of
        .map(|day| frame.as_of.replace("{when}", &locale.date(day)));
    let facts = as_of.into_iter().chain([
        frame.made.replace("{when}", &moment),
        frame.rows.replace("{n}", &count(sheet.rows.len())),
    ]);
    let columns = sheet.columns.iter().map(|column| Column {
        heading: heading(column, locale),
        kind: match column.kind {
            CellKind::Text | CellKind::Day | CellKind::Month => Kind::Text,
            CellKind::Number => Kind::Number,
        },
    });
    let vocabulary: Vec<_> = sheet.columns.iter().map(|one| words(one, locale)).collect();
    let rows = sheet.rows.iter().map(|row| {
        let columns = sheet.columns.iter().zip(&vocabulary);
        let cells = row.iter().zip(columns).map(|(cell, (column, words))| {
            let cell = cell.as_deref()?;
            Some(match column.kind {
                CellKind::Text => (*words.get(cell).unwrap_or(&cell)).to_owned(),
                CellKind::Day => day(cell, locale).unwrap_or_else(|| cell.to_owned()),
                CellKind::Month => month(cell, locale).unwrap_or_else(|| cell.to_owned()),
                CellKind::Number => locale.number(&rounded(cell)),
            })
        });
        cells.collect()
    });
    paper::pdf(&Document {
        title: edition.schedule_name.clone(),
        facts: facts.collect(),
        note: edition.is_truncated.then(|| frame.cut.to_owned()),
        columns: columns.collect(),
        rows: rows.collect(),
        reading: if locale.is_right_to_left() {
            Reading::RightToLeft
        } else {
            Reading::LeftToRight
        },
        language: locale.tag().to_owned(),
        foot: frame.page.to_owned(),
        digits: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'].map(|digit| locale.digit(digit)),
        made_at: edition.made_at,
    })
}

/// A day in the reader's calendar; nothing for what is no day.
fn day(text: &str, locale: Locale) -> Option<String> {
    text.parse().ok().map(|day| locale.date(day))
}

/// A month as the reader writes it; nothing for what is no month.
fn month(text: &str, locale: Locale) -> Option<String> {
    let (year, month) = text.split_once('-')?;
    Some(locale.month(year.parse().ok()?, month.parse().ok()?))
}

/// A number with as many digits as a reader wants: up to three stay as they are, as an amount's do; of more, four below one and two
/// above it.
fn rounded(text: &str) -> String {
    let fraction = text
        .split_once('.')
        .map_or(0, |(_, fraction)| fraction.len());
    match text.parse::<f64>() {
        Ok(value) if value.is_finite() && (fraction > 3 || text.contains(['e', 'E'])) => {
            let digits = if value.abs() < 1.0 { 4 } else { 2 };
            let text = format!("{value:.digits$}");
            let text = text.trim_end_matches('0').trim_end_matches('.');
            if text == "-0" {
                "0".to_owned()
            } else {
                text.to_owned()
            }
        }
        _ => text.to_owned(),
    }
}

const fn frame(locale: Locale) -> Frame {
    match locale {
        Locale::English => Frame {
            as_of: "as of {when}",
            made: "made {when}",
            rows: "rows: {n}",
            cut: "Only the first rows were kept.",
            page: "Page {n} of {of}",
        },
        Locale::Bulgarian => Frame {
            as_of: "към {when}",
            made: "направено {when}",
            rows: "редове: {n}",
            cut: "Запазени са само първите редове.",
            page: "Страница {n} от {of}",
        },
        Locale::Norwegian => Frame {
            as_of: "per {when}",
            made: "laget {when}",
            rows: "rader: {n}",
            cut: "Bare de første radene ble tatt vare på.",
            page: "Side {n} av {of}",
        },
        Locale::Russian => Frame {
            as_of: "на {when}",
            made: "сделано {when}",
            rows: "строк: {n}",
            cut: "Сохранены только первые строки.",
            page: "Страница {n} из {of}",
        },
        Locale::Persian => Frame {
            as_of: "تا پایان {when}",
            made: "ساخته‌شده در {when}",
            rows: "سطرها: {n}",
            cut: "تنها سطرهای نخست نگه داشته شده‌اند.",
            page: "صفحهٔ {n} از {of}",
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_months_are_the_readers() {
        assert_eq!(day("2011-03-21", Locale::Persian).unwrap(), "۱۳۹۰/۱/۱");
        assert_eq!(month("2011-03", Locale::Persian).unwrap(), "۲۰۱۱/۰۳");
        assert_eq!(month("2011-03", Locale::Russian).unwrap(), "03.2011");
        assert_eq!(
            (
                day("soon", Locale::English),
                month("2011-W05", Locale::English)
            ),
            (None, None)
        );
    }

    #[test]
    fn numbers_have_the_digits_that_a_reader_wants() {
        for (given, wanted) in [
            ("12", "12"),
            ("1234.50", "1234.50"),
            ("0.123456", "0.1235"),
            ("17.98765", "17.99"),
            ("2.0000000001", "2"),
            ("-0.00000001", "0"),
            ("1e-9", "0"),
            ("NaN", "NaN"),
            (
                "123456789012345678901234567890",
                "123456789012345678901234567890",
            ),
        ] {
            assert_eq!(rounded(given), wanted);
        }
    }
}
