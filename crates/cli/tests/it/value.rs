//! Models of value by the program, on the bundled CDNOW orders: fitted until September 1997, as the literature does.

use std::io::{BufRead, BufReader, Read};
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use kernel::{Clock, SystemClock};
use serde_json::Value;

use crate::program::{Program, Ran};

fn cdnow() -> Program {
    let program = Program::new();
    program.run(&["init", "--currency", "USD"]).succeeds();
    let file = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/cdnow.csv"));
    program
        .run(&["import", "orders", file.to_str().unwrap()])
        .succeeds();
    program
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap()
}

#[test]
fn a_model_is_fitted_listed_asked_and_held_against_what_happened() {
    let program = cdnow();
    refuses_without_a_model(&program);
    fits_once(&program);
    reports_what_customers_are_worth(&program);
    answers_in_sql_as_in_scores(&program);
}

fn refuses_without_a_model(program: &Program) {
    let refused = program.run(&["report", "value"]);
    assert_eq!(refused.code, Some(1));
    assert!(
        refused.err.contains("clientele model fit"),
        "{}",
        refused.err
    );
    let refused = program.run(&[
        "query",
        "select p_alive(1, date '2020-01-01', date '2020-01-02', date '2020-02-01')",
    ]);
    assert!(
        refused.err.contains("clientele model fit"),
        "{}",
        refused.err
    );
}

fn fits_once(program: &Program) {
    let fit = ["model", "fit", "--as-of", "1997-09-30", "--json"];
    let model = program.run(&fit).succeeds().json();
    // Orders of 0 dollars are no orders here: 70 of the 23 570 customers have no other by then.
    assert_eq!(model["customers"], 23_500);
    assert_eq!(
        (&model["in_force"], &model["version"]),
        (&true.into(), &1.into())
    );
    let comparison = &model["comparison"];
    let candidates = comparison["candidates"].as_array().unwrap();
    assert!(candidates.len() >= 3);
    let chosen = candidates
        .iter()
        .find(|one| one["kind"] == comparison["chosen"] && one["choosable"] == true)
        .unwrap();
    assert!(number(&chosen["holdout"]["rmse"]) < 0.80, "{chosen}");
    let again = program.run(&fit).succeeds().json();
    assert_eq!(again["id"], model["id"]);

    let shown = program.run(&["model", "show"]).succeeds().out;
    assert!(shown.contains("± "), "{shown}");
    let listed = program.run(&["model", "list"]).succeeds().out;
    assert!(listed.contains("in force"), "{listed}");
}

fn reports_what_customers_are_worth(program: &Program) {
    let report = program
        .run(&["report", "value", "--margin", "0.35", "--json"])
        .succeeds()
        .json();
    assert_eq!(report["margin"]["source"], "given");
    let equity = &report["equity"][2]["value_minor"];
    assert!(number(&equity["low"]) < number(&equity["mean"]));
    assert!(number(&equity["mean"]) < number(&equity["high"]));
    let segments: f64 = report["by_segment"]
        .as_array()
        .unwrap()
        .iter()
        .map(|group| number(&group["clv"][2]["sum_minor"]))
        .sum();
    assert!((segments / number(&equity["mean"]) - 1.0).abs() < 1e-9);
    let list = |asked: &[&str]| {
        let call = [
            &["report", "customers", "--json", "--limit", "1"][..],
            asked,
        ]
        .concat();
        program.run(&call).json()["matching"].clone()
    };
    assert_eq!(list(&["--group", "everybody"]), report["customers"]);
    for (by, field) in [
        ("segment", "by_segment"),
        ("country", "by_country"),
        ("month", "by_month"),
    ] {
        let group = &report[field][0];
        let name = format!("{by}={}", group["name"].as_str().unwrap());
        assert_eq!(list(&["--group", &name]), group["customers"], "{name}");
    }
    let terms = [
        "--from",
        "1997-12-31",
        "--lost-after",
        "90",
        "--months",
        "12",
        "--margin",
        "0.4",
    ];
    let bridge = program
        .run(&[&["report", "equity", "--json"], &terms[..]].concat())
        .json();
    for piece in bridge["pieces"].as_array().unwrap() {
        let name = piece["name"].as_str().unwrap();
        let found = list(&[&["--piece", name], &terms[..]].concat());
        assert_eq!(found, piece["customers"], "{name}");
    }
    for (wrong, word) in [
        (&["--group", "best"][..], "segment=NAME"),
        (&["--piece", "stolen"], "won_back"),
        (&["--group", "everybody", "--months", "12"], "--piece"),
    ] {
        program
            .run(&[&["report", "customers"][..], wrong].concat())
            .fails(2, &[word]);
    }
    // The forecast of 90 days was made in September, and the lake reaches beyond.
    let past = report["past_forecasts"].as_array().unwrap();
    let quarter = past
        .iter()
        .find(|one| one["until"] == "1997-12-29")
        .unwrap();
    assert!(number(&quarter["actual_orders"]) > 1_000.0);
}

fn answers_in_sql_as_in_scores(program: &Program) {
    let scores = program
        .run(&["scores", "--top", "3", "--json"])
        .succeeds()
        .json();
    let best: Vec<f64> = scores
        .as_array()
        .unwrap()
        .iter()
        .map(|one| number(&one["clv_12m_minor"]))
        .collect();
    assert!(
        best.len() == 3 && best.is_sorted_by(|left, right| left >= right),
        "{best:?}"
    );
    let asked = program
        .run(&[
            "query",
            "select max(clv(repeat_orders, first_day, last_day, as_of, mean_spend_minor, 365, 0.1)) as best,
                p_alive(null, date '1997-01-01', date '1997-02-01', date '1997-09-30') as nobody
             from customer_history",
            "--json",
        ])
        .succeeds()
        .json();
    let row = &asked[0];
    assert!(row["nobody"].is_null());
    assert!(
        (number(&row["best"]) / best[0] - 1.0).abs() < 1e-9,
        "{asked}"
    );
    let nonsense = program.run(&[
        "query",
        "select p_alive(3, date '2020-02-01', date '2020-01-01', date '2020-03-01')",
    ]);
    assert!(
        nonsense
            .err
            .contains("a history can not be with 3 repeat orders"),
        "{}",
        nonsense.err
    );
}

#[test]
fn ctrl_c_ends_a_fit_and_changes_nothing() {
    let program = cdnow();
    let clock = SystemClock::default();
    let mut child = program.start(&["model", "fit"]);
    let mut err = BufReader::new(child.stderr.take().unwrap());
    let mut said = String::new();
    // Most of a fit's time lies behind this line.
    while !said.contains("model: comparing models\n") {
        assert_ne!(err.read_line(&mut said).unwrap(), 0, "{said}");
    }
    let pid = child.id().to_string();
    let interrupted = Command::new("sh")
        .args(["-c", "kill -INT $0", &pid])
        .status();
    assert!(interrupted.unwrap().success());
    let began = clock.elapsed_since_start();
    err.read_to_string(&mut said).unwrap();
    let ran = Ran {
        err: said,
        ..Ran::of(&child.wait_with_output().unwrap())
    };
    let took = clock.elapsed_since_start().saturating_sub(began);
    ran.fails(130, &["stopping", "interrupted; nothing was changed"]);
    // It is a matter of milliseconds, but the machine may have others to serve.
    assert!(took < Duration::from_secs(1), "{took:?}");
    let models = program.run(&["model", "list", "--json"]).succeeds().json();
    assert_eq!(models, serde_json::json!([]));
    let fitted = program.run(&["model", "fit"]).succeeds();
    for stage in ["reading", "comparing models", "scoring customers"] {
        assert!(
            fitted.err.contains(&format!("model: {stage}\n")),
            "{}",
            fitted.err
        );
    }
}

#[test]
fn what_makes_no_sense_is_refused_in_a_sentence() {
    let program = Program::with_workspace();
    let cases = [
        (vec!["model", "fit"], "of 0 customers with an order by "),
        (
            vec!["model", "fit", "--kind", "nbd"],
            "`nbd` is not a purchase model",
        ),
        (
            vec!["report", "value", "--margin", "1.5"],
            "a margin is the part of revenue that stays",
        ),
        (
            vec!["report", "value", "--margin=-0.2"],
            "a margin is the part of revenue that stays",
        ),
        (
            vec!["report", "value", "--discount", "11"],
            "a yearly discount lies between 0 and 10",
        ),
        (vec!["scores"], "clientele model fit"),
        (
            vec!["model", "show", "mdl_0000000000001"],
            "there is no model mdl_0000000000001",
        ),
    ];
    for (call, sentence) in cases {
        let ran = program.run(&call);
        assert_ne!(ran.code, Some(0), "{call:?}");
        assert!(ran.err.contains(sentence), "{call:?}: {}", ran.err);
    }
}
