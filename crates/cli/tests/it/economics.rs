//! Lost customers, profitability, spend and acquisition on the command line.

use serde_json::Value;

use crate::files::five;
use crate::program::{Program, Ran};

fn with_orders() -> Program {
    let program = Program::with_workspace();
    let file = program.file("five.csv", five());
    program.run(&["import", "orders", &file]).succeeds();
    program
}

#[test]
fn lost_customers_have_a_price() {
    let program = Program::with_workspace();
    let none = program.run(&["report", "lost-customers"]).succeeds().out;
    assert!(
        none.contains("there are no orders to take these from"),
        "{none}"
    );
    let file = program.file("five.csv", five());
    program.run(&["import", "orders", &file]).succeeds();
    let given = [
        "report",
        "lost-customers",
        "--change",
        "-50%",
        "--years",
        "2",
        "--churn",
        "20 %",
        "--margin",
        "0.5",
        "--revenue-per-customer",
        "100.00",
        "--customers",
        "1000",
        "--inflow",
        "0",
        "--discount",
        "0%",
    ];
    let table = program.run(&given).succeeds().out;
    assert!(
        table.contains("-50.0 % lost customers: 10.5 % a year instead"),
        "{table}"
    );
    let json = program.run(&[&given[..], &["--json"]].concat()).json();
    assert_eq!(json["years"].as_array().unwrap().len(), 2);
    assert_eq!(json["inputs"]["yearly_churn"]["origin"], "given");
    program
        .run(&["report", "lost-customers", "--change", "-200%"])
        .fails(1, &["from -100 % to 100 %, -200 % was given"]);
    program
        .run(&["report", "lost-customers", "--change", "few"])
        .fails(2, &["`few` is not a share"]);
}

#[test]
fn customers_leave_something_over_or_not() {
    let program = with_orders();
    let profit = program
        .run(&["report", "profitability", "--cost-per-order", "1.50"])
        .succeeds();
    assert!(
        profit.out.contains("no cost of goods is known"),
        "{}",
        profit.out
    );
    let list = [
        "report",
        "profitability",
        "--customers",
        "best",
        "--margin",
        "40%",
        "--csv",
    ];
    let list = program.run(&list).succeeds().out;
    assert!(
        list.starts_with("customer_key,") || list.contains("customer_key"),
        "{list}"
    );
    let part = |asked: &[&str]| {
        let call = [
            "report",
            "profitability",
            "--customers",
            "worst",
            "--cost-per-order",
            "50",
            "--json",
        ];
        program.run(&[&call[..], asked].concat())
    };
    let report = program
        .run(&[
            "report",
            "profitability",
            "--cost-per-order",
            "50",
            "--json",
        ])
        .json();
    let count = |ran: Ran| ran.json()["items"].as_array().unwrap().len() as u64;
    assert_eq!(
        Some(count(part(&["--unprofitable"]))),
        report["unprofitable"]["customers"].as_u64()
    );
    let last = report["deciles"].as_array().unwrap().last().unwrap();
    let number = last["decile"].to_string();
    assert_eq!(
        Some(count(part(&["--tenth", &number]))),
        last["customers"].as_u64()
    );
    for (wrong, code, word) in [
        (&["--tenth", "0"][..], 1, "from 1 to 10"),
        (&["--tenth", "1", "--unprofitable"], 2, "--unprofitable"),
    ] {
        let call = ["report", "profitability", "--customers", "worst"];
        program
            .run(&[&call[..], wrong].concat())
            .fails(code, &[word]);
    }
    program
        .run(&["report", "profitability", "--cost-per-order", "-1"])
        .fails(1, &["must be 0 or more"]);
}

#[test]
fn spend_is_kept_and_held_against_customers() {
    let program = with_orders();
    program
        .run(&["spend", "set", "2024-03", "15.00"])
        .succeeds();
    assert!(
        program
            .run(&["spend", "list"])
            .out
            .contains("2024-03  15.00")
    );
    let acquisition = program
        .run(&["report", "acquisition", "--json"])
        .succeeds()
        .json();
    assert_eq!(acquisition["totals"]["spend_minor"], 1_500);
    program.run(&["spend", "set", "2024-03", "15.005"]).fails(
        1,
        &["`15.005` is not an amount: digits with at most 2 after the point"],
    );
    program
        .run(&["spend", "set", "2024-03", "-5"])
        .fails(1, &["must be above 0"]);
    program.run(&["spend", "remove", "2024-03"]).succeeds();
    assert_eq!(
        program.run(&["spend", "list", "--json"]).json(),
        Value::Array(Vec::new())
    );
}

/// Every tenth customer of the bundled CDNOW orders.
fn tenth() -> String {
    let text = include_str!("../../../../data/cdnow.csv");
    let mut lines = text.lines();
    let header = lines.next().unwrap_or_default();
    let of = |line: &&str| line.split(',').next().is_some_and(|key| key.ends_with('4'));
    let lines: Vec<&str> = std::iter::once(header).chain(lines.filter(of)).collect();
    lines.join("\n") + "\n"
}

fn the_matrix_is_opened(program: &Program) {
    let report = ["report", "retention-matrix", "--json"];
    let matrix = program.run(&report).json();
    for (cell, customers) in [
        ("all", &matrix["customers"]),
        ("win-back", &matrix["win_back"]["customers"]),
        ("low-low", &matrix["cells"][0]["customers"]),
    ] {
        let list = program.run(&[&report[..], &["--cell", cell]].concat());
        assert_eq!(list.json()["matching"], *customers, "{cell}");
    }
}

#[test]
fn equity_and_the_retention_matrix_need_a_model() {
    let program = Program::with_workspace();
    let file = program.file("cdnow.csv", tenth());
    program.run(&["import", "orders", &file]).succeeds();
    for report in ["equity", "retention-matrix"] {
        program.run(&["report", report]).fails(
            1,
            &["there is no model of value yet: fit one with `clientele model fit`"],
        );
    }
    program.run(&["model", "fit"]).succeeds();
    let bridge = program
        .run(&["report", "equity", "--from", "1997-12-31"])
        .succeeds()
        .out;
    for words in [
        "1997-12-31",
        "1998-06-30",
        "won back",
        "lost after 180 days",
    ] {
        assert!(bridge.contains(words), "`{words}` is not said: {bridge}");
    }
    let matrix = program.run(&["report", "retention-matrix"]).succeeds().out;
    for words in [
        "at stake",
        "nothing is ordered in 180 days",
        "to win back:",
        "win-back: a programme",
    ] {
        assert!(matrix.contains(words), "`{words}` is not said: {matrix}");
    }
    let cell = ["report", "retention-matrix", "--cell", "high-high", "--csv"];
    let cell = program.run(&cell).succeeds().out;
    assert!(
        cell.lines()
            .next()
            .is_some_and(|header| header.contains("customer_key")),
        "{cell}"
    );
    the_matrix_is_opened(&program);
    let bounds = [
        "report",
        "retention-matrix",
        "--value-bounds",
        "10.00,50.00",
        "--risk-bounds",
        "20%,60%",
    ];
    let json = program
        .run(&[&bounds[..], &["--json"]].concat())
        .succeeds()
        .json();
    assert_eq!(
        json["value_bounds_minor"],
        serde_json::json!([1_000.0, 5_000.0])
    );
    program
        .run(&["report", "retention-matrix", "--cell", "top"])
        .fails(2, &["`top` is not a cell"]);
    program
        .run(&["report", "retention-matrix", "--risk-bounds", "60%,20%"])
        .fails(1, &["two rising shares"]);
}

#[test]
fn spend_by_day_fills_the_months_that_nothing_was_set_for() {
    let program = with_orders();
    let text = "channel,campaign,day,cost,impressions,clicks\ngoogle,a,2024-03-01,5.00,2000,40\ntv,,2024-03-02,10.00,,\n";
    let file = program.file("spend.csv", text);
    let said = program.run(&["spend", "import", &file]).succeeds().out;
    assert!(said.contains("2 added, 0 changed, 0 same"), "{said}");
    let again = program.run(&["spend", "import", &file]).succeeds().out;
    assert!(again.contains("0 added, 0 changed, 2 same"), "{again}");
    let acquisition = program.run(&["report", "acquisition", "--json"]).json();
    assert_eq!(acquisition["totals"]["spend_minor"], 1_500);
    let sums = program
        .run(&["spend", "sums", "--by", "campaign"])
        .succeeds()
        .out;
    assert!(sums.contains("google / a"), "{sums}");
    assert!(sums.contains("2.50"), "{sums}");
    let days = program
        .run(&["spend", "days", "--channel", "tv", "--json"])
        .json();
    assert_eq!(days[0]["cost_minor"], 1_000);
    let months = program.run(&["spend", "list"]).succeeds().out;
    assert!(months.contains("days"), "{months}");

    let text = "channel,day,cost\ntv,2024-03-02,1e30\ntv,2024-03-02,-1\ntv,2024-03-03,1\ntv,2024-03-03,1\n";
    let bad = program.file("bad.csv", text);
    let sentences = [
        "line 2, cost `1e30` is written with an exponent",
        "line 3, cost `-1` is below 0",
        "line 5 has the channel, campaign and day of line 4",
    ];
    program.run(&["spend", "import", &bad]).fails(1, &sentences);
    program
        .run(&["spend", "import", "nothere.csv"])
        .fails(1, &["nothere.csv cannot be read"]);
    program
        .run(&["spend", "remove-days"])
        .fails(1, &["this would remove all marketing spend"]);
    let gone = program
        .run(&["spend", "remove-days", "--from", "2024-03-01"])
        .succeeds()
        .out;
    assert!(gone.contains("2 figures are gone"), "{gone}");
}

fn the_acquired_are_opened(program: &Program, month: &str) {
    program.run(&["spend", "set", month, "1000.00"]).succeeds();
    let acquired = program.run(&["report", "acquisition", "--json"]).json();
    for (month, count) in [
        (month, &acquired["months"][0]["customers"]),
        ("all", &acquired["totals"]["customers"]),
    ] {
        let list = ["report", "customers", "--acquired", month, "--json"];
        assert_eq!(program.run(&list).json()["matching"], *count, "{month}");
    }
}

fn who_moved_is_opened(program: &Program) {
    let day = "2024-03-02";
    let rfm = program.run(&["report", "rfm", "--compare", day, "--json"]);
    let rfm = rfm.json();
    let flows = rfm["migration"]["flows"].as_array().unwrap();
    let listed = |from: &str, to: &str| {
        let list = ["--segment", to, "--from-segment", from, "--compare", day];
        let list = program.run(&[&["report", "customers", "--json"][..], &list].concat());
        list.json()["matching"].as_u64().unwrap()
    };
    for flow in flows {
        let (from, to) = (flow["from"].as_str().unwrap(), flow["to"].as_str().unwrap());
        assert_eq!(Some(listed(from, to)), flow["customers"].as_u64());
    }
    let new = flows.iter().filter(|flow| flow["from"] == "none");
    let new: u64 = new.filter_map(|flow| flow["customers"].as_u64()).sum();
    assert_eq!(listed("none", "all"), new);
    assert!(new > 0 && flows.iter().any(|flow| flow["from"] != "none"));
}

fn a_wrong_move_is_told(program: &Program) {
    for (wrong, word) in [
        (
            &["--segment", "all", "--from-segment", "lost"][..],
            "--compare",
        ),
        (
            &["--segment", "all", "--compare", "2024-03-01"],
            "--from-segment",
        ),
        (
            &["--from-segment", "none", "--compare", "2024-03-01"],
            "--segment",
        ),
        (
            &[
                "--recency-score",
                "3",
                "--frequency-score",
                "3",
                "--from-segment",
                "none",
                "--compare",
                "2024-03-01",
            ],
            "--segment",
        ),
    ] {
        program
            .run(&[&["report", "customers"][..], wrong].concat())
            .fails(2, &[word]);
    }
}

fn a_wrong_figure_is_told(program: &Program, (month, key, name): (&str, &str, &str)) {
    for (wrong, code, word) in [
        (&["--acquired", "June"][..], 2, "June"),
        (&["--product", "none"], 1, "none"),
        (&["--product", key, "--bought", "best"], 2, "repeat_buyers"),
        (&["--products", "best"], 2, "new_customers"),
        (
            &["--products", "buyers", "--bought", "buyers"],
            2,
            "--product",
        ),
        (&["--products", "buyers", "--product", key], 2, "--product"),
        (&["--segment", "best"], 2, "champions"),
        (&["--recency-score", "3"], 2, "--frequency-score"),
        (
            &["--recency-score", "6", "--frequency-score", "1"],
            1,
            "from 1 to 5",
        ),
        (&["--cohort", month, "--money", "gross"], 2, "--segment"),
        (&["--cohort", month, "--segment", name], 2, "--segment"),
        (&["--segment", name, "--period", "3"], 2, "--cohort"),
        (&["--segment", name, "--by", "week"], 2, "--cohort"),
        (&["--cohort", month, "--bought", "buyers"], 2, "--product"),
        (
            &["--cohort", month, "--frequency-score", "1"],
            2,
            "--recency-score",
        ),
        (&[], 2, "--figure"),
    ] {
        program
            .run(&[&["report", "customers"][..], wrong].concat())
            .fails(code, &[word]);
    }
    program
        .run(&["report", "customers", "--figure", "best", "--month", month])
        .fails(2, &["start, new, active"]);
    program
        .run(&["report", "customers", "--figure", "new"])
        .fails(2, &["--month"]);
    program
        .run(&["report", "customers", "--cohort", "1999-01"])
        .fails(1, &["1999-01"]);
}

#[test]
fn a_figure_opens_its_customers() {
    let program = with_orders();
    let base = program.run(&["report", "base", "--json"]).json();
    let month = base["months"][0]["month"].as_str().unwrap();
    let new = ["report", "customers", "--figure", "new", "--month", month];
    let csv = program.run(&[&new[..], &["--csv"]].concat()).succeeds().out;
    let (header, rows) = csv.split_once('\n').unwrap();
    assert!(header.starts_with("customer_key,"), "{header}");
    assert_eq!(
        Some(rows.lines().count() as u64),
        base["months"][0]["new"].as_u64()
    );
    let one = program
        .run(&[&new[..], &["--limit", "1"]].concat())
        .succeeds()
        .out;
    assert!(one.contains("(more with --cursor "), "{one}");
    let cohort = ["report", "customers", "--cohort", month, "--json"];
    let cohort = program.run(&cohort).json();
    assert_eq!(cohort["matching"], base["months"][0]["new"]);
    let rfm = program.run(&["report", "rfm", "--json"]).json();
    let segment = rfm["segments"].as_array().unwrap();
    let segment = segment.iter().find(|one| one["customers"] != 0).unwrap();
    let name = segment["name"].as_str().unwrap();
    let list = ["report", "customers", "--segment", name, "--json"];
    assert_eq!(program.run(&list).json()["matching"], segment["customers"]);
    for cell in rfm["grid"].as_array().unwrap() {
        let (r, f) = (cell["r"].to_string(), cell["f"].to_string());
        let scores = ["--recency-score", &r, "--frequency-score", &f, "--json"];
        let list = program.run(&[&["report", "customers"][..], &scores].concat());
        assert_eq!(list.json()["matching"], cell["customers"], "{scores:?}");
    }
    let list = ["report", "customers", "--segment", "all", "--json"];
    assert_eq!(program.run(&list).json()["matching"], rfm["customers"]);
    who_moved_is_opened(&program);
    let products = program.run(&["report", "products", "--json"]).json();
    let product = &products["items"][0];
    let key = product["product"].as_str().unwrap();
    for figure in ["buyers", "repeat_buyers"] {
        let list = ["--product", key, "--bought", figure, "--json"];
        let list = program.run(&[&["report", "customers"][..], &list].concat());
        assert_eq!(list.json()["matching"], product[figure], "{figure}");
    }
    let bought = |part: &str| {
        let list = ["--product", key, "--bought", part, "--json"];
        let list = program.run(&[&["report", "customers"][..], &list].concat());
        list.json()["matching"].as_u64().unwrap()
    };
    let segments = rfm["segments"].as_array().unwrap();
    let of_segments = segments.iter().map(|segment| {
        let name = segment["name"].as_str().unwrap();
        bought(&format!("segment={name}"))
    });
    assert_eq!(Some(of_segments.sum()), product["buyers"].as_u64());
    assert_eq!(bought("month=1987-05"), 0);
    for figure in ["buyers", "new_customers"] {
        let list = ["report", "customers", "--products", figure, "--json"];
        let list = program.run(&list).json();
        assert_eq!(list["matching"], products["totals"][figure], "{figure}");
    }
    the_acquired_are_opened(&program, month);
    a_wrong_move_is_told(&program);
    a_wrong_figure_is_told(&program, (month, key, name));
}
