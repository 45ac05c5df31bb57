//! What the program answers when all is well.

use serde_json::Value;

use crate::files::five;
use crate::program::Program;

#[test]
fn a_dry_run_shows_and_imports_nothing() {
    let program = Program::with_workspace();
    let text = five() + "1006,1,2024-03-20 10:00:00,A,Cup,one,2.00,DE\n";
    let file = program.file("till.csv", text);
    let ran = program
        .run(&["import", "orders", &file, "--dry-run"])
        .succeeds();
    for words in [
        "customer = \"Customer ID\"",
        "order=1004",
        "of 6 lines looked at, 1 would be refused",
        "value=one",
        "nothing was imported",
    ] {
        assert!(
            ran.out.contains(words),
            "`{words}` is not said: {}",
            ran.out
        );
    }
    let preview = program
        .run(&["import", "orders", &file, "--dry-run", "--json"])
        .succeeds()
        .json();
    assert_eq!(preview["rows"].as_array().unwrap().len(), 5);
    assert_eq!(preview["refused"][0]["line"], 7);
    assert!(program.holds_nothing());
    assert_eq!(
        program.run(&["imports", "--json"]).json()["items"],
        Value::Array(Vec::new())
    );
}

#[test]
fn all_answers_can_be_had_in_json() {
    let program = Program::with_workspace();
    let file = program.file("five.csv", five());
    let done = program
        .run(&["import", "orders", &file, "--json"])
        .succeeds()
        .json();
    assert_eq!(
        (&done[0]["state"], &done[0]["counts"]["added"]),
        (&"done".into(), &5.into())
    );
    let id = done[0]["id"].as_str().unwrap();
    assert_eq!(
        program.run(&["imports", "--json"]).json()["items"][0]["id"],
        id
    );
    assert_eq!(
        program.run(&["imports", "show", id, "--json"]).json()["id"],
        id
    );
    program
        .run(&["goal", "set", "orders", "2024-03", "6"])
        .succeeds();
    assert_eq!(
        program.run(&["goal", "list", "--json"]).json()[0]["metric"],
        "orders"
    );
    let base = program.run(&["report", "base", "--json"]).succeeds().json();
    assert_eq!(
        (
            &base["months"][0]["orders"],
            &base["goals"][0]["attainment"]
        ),
        (&3.into(), &0.5.into())
    );
    assert_eq!(
        program.run(&["report", "rfm", "--json"]).json()["customers"],
        2
    );
    let cohorts = program
        .run(&["report", "cohorts", "--by", "week", "--json"])
        .json();
    assert_eq!(cohorts["cohorts"].as_array().unwrap().len(), 2);
    let answer = program
        .run(&["query", "select count(*) as n from orders", "--json"])
        .succeeds();
    assert!(answer.json().to_string().contains("\"n\":3"), "{answer:?}");
    assert!(program.run(&["config", "show", "--json"]).json().is_array());
    program
        .run(&["maintain", "--now", "--json"])
        .succeeds()
        .json();
    let undone = program
        .run(&["imports", "undo", id, "--json"])
        .succeeds()
        .json();
    assert_eq!(undone["state"], "undone");
    assert_eq!(
        program.query("select count(*) as n from order_line"),
        "n\n0\n"
    );
    let failure = program.run(&["query", "select nope", "--json"]);
    let said: Value = serde_json::from_str(&failure.err).unwrap();
    assert!(said["error"].as_str().unwrap().contains("nope"), "{said}");
}

#[test]
fn reports_come_as_tables_and_as_csv() {
    let program = Program::with_workspace();
    let empty: Vec<String> = ["base", "rfm", "cohorts"]
        .map(|report| program.run(&["report", report]).succeeds().out)
        .into();
    let file = program.file("five.csv", five());
    program.run(&["import", "orders", &file]).succeeds();
    for (report, empty) in ["base", "rfm", "cohorts"].into_iter().zip(empty) {
        let table = program.run(&["report", report]).succeeds().out;
        assert!(
            table.contains("as of 2024-03-20, amounts in EUR"),
            "{table}"
        );
        assert_ne!(table, empty);
        let csv = program.run(&["report", report, "--csv"]).succeeds().out;
        let columns = |line: &str| line.matches(',').count();
        let header = csv.lines().next().unwrap();
        assert!(columns(header) > 1, "{csv}");
        assert!(
            csv.lines().all(|line| columns(line) == columns(header)),
            "{csv}"
        );
    }
}

fn origin(program: &Program, key: &str, environment: &[(&str, &str)]) -> (String, String) {
    let mut call = program.call(&["config", "show", "--json"]);
    let output = call.envs(environment.iter().copied()).output().unwrap();
    let settings: Value = serde_json::from_slice(&output.stdout).unwrap();
    let found = settings
        .as_array()
        .unwrap()
        .iter()
        .find(|setting| setting["key"] == key)
        .unwrap();
    let text = |name: &str| found[name].as_str().unwrap().to_owned();
    (text("value"), text("origin"))
}

#[test]
fn the_environment_wins_over_the_file_and_a_flag_over_both() {
    let program = Program::new();
    std::fs::create_dir(program.data()).unwrap();
    let is = |value: &str, origin: &str| (value.to_owned(), origin.to_owned());
    assert_eq!(
        origin(&program, "workspace.currency", &[]),
        is("EUR", "default")
    );
    let file = program.data().join("clientele.toml");
    std::fs::write(&file, "[workspace]\ncurrency = \"GBP\"\n").unwrap();
    let from_file = format!("file {}", file.display());
    assert_eq!(
        origin(&program, "workspace.currency", &[]),
        is("GBP", &from_file)
    );
    let variable = ("CLIENTELE_WORKSPACE_CURRENCY", "USD");
    let from_variable = is("USD", "environment CLIENTELE_WORKSPACE_CURRENCY");
    assert_eq!(
        origin(&program, "workspace.currency", &[variable]),
        from_variable
    );
    let mut call = program.call(&["init", "--currency", "JPY"]);
    let output = call.env(variable.0, variable.1).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(said.contains("amounts in JPY"), "{said}");
}

#[test]
fn mappings_users_and_goals_are_kept() {
    let program = Program::with_workspace();
    let mapping = program.file("till.toml", "[columns]\ncustomer = \"Customer ID\"\n");
    program
        .run(&["mapping", "save", "till", &mapping])
        .succeeds();
    assert!(
        program
            .run(&["mapping", "list"])
            .out
            .contains("till  orders")
    );
    let file = program.file("five.csv", five());
    program
        .run(&["import", "orders", &file, "--map", "till"])
        .succeeds();
    let added = program
        .run(&["user", "add", "ada", "--role", "analyst"])
        .succeeds()
        .out;
    assert!(
        added.contains("Login: ada") && added.contains("Password: "),
        "{added}"
    );
    assert!(program.run(&["user", "list"]).out.contains("analyst"));
    program.run(&["user", "add", "ada"]).fails(1, &["ada"]);
    let again = program
        .run(&["user", "reset-password", "ada"])
        .succeeds()
        .out;
    assert_ne!(again, added);
    program
        .run(&["user", "reset-password", "bob"])
        .fails(2, &["nobody has the login bob"]);
}

fn subscribers_are_opened(program: &Program) {
    for (figure, month, count) in [
        ("end", "2007-01", 491),
        ("lost", "2007-01", 26),
        ("new", "2000-01", 1_000),
    ] {
        let list = [
            "report",
            "customers",
            "--subscribers",
            figure,
            "--month",
            month,
            "--json",
        ];
        assert_eq!(program.run(&list).json()["matching"], count, "{figure}");
    }
}

#[test]
fn subscriptions_are_imported_and_reported() {
    let program = Program::with_workspace();
    let none = program.run(&["report", "subscriptions"]).succeeds();
    assert!(
        none.out.contains("clientele import subscriptions FILE"),
        "{}",
        none.out
    );
    let mut text = "customer,start,end,price,period,plan\n".to_owned();
    for (year, left) in (2000..).zip([1000, 869, 743, 653, 593, 551, 517, 491].windows(2)) {
        for customer in left[1]..left[0] {
            let line = format!("C{customer},2000-01-01,{}-01-01,10.00,year,Pro\n", year + 1);
            text.push_str(&line);
        }
    }
    for customer in 0..491 {
        let line = format!("C{customer},2000-01-01,,10.00,year,Pro\n");
        text.push_str(&line);
    }
    let file = program.file("contracts.csv", text);
    let call = ["import", "subscriptions", file.as_str()];
    assert!(program.run(&call).succeeds().out.contains("1 000 added"));
    assert!(
        program
            .run(&call)
            .succeeds()
            .out
            .contains("1 000 already known")
    );
    let report = ["report", "subscriptions", "--by", "year", "--margin", "50%"];
    let told = program.run(&report).succeeds().out;
    for words in [
        "as of 2007-01-01",
        "491 subscribers with 491 subscriptions bring",
        "87  74  65  59  55  52  49",
        "sbg: alpha 0.668",
        "after 12 more renewals",
        "earlier months",
    ] {
        assert!(told.contains(words), "`{words}` is not said: {told}");
    }
    let json = program.run(&[&report[..], &["--json"]].concat()).json();
    assert_eq!(
        (&json["margin"], &json["terms"][0]["running"]),
        (&0.5.into(), &491.into())
    );
    subscribers_are_opened(&program);
    let list = ["report", "subscriptions", "--subscribers", "--limit", "2"];
    let list = program.run(&list).succeeds().out;
    assert!(
        list.contains("more: clientele report subscriptions --subscribers --cursor 2"),
        "{list}"
    );
    let csv = program
        .run(&["report", "subscriptions", "--csv"])
        .succeeds()
        .out;
    assert_eq!(csv.lines().count(), 1 + 7 * 12 + 1);
    program
        .run(&["report", "subscriptions", "--discount", "0"])
        .fails(1, &["a yearly discount is 0.01 to 1, 0 was given"]);
}
