//! The list of customers as CSV.

use super::Listed;
use crate::csv::{harmless, line};

const COLUMNS: [&str; 14] = [
    "id",
    "key",
    "name",
    "email",
    "phone",
    "country",
    "segment",
    "orders",
    "revenue_minor",
    "first_order",
    "last_order",
    "p_alive",
    "clv_12m_minor",
    "created_at",
];

impl Listed {
    /// The header of the list.
    pub fn csv_header() -> String {
        line(COLUMNS.into_iter().map(str::to_owned))
    }

    /// The customer's line; the name of a segment is told by its number.
    pub fn csv_line(&self, segment_name: fn(u8) -> Option<&'static str>) -> String {
        let entry = &self.entry;
        let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
        let name = self.name.as_ref().map(|name| name.expose().to_owned());
        let email = self.email.as_ref().map(|email| email.expose().to_owned());
        let cells = [
            Some(self.id.to_string()),
            Some(harmless(self.key.clone())),
            name.map(harmless),
            email.map(harmless),
            // A telephone number begins with a sign for good reason.
            self.phone.as_ref().map(|phone| phone.expose().to_owned()),
            self.country.clone().map(harmless),
            entry.segment.and_then(segment_name).map(str::to_owned),
            Some(entry.orders.to_string()),
            Some(entry.revenue_minor.to_string()),
            day(entry.first_day),
            day(entry.last_day),
            entry.p_alive.map(|part| part.to_string()),
            entry.clv_12m_minor.map(|minor| minor.to_string()),
            Some(self.created_at.to_string()),
        ];
        line(cells.into_iter().map(Option::unwrap_or_default))
    }
}
