//! The rules for single lines.

use customers::{ErrorPolicy, Verdict};

use crate::files::{line, options, read, read_with, refusals};

const HEAD: &str = "order_id,customer_id,date,product_id,quantity,unit_price,currency\n";

fn refused(rows: &str) -> Vec<String> {
    refusals(&read(format!("{HEAD}9,z,2020-01-02,p,1,1.00,\n{rows}")).unwrap())
}

#[test]
fn each_bad_value_is_refused_with_its_column_and_reason() {
    let found = refused(
        "1,a,2020-01-01,p,1,NaN,\n\
         2,a,2020-01-01,p,1,1e308,\n\
         3,a,2020-01-01,p,inf,1,\n\
         4,a,1899-01-01,p,1,1,\n\
         5,a,2027-01-01,p,1,1,\n\
         6,a,01.02.2020,p,1,1,\n\
         7,a,2020-01-01,p,1,0.1234567890123,\n\
         8,a,2020-01-01,p,99999999999999999,99999999999999999,\n\
         9,a,2020-01-01,p,1,1,USD\n\
         ,a,2020-01-01,p,1,1,\n\
         11,a,,p,1,1,\n\
         12,a,2020-01-01,p,1,,\n\
         13,a,2020-01-01,p,1\n\
         14,a,2020-01-01,p,1,1,GBP,more\n",
    );
    let expected = [
        "3: unit_price: is not a finite number",
        "4: unit_price: is written with an exponent",
        "5: quantity: is not a finite number",
        "6: date: is before 1900",
        "7: date: is in the future",
        "8: date: is not a date of the form YYYY-MM-DD",
        "9: unit_price: has more than 12 digits",
        "10: unit_price: makes the line's total larger",
        "11: currency: is USD, and the workspace keeps GBP",
        "12: order_id: is empty, and a sale needs its order id",
        "13: date: is empty, and a line needs its date",
        "14: unit_price: is empty, and a line needs its price or total",
        "15: : has 5 cells, and the file has 7 columns",
        "16: : has 8 cells, and the file has 7 columns",
    ];
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    for (found, expected) in found.iter().zip(expected) {
        assert!(found.starts_with(expected), "{found} instead of {expected}");
    }
}

#[test]
fn a_return_needs_no_receipt_and_a_quantity_may_be_missing() {
    let read = read(format!(
        "{HEAD},a,2020-01-01,p,-1,5,gbp\n1,a,2020-01-01,p,,5,\nC12,a,2020-01-02,p,3,5,,,\n"
    ))
    .unwrap();
    assert_eq!(refusals(&read), Vec::<String>::new());
    assert_eq!(line(&read.lines, 0), "-|a|2020-01-01T00:00:00Z|p|-1|-500");
    assert_eq!(line(&read.lines, 1), "1|a|2020-01-01T00:00:00Z|p|1|500");
    assert_eq!(
        line(&read.lines, 2),
        "C12|a|2020-01-02T00:00:00Z|p|-3|-1500"
    );
}

#[test]
fn the_prefix_of_cancellations_can_be_said() {
    let text = format!("{HEAD}R12,a,2020-01-02,p,3,5,\nC12,a,2020-01-02,p,3,5,\n");
    let read = read_with(text, "[rules]\ncancellation_prefix = \"R\"", &options()).unwrap();
    assert_eq!(read.lines.is_return, [true, false]);
}

#[test]
fn currencies_without_cents_are_kept_without_them() {
    let mut options = options();
    options.currency = "JPY".parse().unwrap();
    let read = read_with(
        "order_id,customer_id,date,amount\n1,a,2020-01-01,1500\n2,a,2020-01-01,1.5\n",
        "",
        &options,
    )
    .unwrap();
    assert_eq!(read.lines.amount_minor, [1500, 2]);
    assert_eq!(read.counts.rounded, 1);
}

#[test]
fn local_times_can_be_of_another_zone() {
    let text = "order_id,customer_id,date,amount\n1,a,2020-01-01 00:30,1\n";
    let read = read_with(text, "[file]\ntime_zone = \"Europe/Sofia\"", &options()).unwrap();
    assert_eq!(line(&read.lines, 0), "1|a|2019-12-31T22:30:00Z|-|1|100");
    assert_eq!(read.lines.day, [18_261]);
}

#[test]
fn the_policy_decides_over_the_counts() {
    let text = format!("{HEAD}1,a,2020-01-01,p,1,1,\n2,a,bad,p,1,1,\n");
    let counts = read(&text).unwrap().counts;
    assert_eq!((counts.read, counts.refused), (2, 1));
    assert_eq!(
        ErrorPolicy::Limit.verdict(counts.read, counts.refused),
        Verdict::Refuse
    );
    assert_eq!(
        ErrorPolicy::Reject.verdict(counts.read, counts.refused),
        Verdict::Take
    );
    let mut stop = options();
    stop.on_error = ErrorPolicy::Stop;
    let told = read_with(&text, "", &stop).unwrap_err().to_string();
    assert!(told.starts_with("line 3 was refused"), "{told}");
}
