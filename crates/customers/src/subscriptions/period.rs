//! How long a billing period is, as people write it.

/// The words for each length in months; they are compared as lower case letters and digits.
const WORDS: [(u8, &str); 4] = [
    (
        1,
        "month monthly months 1month everymonth mo m 1 1m p1m месец месечно месечен måned månedlig \
         månedlige месяц ежемесячно помесячно ماه ماهانه ماهیانه",
    ),
    (
        3,
        "quarter quarterly quarters 3months q 3 3m p3m тримесечие kvartal kvartalsvis квартал \
         ежеквартально سهماهه فصلی",
    ),
    (
        6,
        "halfyear halfyearly semiannual semiannually biannual 6months 6 6m p6m полугодие halvår \
         halvårlig полгода ششماهه",
    ),
    (
        12,
        "year yearly annual annually years 1year everyyear y yr a 12 12m 12months p1y p12m година \
         годишно годишен år årlig årlige год ежегодно годовой سال سالانه سالیانه",
    ),
];

/// The months of a period: 1, 3, 6 or 12.
pub(super) fn months(cell: &[u8]) -> Option<u8> {
    let text = String::from_utf8_lossy(cell);
    let word: String = text
        .chars()
        .filter(|symbol| symbol.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    let knows = |words: &str| words.split_ascii_whitespace().any(|known| known == word);
    WORDS
        .iter()
        .find(|(_, words)| knows(words))
        .map(|(months, _)| *months)
}

/// The name of a period of so many months.
pub(super) const fn name(months: u8) -> &'static str {
    match months {
        1 => "month",
        3 => "quarter",
        6 => "half_year",
        _ => "year",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_known_by_many_names_and_no_word_stands_for_two() {
        for (text, expected) in [
            ("Monthly", 1),
            ("quarter", 3),
            ("half_year", 6),
            ("half-year", 6),
            ("ANNUAL", 12),
            ("12", 12),
            ("P1Y", 12),
            ("Година", 12),
            ("måned", 1),
            ("سالانه", 12),
        ] {
            assert_eq!(months(text.as_bytes()), Some(expected), "{text}");
        }
        for text in ["", "week", "2", "fortnight", "-"] {
            assert_eq!(months(text.as_bytes()), None, "{text}");
        }
        let mut seen = std::collections::HashSet::new();
        for word in WORDS
            .iter()
            .flat_map(|(_, words)| words.split_ascii_whitespace())
        {
            assert!(seen.insert(word), "{word} twice");
        }
        for (months_of, _) in WORDS {
            assert_eq!(months(name(months_of).as_bytes()), Some(months_of));
        }
    }
}
