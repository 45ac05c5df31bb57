//! The CDNOW cohort after 39 weeks.

use lab::{Histories, History};

/// `testdata/cdnow_calibration.csv`: 2,357 customers, times in weeks.
#[expect(
    clippy::expect_used,
    reason = "a fixture that does not parse must stop the test"
)]
pub(crate) fn calibration() -> Histories {
    let rows = include_str!("../../testdata/cdnow_calibration.csv")
        .lines()
        .skip(1);
    Histories::compress(rows.map(|line| {
        let cells: Vec<&str> = line.split(',').collect();
        let weeks = |index: usize| cells[index].parse::<f64>().expect("weeks");
        let history = History::new(cells[0].parse().expect("a count"), weeks(1), weeks(2));
        (
            history.expect("a history"),
            cells[3].parse().expect("customers"),
        )
    }))
}
