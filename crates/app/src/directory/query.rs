//! A question to the list of customers, as it comes in an address or on a command line.

use customers::{DirectoryFilter, FieldReason, Search, Sort, Span, WrongField};
use insight::Segment;
use jiff::civil::Date;

/// What was asked; absent is open.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CustomerQuery {
    /// Beginnings of words of name, e-mail, phone and key.
    pub search: Option<String>,
    /// Names of RFM segments, with commas.
    pub segment: Option<String>,
    /// The country as it is known.
    pub country: Option<String>,
    /// `low`, `middle` or `high`.
    pub risk: Option<String>,
    /// `email` or `phone`; both with a comma.
    pub with: Option<String>,
    /// Orders.
    pub orders: (Option<i64>, Option<i64>),
    /// Net revenue, minor units.
    pub revenue_minor: (Option<i64>, Option<i64>),
    /// Worth of the orders of 12 months, minor units.
    pub clv_minor: (Option<i64>, Option<i64>),
    /// The day of the last order.
    pub last_order: (Option<Date>, Option<Date>),
    /// The order of the list.
    pub sort: Option<String>,
}

/// Half and three quarters of certainty: the bounds of risk of the retention matrix, seen from the other side, in millionths.
const ALIVE_BOUNDS: [i64; 2] = [500_000, 750_000];

impl CustomerQuery {
    /// Reads the question.
    ///
    /// # Errors
    ///
    /// The parameter that makes no sense, with the reason.
    pub fn read(&self) -> Result<(DirectoryFilter, Sort), WrongField> {
        let search = self.search.as_deref().map(Search::read).transpose();
        let search = search.map_err(|reason| wrong("search", &reason))?;
        let day = |day: Option<Date>| day.map(days);
        let last_order = (day(self.last_order.0), day(self.last_order.1));
        let mut filter = DirectoryFilter {
            search: search.flatten(),
            segments: self.segment.as_deref().map(segments).transpose()?,
            country: self.country.clone(),
            orders: span(("orders_min", "orders_max"), self.orders, Some(0))?,
            revenue_minor: span(("revenue_min", "revenue_max"), self.revenue_minor, None)?,
            clv_12m_minor: span(("clv_min", "clv_max"), self.clv_minor, Some(0))?,
            last_day: span(("last_order_from", "last_order_until"), last_order, None)?,
            alive_ppm: self
                .risk
                .as_deref()
                .map(risk)
                .transpose()?
                .unwrap_or_default(),
            ..DirectoryFilter::default()
        };
        for with in self.with.iter().flat_map(|with| with.split(',')) {
            match with {
                "email" => filter.with_email = true,
                "phone" => filter.with_phone = true,
                _ => {
                    let given = with.to_owned();
                    return Err(wrong("with", &FieldReason::WithUnknown { given }));
                }
            }
        }
        let sort = match self.sort.as_deref() {
            None => Sort::default(),
            Some(name) => name.parse().map_err(|()| {
                let (given, known) = (name.to_owned(), Sort::NAMES.to_owned());
                wrong("sort", &FieldReason::SortUnknown { given, known })
            })?,
        };
        Ok((filter, sort))
    }
}

/// The segment of a number of the directory.
pub fn segment_of(number: u8) -> Option<Segment> {
    Segment::ALL.get(usize::from(number)).copied()
}

fn segments(names: &str) -> Result<Vec<u8>, WrongField> {
    let number = |name: &str| {
        let place = Segment::ALL
            .iter()
            .position(|segment| segment.name() == name);
        place
            .and_then(|place| u8::try_from(place).ok())
            .ok_or_else(|| {
                let known: Vec<&str> = Segment::ALL.iter().map(|segment| segment.name()).collect();
                let (given, known) = (name.to_owned(), known.join(", "));
                wrong("segment", &FieldReason::SegmentUnknown { given, known })
            })
    };
    names.split(',').map(|name| number(name.trim())).collect()
}

fn risk(name: &str) -> Result<Span, WrongField> {
    let [half, most] = ALIVE_BOUNDS;
    let (least, most) = match name {
        "low" => (Some(most), None),
        "middle" | "medium" => (Some(half), Some(most - 1)),
        "high" => (None, Some(half - 1)),
        _ => {
            let given = name.to_owned();
            return Err(wrong("risk", &FieldReason::RiskUnknown { given }));
        }
    };
    Ok(Span { least, most })
}

fn span(
    (from, until): (&'static str, &'static str),
    (least, most): (Option<i64>, Option<i64>),
    floor: Option<i64>,
) -> Result<Span, WrongField> {
    for (name, given) in [(from, least), (until, most)] {
        if let (Some(given), Some(floor)) = (given, floor)
            && given < floor
        {
            let least = floor;
            return Err(wrong(name, &FieldReason::BoundLow { least, given }));
        }
    }
    let span = Span { least, most };
    if span.is_crossed() {
        return Err(wrong(until, &FieldReason::BoundsCrossed { other: from }));
    }
    Ok(span)
}

fn days(date: Date) -> i64 {
    let since = date.since(Date::constant(1970, 1, 1));
    since.map_or(0, |span| i64::from(span.get_days()))
}

fn wrong(path: &str, reason: &FieldReason) -> WrongField {
    WrongField::because(path, reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(query: &CustomerQuery) -> String {
        let wrong = query.read().unwrap_err();
        format!("{} {}", wrong.path, wrong.reason)
    }

    #[test]
    fn what_makes_no_sense_is_said_in_a_sentence() {
        let usual = CustomerQuery::default;
        let text = |text: &str| Some(text.to_owned());
        assert!(
            reason(&CustomerQuery {
                sort: text("size"),
                ..usual()
            })
            .starts_with("sort is revenue, name")
        );
        assert!(
            reason(&CustomerQuery {
                segment: text("champions,x"),
                ..usual()
            })
            .ends_with("`x` is none of them")
        );
        assert_eq!(
            reason(&CustomerQuery {
                orders: (Some(-1), None),
                ..usual()
            }),
            "orders_min is 0 or more, not -1"
        );
        assert_eq!(
            reason(&CustomerQuery {
                revenue_minor: (Some(5), Some(4)),
                ..usual()
            }),
            "revenue_max lies before revenue_min: no customer can be in that range"
        );
        assert_eq!(
            reason(&CustomerQuery {
                search: text(&"x".repeat(300)),
                ..usual()
            }),
            "search has 300 characters, 200 at most are searched for"
        );
        assert!(
            reason(&CustomerQuery {
                risk: text("huge"),
                ..usual()
            })
            .starts_with("risk is low")
        );
        assert!(
            reason(&CustomerQuery {
                with: text("fax"),
                ..usual()
            })
            .starts_with("with is email")
        );
    }

    #[test]
    fn days_are_counted_from_1970() {
        assert_eq!(days(Date::constant(2011, 12, 9)), 15_317);
        assert_eq!(days(Date::constant(1969, 12, 31)), -1);
    }
}
