//! Reports by schedule on the command line.

use crate::files::five;
use crate::program::Program;

#[test]
fn a_report_is_scheduled_made_fetched_and_removed() {
    let program = Program::with_workspace();
    let file = program.file("five.csv", five());
    program.run(&["import", "orders", &file]).succeeds();
    let add = [
        "schedule", "add", "Base", "--report", "base", "--weekly", "1", "--json",
    ];
    let made = program.run(&add).succeeds().json();
    assert_eq!(
        (&made["rhythm"], &made["day"], &made["hour"]),
        (&"weekly".into(), &1.into(), &7.into())
    );
    let id = made["id"].as_str().unwrap();
    program
        .run(&["schedule", "fetch", id])
        .fails(1, &["nothing was made yet"]);
    let edition = program
        .run(&["schedule", "run", id, "--json"])
        .succeeds()
        .json();
    assert_eq!(
        (&edition["rows"], &edition["as_of"]),
        (&1.into(), &"2024-03-20".into())
    );
    let csv = program.run(&["schedule", "fetch", id]).succeeds().out;
    assert!(
        csv.starts_with("month,until,") && csv.contains("\n2024-03,2024-03-20,false,"),
        "{csv}"
    );
    let pdf = program.run(&["schedule", "fetch", id, "--pdf", "fa"]);
    let pdf = pdf.succeeds().out;
    assert!(
        pdf.starts_with("%PDF-") && pdf.contains("/Lang (fa)"),
        "{pdf}"
    );
    let off = program.run(&["schedule", "off", id]).succeeds().out;
    assert!(off.contains("is switched off"), "{off}");
    let list = program.run(&["schedule", "list"]).succeeds().out;
    assert!(
        list.contains("weekly 1 07:00") && list.contains("off"),
        "{list}"
    );
    let editions = program
        .run(&["schedule", "editions", id, "--json"])
        .succeeds()
        .json();
    assert_eq!(editions[0]["id"], edition["id"]);
    program.run(&["schedule", "remove", id]).succeeds();
    program
        .run(&["schedule", "run", id])
        .fails(1, &["there is no schedule"]);
}

#[test]
fn what_makes_no_sense_is_refused() {
    let program = Program::with_workspace();
    program
        .run(&["schedule", "add", "Base"])
        .fails(2, &["--report"]);
    program
        .run(&[
            "schedule",
            "add",
            "Base",
            "--report",
            "base",
            "--monthly",
            "32",
        ])
        .fails(1, &["the day of the month must be 1 to 31, 32 was given"]);
    let add = ["schedule", "add", "Value", "--report", "equity"];
    let out = program.run(&add).succeeds().out;
    let id = out.split_whitespace().next().unwrap();
    program
        .run(&["schedule", "run", id])
        .fails(1, &["there is no model of value yet"]);
}
