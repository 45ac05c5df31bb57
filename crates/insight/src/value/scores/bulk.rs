//! The statements that write many scores at once, one an engine.

use std::sync::LazyLock;

/// Rows that one statement of SQLite takes: the fewer statements, the fewer changes between threads.
pub(super) const ROWS_ON_SQLITE: usize = 64;

/// Rows that one statement of PostgreSQL takes.
pub(super) const ROWS_ON_POSTGRES: usize = 8_192;

/// Where the columns go; a score of a later scoring stays.
macro_rules! put {
    ($rows:expr) => {
        concat!(
            "insert into score (model_id, as_of, run, customer_id, p_alive, expected_orders_12m, expected_spend_minor,
                clv_12m_minor, clv_24m_minor, clv_36m_minor) ",
            $rows,
            " on conflict (customer_id) do update set model_id = excluded.model_id, as_of = excluded.as_of,
                run = excluded.run, p_alive = excluded.p_alive, expected_orders_12m = excluded.expected_orders_12m,
                expected_spend_minor = excluded.expected_spend_minor, clv_12m_minor = excluded.clv_12m_minor,
                clv_24m_minor = excluded.clv_24m_minor, clv_36m_minor = excluded.clv_36m_minor
            where score.run <= excluded.run"
        )
    };
}

/// For one row of SQLite.
pub(super) const PUT_ONE: &str = put!("values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");

/// For [`ROWS_ON_SQLITE`] rows, with nameless parameters: SQLite looks a named one up among all of them, so that the search grows
/// with their square.
pub(super) static PUT_ROWS: LazyLock<String> = LazyLock::new(|| {
    let row = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    PUT_ONE.replace(row, &vec![row; ROWS_ON_SQLITE].join(", "))
});

/// For any number of rows of PostgreSQL: model, day, number of the scoring, then a list a column.
pub(super) const PUT_ON_POSTGRES: &str = put!(
    "select $1, $2, $3, customer_id, p_alive, orders, spend_minor, clv_12m_minor, clv_24m_minor, clv_36m_minor
    from unnest($4::bigint[], $5::double precision[], $6::double precision[], $7::double precision[],
        $8::double precision[], $9::double precision[], $10::double precision[])
        as new (customer_id, p_alive, orders, spend_minor, clv_12m_minor, clv_24m_minor, clv_36m_minor)"
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_rows_have_many_times_the_parameters() {
        assert_eq!(PUT_ONE.matches('?').count(), 10);
        assert_eq!(PUT_ROWS.matches('?').count(), 10 * ROWS_ON_SQLITE);
    }
}
