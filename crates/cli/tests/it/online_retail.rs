//! The published figures of Online Retail, from the bundled file as it is, returns included, by the program's reports.
//!
//! Source: the second year, lines with a customer and a positive quantity and price, at the end of 2011-12-10.

use std::path::PathBuf;

use serde_json::Value;

use crate::program::Program;

const COHORT_2010_12: [u64; 13] = [
    885, 324, 286, 340, 321, 352, 321, 309, 313, 350, 331, 445, 235,
];

/// The bundled file.
pub(crate) fn file() -> PathBuf {
    PathBuf::from(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../data/online_retail_2010_2011.parquet"
    ))
}

#[track_caller]
fn near(found: &Value, expected: f64, tolerance: f64) {
    let value = found.as_f64().unwrap();
    assert!(
        (value - expected).abs() <= tolerance,
        "{value} instead of {expected}"
    );
}

fn cuts(report: &Value, of: &str) -> Vec<f64> {
    report["cuts"][of]
        .as_array()
        .unwrap()
        .iter()
        .map(|cut| cut.as_f64().unwrap())
        .collect()
}

#[track_caller]
fn all_near(found: &[f64], expected: [f64; 4]) {
    for (found, expected) in found.iter().zip(expected) {
        assert!(
            (found - expected).abs() < 1e-6,
            "{found} instead of {expected}"
        );
    }
}

#[test]
fn the_reports_agree_with_the_published_figures() {
    let program = Program::new();
    program
        .run(&["init", "--time-zone", "Europe/London", "--currency", "GBP"])
        .succeeds();
    let file = file();
    let ran = program
        .run(&["import", "orders", file.to_str().unwrap(), "--json"])
        .succeeds();
    let counts = &ran.json()[0]["counts"];
    assert_eq!(counts["read"], 541_909, "{counts}");

    let rfm = [
        "report",
        "rfm",
        "--as-of",
        "2011-12-10",
        "--money",
        "gross",
        "--json",
    ];
    let rfm = program.run(&rfm).succeeds().json();
    assert_eq!(rfm["customers"], 4_338);
    near(&rfm["means"]["recency_days"], 93.0595, 5e-5);
    near(&rfm["means"]["frequency"], 4.272, 5e-5);
    near(&rfm["means"]["monetary_minor"], 205_426.65, 5e-3);
    all_near(&cuts(&rfm, "recency_days"), [13.8, 33.0, 72.0, 180.0]);
    all_near(&cuts(&rfm, "frequency"), [1.0, 2.0, 3.0, 6.0]);
    all_near(
        &cuts(&rfm, "monetary_minor"),
        [25_019.4, 49_009.6, 94_227.6, 205_842.6],
    );
    near(&rfm["repeat_rate"], 0.65583, 5e-6);
    near(&rfm["top20_share"], 0.74617, 5e-6);

    let cohorts = program
        .run(&["report", "cohorts", "--as-of", "2011-12-10", "--json"])
        .succeeds()
        .json();
    let first = &cohorts["cohorts"][0];
    assert_eq!(
        (&first["cohort"], &first["size"]),
        (&"2010-12".into(), &885.into())
    );
    let cells: Vec<u64> = first["cells"]
        .as_array()
        .unwrap()
        .iter()
        .map(|cell| cell["customers"].as_u64().unwrap())
        .collect();
    assert_eq!(cells, COHORT_2010_12);
}
