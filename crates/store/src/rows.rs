//! Checks on what goes into rows and comes out of them.

use jiff::Timestamp;

use crate::StoreError;

/// Checks that a write touched as many rows as it had to.
///
/// # Errors
///
/// When the numbers differ.
pub fn ensure_affected_rows(actual: u64, expected: u64) -> Result<(), StoreError> {
    if actual == expected {
        Ok(())
    } else {
        Err(StoreError::RowsAffected { expected, actual })
    }
}

/// Reads an instant, kept as microseconds since 1970 in UTC (`Timestamp::as_microsecond`).
///
/// # Errors
///
/// When it is beyond what a calendar can hold; the table, the column and the row's key are for the sentence.
pub fn instant(
    micros: i64,
    table: &'static str,
    column: &'static str,
    key: &impl ToString,
) -> Result<Timestamp, StoreError> {
    Timestamp::from_microsecond(micros)
        .map_err(|_| StoreError::corrupt(table, column, key.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_write_that_touches_nothing_is_an_error() {
        assert!(ensure_affected_rows(1, 1).is_ok());
        let error = ensure_affected_rows(0, 1).unwrap_err();
        assert_eq!(
            error.to_string(),
            "0 rows were changed instead of 1: somebody else changed them meanwhile"
        );
    }

    #[test]
    fn a_nonsensical_instant_names_its_place() {
        let error = instant(i64::MAX, "import", "started_at", &"imp_1").unwrap_err();
        let sentence = "the column started_at of table import holds a value that makes no sense, in the row imp_1";
        assert_eq!(error.to_string(), sentence);
        assert_eq!(
            instant(1_000_000, "import", "started_at", &1)
                .unwrap()
                .as_second(),
            1
        );
    }
}
