//! The doors from exact integers to floating point, so that every such step can be found.

/// Converts a count to floating point.
///
/// Counts above 2⁵³ (9·10¹⁵) lose their last digits, which no count of customers reaches.
#[expect(
    clippy::cast_precision_loss,
    reason = "counts of things stay far below 2^53"
)]
pub fn count_to_f64(count: u64) -> f64 {
    count as f64
}

/// Converts an amount in minor units to floating point, for means and ratios only.
///
/// Amounts above 2⁵³ minor units (90 million millions with two digits) lose their last digits.
#[expect(
    clippy::cast_precision_loss,
    reason = "statistics of amounts need no more than 53 bits"
)]
pub fn minor_to_f64(amount_minor: i64) -> f64 {
    amount_minor as f64
}
