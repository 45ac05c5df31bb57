//! All that a workspace holds, as text in which ids are keys, so that two workspaces can be compared.

use std::time::Duration;

use app::Workspace;
use customers::{Customers, Products};
use kernel::Limit;
use warehouse::QueryLimits;

const TABLES: [(&str, &str); 7] = [
    (
        "order_line",
        "select l.order_key, c.customer_key, l.customer_id is null as anonymous, l.at, l.day, l.product_key,
            l.product_name, l.quantity, l.unit_price_micros, l.amount_minor, l.discount_minor, l.cost_minor,
            l.channel, l.store, l.country, l.is_return, l.attributes
        from order_line l left join customer c on c.customer_id = l.customer_id
        order by 1, 2, 4, 6, 8, 10",
    ),
    (
        "orders",
        "select o.order_key, c.customer_key, o.customer_id is null as anonymous, o.at, o.day, o.lines, o.units,
            o.revenue_minor, o.discount_minor, o.cost_minor, o.channel, o.store, o.country
        from orders o left join customer c on c.customer_id = o.customer_id
        order by 1",
    ),
    (
        "order_return",
        "select r.order_key, c.customer_key, r.customer_id is null as anonymous, r.at, r.day, r.lines,
            r.amount_minor
        from order_return r left join customer c on c.customer_id = r.customer_id
        order by 1, 2, 4, 7",
    ),
    ("customer", "select customer_key, country, attributes from customer order by 1"),
    (
        "product",
        "select product_key, product_name, category, attributes from product order by 1",
    ),
    (
        "subscription",
        "select c.customer_key, s.subscription_key, s.plan, s.start_day, s.end_day, s.price_minor,
            s.period_months, s.attributes
        from subscription s left join customer c on c.customer_id = s.customer_id
        order by 1, 2",
    ),
    (
        "event",
        "select e.position, e.source, e.kind, e.name, e.at, e.day, c.customer_key, e.customer_id is null as nobody,
            e.anonymous_id, e.order_key, e.properties, e.url, e.referrer, e.utm_source, e.utm_medium,
            e.utm_campaign, e.utm_term, e.utm_content
        from event e left join customer c on c.customer_id = e.customer_id
        order by 1",
    ),
];

/// The answer to a query, as CSV.
pub(crate) async fn query(workspace: &Workspace, sql: &str) -> String {
    let limits = QueryLimits {
        max_rows: 1_000_000,
        timeout: Duration::from_mins(1),
    };
    let answer = workspace
        .query(sql, app::ChosenDays::default(), limits)
        .await
        .unwrap();
    String::from_utf8(answer.to_csv().unwrap()).unwrap()
}

/// Everything in the lake and in the store, import ids left out and customers by their keys.
pub(crate) async fn contents(workspace: &Workspace) -> String {
    let mut parts = Vec::new();
    for (table, sql) in TABLES {
        parts.push(format!("# {table}"));
        parts.push(query(workspace, sql).await);
    }
    parts.push("# customers of the store".to_owned());
    parts.extend(customers(workspace).await);
    parts.push("# products of the store".to_owned());
    let store = Products::new(workspace.store().clone());
    let products = store.list(None, biggest()).await.unwrap();
    parts.extend(products.items.iter().map(|product| format!("{product:?}")));
    parts.join("\n")
}

/// The customers of the store by key.
pub(crate) async fn customers(workspace: &Workspace) -> Vec<String> {
    let store = Customers::new(workspace.store().clone());
    let (mut rows, mut cursor) = (Vec::new(), None);
    loop {
        let page = store.list(cursor.as_deref(), biggest()).await.unwrap();
        rows.extend(
            page.items
                .into_iter()
                .map(|found| format!("{} {:?} {}", found.key, found.country, found.attributes)),
        );
        cursor = page.next_cursor;
        if cursor.is_none() {
            rows.sort();
            return rows;
        }
    }
}

fn biggest() -> Limit {
    Limit::try_from(1000).unwrap()
}
