//! What the columns of a report are called, and what their words mean, in the languages of its readers: the table `terms.tsv`. Files for
//! programs (CSV) keep the names of the fields.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use insight::SheetColumn;
use kernel::Locale;

/// A row a term, or a word that a column of the term may hold (`term.word`); a column a language, in the order of [`Locale::ALL`].
const TABLE: &str = include_str!("terms.tsv");

type Texts = [&'static str; Locale::ALL.len()];

static TERMS: LazyLock<BTreeMap<&'static str, Texts>> = LazyLock::new(|| {
    let rows = TABLE.lines().skip(1).filter_map(|line| {
        let (term, texts) = line.split_once('\t')?;
        let texts: Vec<&str> = texts.split('\t').collect();
        Some((term, texts.try_into().ok()?))
    });
    rows.collect()
});

fn text(texts: &Texts, locale: Locale) -> &'static str {
    let at = Locale::ALL.iter().position(|one| *one == locale);
    texts[at.unwrap_or_default()]
}

/// The mark between a heading and its unit.
const fn comma(locale: Locale) -> char {
    if locale.is_right_to_left() { '،' } else { ',' }
}

/// What a column is called in a language, with the currency of its amounts; the name that a query gave it stays as it is.
pub fn heading(column: &SheetColumn, locale: Locale) -> String {
    let texts = column.term.as_deref().and_then(|term| TERMS.get(term));
    let Some(texts) = texts else {
        return column.name.replace('_', " ");
    };
    match &column.currency {
        Some(currency) => format!("{}{} {currency}", text(texts, locale), comma(locale)),
        None => text(texts, locale).to_owned(),
    }
}

/// The words that a column may hold beside names and days, with what they are in a language; none for most.
pub fn words(column: &SheetColumn, locale: Locale) -> BTreeMap<&'static str, &'static str> {
    let Some(term) = column.term.as_deref() else {
        return BTreeMap::new();
    };
    let words = TERMS.iter().filter_map(|(key, texts)| {
        let word = key.strip_prefix(term)?.strip_prefix('.')?;
        Some((word, text(texts, locale)))
    });
    words.collect()
}

#[cfg(test)]
mod tests {
    use insight::CellKind;

    use super::super::sheet;
    use super::*;

    fn about(term: &str, currency: Option<&str>) -> SheetColumn {
        SheetColumn {
            term: Some(term.to_owned()),
            currency: currency.map(str::to_owned),
            ..SheetColumn::named("some_field", CellKind::Text)
        }
    }

    #[test]
    fn every_row_speaks_every_language() {
        let rows: Vec<&str> = TABLE.lines().collect();
        let tags = Locale::ALL.map(Locale::tag).join("\t");
        assert_eq!(rows[0], format!("term\t{tags}"));
        assert_eq!(TERMS.len(), rows.len() - 1, "a row is short or there twice");
        for (term, texts) in TERMS.iter() {
            assert!(texts.iter().all(|text| !text.trim().is_empty()), "{term}");
            let latin = |text: &str| text.contains(|letter: char| letter.is_ascii_alphabetic());
            assert!(
                !latin(texts[1]) && !latin(texts[3]) && !latin(texts[4]),
                "{term}"
            );
        }
    }

    #[test]
    fn every_field_of_every_report_has_a_heading() {
        for field in sheet::ALL.into_iter().flatten() {
            assert!(TERMS.contains_key(field.term()), "{}", field.term());
        }
    }

    #[test]
    fn a_heading_says_the_currency_and_a_query_keeps_its_names() {
        assert_eq!(
            heading(&about("revenue", Some("EUR")), Locale::Persian),
            "درآمد، EUR"
        );
        assert_eq!(
            heading(&about("customers", None), Locale::Norwegian),
            "Kunder"
        );
        let own = SheetColumn::named("my_sum", CellKind::Number);
        assert_eq!(heading(&own, Locale::Persian), "my sum");
        assert_eq!(
            heading(&about("of_a_newer_version", None), Locale::English),
            "some field"
        );
        assert!(words(&own, Locale::Persian).is_empty());
    }

    #[test]
    fn words_are_those_of_the_column_alone() {
        let found = words(&about("value", None), Locale::English);
        let wanted = [
            ("high", "High value"),
            ("low", "Low value"),
            ("middle", "Middle value"),
        ];
        assert_eq!(found, BTreeMap::from(wanted));
        assert_eq!(
            words(&about("complete", None), Locale::Russian)["true"],
            "да"
        );
    }
}
