//! A statement that writes many scores at once.

use std::fmt::Write as _;
use std::sync::LazyLock;

/// Rows that the long statement takes; a statement of a fixed size is prepared once. SQLite looks each parameter's name
/// up among all: the time of a row grows with their number.
pub(super) const ROWS: usize = 16;

/// Parameters of a row; `$1` and `$2` are the model and the day.
const OWN: usize = 7;

/// For [`ROWS`] rows.
pub(super) static PUT_MANY: LazyLock<String> = LazyLock::new(|| put(ROWS));

/// For one row.
pub(super) static PUT_ONE: LazyLock<String> = LazyLock::new(|| put(1));

fn put(rows: usize) -> String {
    let mut text = String::from(
        "insert into score (model_id, as_of, customer_id, p_alive, expected_orders_12m, expected_spend_minor, \
         clv_12m_minor, clv_24m_minor, clv_36m_minor) values",
    );
    for row in 0..rows {
        text.push_str(if row == 0 { " ($1, $2" } else { ", ($1, $2" });
        for place in 0..OWN {
            let written = write!(text, ", ${}", 3 + row * OWN + place);
            debug_assert!(written.is_ok(), "writing to a string");
        }
        text.push(')');
    }
    text.push_str(
        " on conflict (customer_id) do update set model_id = excluded.model_id, as_of = excluded.as_of, \
         p_alive = excluded.p_alive, expected_orders_12m = excluded.expected_orders_12m, \
         expected_spend_minor = excluded.expected_spend_minor, clv_12m_minor = excluded.clv_12m_minor, \
         clv_24m_minor = excluded.clv_24m_minor, clv_36m_minor = excluded.clv_36m_minor",
    );
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_numbered_through() {
        let two = put(2);
        assert!(
            two.contains("values ($1, $2, $3, $4, $5, $6, $7, $8, $9), ($1, $2, $10, $11, $12, $13, $14, $15, $16) on"),
            "{two}"
        );
    }
}
