//! The rows of a page.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use ::store::{Conn, StoreError, instant, on};
use kernel::{Email, PersonName, Phone};

use super::entry::{self, Entry, Listed};
use crate::base::CustomerId;
use crate::bulk::Sizes;
use crate::error::CustomersError;

static BY_ID: LazyLock<Sizes> = LazyLock::new(|| {
    Sizes::new(
        "select c.id, c.source_key, c.name, c.email, c.phone, c.country, c.created_at,
            e.segment, e.orders, e.revenue_minor, e.first_day, e.last_day, e.alive_ppm, e.clv_12m_minor
        from customer c
        join customer_entry e on e.customer_id = c.id
        where c.id in (",
        "#1",
        ")"
    )
});

type Row = (
    i64,
    String,
    Option<String>,
    Option<String>,
    Option<String>,
    Option<String>,
    i64,
    i64,
    i64,
    i64,
    i64,
    i64,
    i64,
    i64,
);

/// The customers of the ids, in their order.
pub(super) async fn listed(conn: &mut Conn, ids: &[i64]) -> Result<Vec<Listed>, CustomersError> {
    let mut found: BTreeMap<i64, Listed> = BTreeMap::new();
    for (text, chunk) in BY_ID.padded(conn.kind(), ids) {
        let rows: Vec<Row> = on!(conn, conn => {
            let mut query = sqlx::query_as(text);
            for id in chunk {
                query = query.bind(id);
            }
            query.fetch_all(conn).await.map_err(StoreError::from)?
        });
        for row in rows {
            found.insert(row.0, read(row)?);
        }
    }
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}

fn read(row: Row) -> Result<Listed, CustomersError> {
    let (
        id,
        key,
        name,
        email,
        phone,
        country,
        created_at,
        segment,
        orders,
        revenue_minor,
        first_day,
        last_day,
        alive,
        clv,
    ) = row;
    Ok(Listed {
        id: CustomerId::from_raw(id).map_err(|_| StoreError::corrupt("customer", "id", id))?,
        key,
        name: name.and_then(|text| PersonName::parse(&text).ok()),
        email: email.and_then(|text| Email::parse(&text).ok()),
        phone: phone.and_then(|text| Phone::parse(&text).ok()),
        country,
        created_at: instant(created_at, "customer", "created_at", &id)?,
        entry: Entry {
            segment: entry::segment(segment),
            orders,
            revenue_minor,
            first_day: entry::day(first_day),
            last_day: entry::day(last_day),
            p_alive: entry::part(alive),
            clv_12m_minor: (clv >= 0).then_some(clv),
            ..Entry::default()
        },
    })
}
