//! How a language writes numbers and days, for what is written without a browser: forms, and reports on paper.

use jiff::civil::Date;

/// A language that the product speaks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Locale {
    /// English; stands in for every language that is not spoken.
    #[default]
    English,
    /// Bulgarian.
    Bulgarian,
    /// Norwegian Bokmål, for both written forms.
    Norwegian,
    /// Russian.
    Russian,
    /// Persian, with its own digits and calendar, from right to left.
    Persian,
}

impl Locale {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::English,
        Self::Bulgarian,
        Self::Norwegian,
        Self::Russian,
        Self::Persian,
    ];

    /// The one of a tag such as `fa` or `fa-IR` (BCP 47).
    pub fn of(tag: &str) -> Self {
        match tag.split('-').next().unwrap_or_default() {
            "bg" => Self::Bulgarian,
            "nb" | "nn" | "no" => Self::Norwegian,
            "ru" => Self::Russian,
            "fa" => Self::Persian,
            _ => Self::English,
        }
    }

    /// Its tag.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Bulgarian => "bg",
            Self::Norwegian => "nb",
            Self::Russian => "ru",
            Self::Persian => "fa",
        }
    }

    /// Whether it is written from right to left.
    pub const fn is_right_to_left(self) -> bool {
        matches!(self, Self::Persian)
    }

    /// A number in its digits and marks, given with a point and without groups; what is no number keeps its letters. Groups
    /// begin with the fifth digit.
    pub fn number(self, plain: &str) -> String {
        let (whole, fraction) = plain.split_once('.').unwrap_or((plain, ""));
        let (group, point) = match self {
            Self::English => (',', '.'),
            Self::Persian => ('٬', '٫'),
            _ => ('\u{a0}', ','),
        };
        let length = whole.trim_start_matches('-').len();
        let mut text = String::new();
        let mut left = length;
        for char in whole.chars() {
            text.push(self.digit(char));
            if char != '-' {
                left -= char.len_utf8().min(left);
                if left > 0 && left.is_multiple_of(3) && length > 4 {
                    text.push(group);
                }
            }
        }
        if !fraction.is_empty() {
            text.push(point);
            text.extend(fraction.chars().map(|char| self.digit(char)));
        }
        text
    }

    /// A day, in its own calendar.
    pub fn date(self, day: Date) -> String {
        let (year, month, number) = (day.year(), day.month(), day.day());
        match self {
            Self::English => day.to_string(),
            Self::Bulgarian => format!("{number}.{month:02}.{year}\u{a0}г."),
            Self::Norwegian => format!("{number}.{month}.{year}"),
            Self::Russian => format!("{number:02}.{month:02}.{year}"),
            Self::Persian => {
                let (year, month, number) = persian(day);
                self.digits(&format!("{year}/{month}/{number}"))
            }
        }
    }

    /// A month of the Gregorian year: by these reports count, and a Persian month has other borders.
    pub fn month(self, year: i16, month: u8) -> String {
        match self {
            Self::English => format!("{year:04}-{month:02}"),
            Self::Persian => self.digits(&format!("{year}/{month:02}")),
            _ => format!("{month:02}.{year}"),
        }
    }

    /// A text with its digits in place of ours.
    pub fn digits(self, text: &str) -> String {
        text.chars().map(|char| self.digit(char)).collect()
    }

    /// A digit of ours as its own; any other letter as it is.
    pub fn digit(self, char: char) -> char {
        match (self, char.to_digit(10)) {
            (Self::Persian, Some(digit)) => char::from_u32(u32::from('۰') + digit).unwrap_or(char),
            _ => char,
        }
    }
}

/// Year, month and day of the Persian calendar, by its cycle of 33 years: the arithmetic of ICU's `PersianCalendar`, which
/// agrees with the equinox from 1799 to 2256.
fn persian(day: Date) -> (i32, i32, i32) {
    /// Days from the calendar's first to the first of 1970.
    const EPOCH: i32 = 492_268;
    let since = day.since(Date::constant(1970, 1, 1));
    let days = EPOCH + since.map_or(0, |span| span.get_days());
    let year = 1 + (33 * i64::from(days) + 3).div_euclid(12_053);
    let year = i32::try_from(year).unwrap_or(i32::MAX);
    let first = 365 * (year - 1) + (8 * year + 21).div_euclid(33);
    let of_year = days - first;
    // Six months of 31 days, then of 30.
    let month = if of_year < 216 {
        of_year / 31
    } else {
        (of_year - 6) / 30
    };
    let before = month * 30 + month.min(6);
    (year, month + 1, of_year - before + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_the_language_writes_them() {
        for (tag, expected) in [
            ("en", "12,345.50"),
            ("fa-IR", "۱۲٬۳۴۵٫۵۰"),
            ("nb", "12\u{a0}345,50"),
            ("no", "12\u{a0}345,50"),
            ("de", "12,345.50"),
        ] {
            assert_eq!(Locale::of(tag).number("12345.50"), expected, "{tag}");
        }
        assert_eq!(Locale::English.number("-1234"), "-1234");
        assert_eq!(Locale::English.number("-1234567"), "-1,234,567");
    }

    #[test]
    fn what_is_no_number_does_no_harm() {
        for text in ["", "-", "--1", ".", "1.2.3", "1e20", "چهار", "not a number"] {
            for locale in Locale::ALL {
                assert!(
                    locale.number(text).chars().count()
                        >= text.trim_end_matches('.').chars().count()
                );
            }
        }
    }

    /// The first of the year is that of the published tables, with the leap years 1395, 1399, 1403 and 1408 among them.
    #[test]
    fn persian_years_begin_at_the_equinox() {
        for (year, first) in [
            (1348, (1969, 3, 21)),
            (1375, (1996, 3, 20)),
            (1395, (2016, 3, 20)),
            (1396, (2017, 3, 21)),
            (1399, (2020, 3, 20)),
            (1400, (2021, 3, 21)),
            (1403, (2024, 3, 20)),
            (1404, (2025, 3, 21)),
            (1408, (2029, 3, 20)),
            (1409, (2030, 3, 21)),
        ] {
            let day = Date::constant(first.0, first.1, first.2);
            assert_eq!(persian(day), (year, 1, 1));
            let (before, month, _) = persian(day.yesterday().unwrap());
            assert_eq!((before, month), (year - 1, 12));
        }
    }

    #[test]
    fn days_follow_one_another_in_every_calendar() {
        let mut day = Date::constant(1899, 1, 1);
        let mut before = persian(day);
        while day.year() < 2100 {
            day = day.tomorrow().unwrap();
            let now = persian(day);
            let next_day = (before.0, before.1, before.2 + 1);
            let next_month = (before.0, before.1 + 1, 1);
            let next_year = (before.0 + 1, 1, 1);
            assert!(
                [next_day, next_month, next_year].contains(&now),
                "{day}: {before:?} {now:?}"
            );
            assert!(now.2 <= if now.1 <= 6 { 31 } else { 30 }, "{day}: {now:?}");
            before = now;
        }
    }

    #[test]
    fn days_are_written_as_the_language_writes_them() {
        let day = Date::constant(2011, 12, 9);
        let written = Locale::ALL.map(|locale| locale.date(day));
        assert_eq!(
            written,
            [
                "2011-12-09",
                "9.12.2011\u{a0}г.",
                "9.12.2011",
                "09.12.2011",
                "۱۳۹۰/۹/۱۸"
            ]
        );
    }
}
