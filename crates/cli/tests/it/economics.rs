//! Lost customers, profitability, spend and acquisition on the command line.

use serde_json::Value;

use crate::files::five;
use crate::program::Program;

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
