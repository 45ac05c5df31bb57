//! Customers in memory, and the list that a look at each of them makes.

use customers::{DirectoryFilter, EntryFigures, Sort, SortKey, Span};

const NAMES: [Option<&str>; 9] = [
    Some("Anna Müller"),
    Some("anna-maria Smith"),
    None,
    Some("علي رضایی"),
    Some("Ödön Kovács"),
    Some("Zoe A."),
    Some("Muller"),
    Some("Łukasz Mazur"),
    Some("…"),
];

/// A customer with the words that it is found by.
#[derive(Clone, Debug)]
pub(crate) struct Customer {
    pub(crate) id: i64,
    pub(crate) key: String,
    pub(crate) name: Option<String>,
    pub(crate) email: Option<String>,
    pub(crate) phone: Option<String>,
    pub(crate) country: Option<String>,
    pub(crate) figures: EntryFigures,
}

impl Customer {
    /// A customer of a number: all kinds come, and many are alike in what they are sorted by.
    pub(crate) fn of(number: i64) -> Self {
        let id = 1_000 + (number * 37) % 1_009;
        let pick = |part: i64| usize::try_from(number % part).unwrap();
        let has_orders = number % 7 != 0;
        let figures = EntryFigures {
            segment: Some(u8::try_from(number % 11).unwrap()),
            orders: 1 + number % 6,
            revenue_minor: (number % 13) * 100 - 200,
            first_day: 15_000,
            last_day: 15_100 + (number % 5) * 50,
            rfm: 123,
            alive_ppm: if number % 4 == 0 {
                -1
            } else {
                (number % 10) * 100_000
            },
            clv_12m_minor: if number % 4 == 0 {
                -1
            } else {
                (number % 9) * 40
            },
            ..EntryFigures::none(id)
        };
        Self {
            id,
            key: format!("C{number}"),
            name: NAMES[pick(9)].map(str::to_owned),
            email: (number % 3 == 0).then(|| format!("Anna.{number}@example.org")),
            phone: (number % 5 == 0).then(|| format!("+4420{number:04}")),
            country: (number % 8 != 0).then(|| ["Malta", "Norway"][pick(2)].to_owned()),
            figures: if has_orders {
                figures
            } else {
                EntryFigures::none(id)
            },
        }
    }

    /// Whether every word of a search, written out here by hand, begins a word of the customer.
    fn has(&self, search: &str) -> bool {
        let (number, name) = (self.key.to_lowercase(), self.name.as_deref());
        let mut words = vec![number.clone()];
        words.extend(
            self.email
                .iter()
                .map(|_| format!("anna{}exampleorg", &number[1..])),
        );
        words.extend(
            self.phone
                .iter()
                .map(|phone| phone.trim_start_matches('+').to_owned()),
        );
        let of_name: &[&str] = match name {
            Some("Anna Müller") => &["anna", "muller"],
            Some("anna-maria Smith") => &["annamaria", "maria", "smith"],
            Some("علي رضایی") => &["علی", "رضایی"],
            Some("Ödön Kovács") => &["odon", "kovacs"],
            Some("Zoe A.") => &["zoe", "a"],
            Some("Muller") => &["muller"],
            Some("Łukasz Mazur") => &["lukasz", "mazur"],
            _ => &[],
        };
        words.extend(of_name.iter().map(|word| (*word).to_owned()));
        let begun: &[&str] = match search {
            "" => return true,
            "a" => &["a"],
            "müLLer" => &["muller"],
            "anna mu" => &["anna", "mu"],
            "+44 20" => &["4420"],
            "علي" => &["علی"],
            "c7" => &["c7"],
            "c a" => &["c", "a"],
            "an ann c" => &["an", "ann", "c"],
            "c an" => &["c", "an"],
            _ => return false,
        };
        begun
            .iter()
            .all(|begin| words.iter().any(|word| word.starts_with(begin)))
    }

    fn name_key(&self) -> Vec<u8> {
        let folded = match self.name.as_deref() {
            Some("Anna Müller") => "anna muller",
            Some("anna-maria Smith") => "annamaria smith",
            Some("علي رضایی") => "علی رضایی",
            Some("Ödön Kovács") => "odon kovacs",
            Some("Zoe A.") => "zoe a",
            Some("Muller") => "muller",
            Some("Łukasz Mazur") => "lukasz mazur",
            _ => return vec![0xff],
        };
        folded.as_bytes().to_vec()
    }
}

/// The ids that a question has for an answer.
pub(crate) fn found(
    all: &[Customer],
    search: &str,
    filter: &DirectoryFilter,
    sort: Sort,
) -> Vec<i64> {
    let within = |span: Span, value: i64| {
        span.least.is_none_or(|least| least <= value) && span.most.is_none_or(|most| value <= most)
    };
    let known = |span: Span, value: i64, least: i64| {
        span.is_open() || (least <= value && within(span, value))
    };
    let mut kept: Vec<&Customer> = all
        .iter()
        .filter(|customer| {
            let one = &customer.figures;
            customer.has(search)
                && within(filter.orders, one.orders)
                && within(filter.revenue_minor, one.revenue_minor)
                && known(filter.last_day, one.last_day, 1)
                && known(filter.clv_12m_minor, one.clv_12m_minor, 0)
                && known(filter.alive_ppm, one.alive_ppm, 0)
                && filter
                    .segments
                    .as_ref()
                    .is_none_or(|all| one.segment.is_some_and(|one| all.contains(&one)))
                && filter
                    .country
                    .as_ref()
                    .is_none_or(|wanted| customer.country.as_ref() == Some(wanted))
                && (!filter.with_email || customer.email.is_some())
                && (!filter.with_phone || customer.phone.is_some())
        })
        .collect();
    let key = |customer: &Customer| {
        let one = &customer.figures;
        let number = match sort.key {
            SortKey::Revenue => one.revenue_minor,
            SortKey::LastOrder => one.last_day,
            SortKey::Orders => one.orders,
            SortKey::Clv => one.clv_12m_minor,
            SortKey::Alive => one.alive_ppm,
            SortKey::Name | SortKey::Created => 0,
        };
        let name = if sort.key == SortKey::Name {
            customer.name_key()
        } else {
            Vec::new()
        };
        (number, name, customer.id)
    };
    kept.sort_by_key(|customer| key(customer));
    if sort.is_descending {
        kept.reverse();
    }
    kept.iter().map(|customer| customer.id).collect()
}
