//! A customer at the terminal.

use crate::program::Program;

const FILE: &str = "customer_id,name,email,city
c1,Ada Lovelace,Ada@Example.org,London
c2,,,
";

#[test]
fn a_customer_is_shown_by_key_id_and_address() {
    let program = Program::with_workspace();
    let file = program.file("customers.csv", FILE);
    program.run(&["import", "customers", &file]).succeeds();
    let card = program.run(&["customer", "show", "c1", "--json"]);
    let card = card.succeeds().json();
    assert_eq!(
        (&card["key"], &card["name"], &card["attributes"]["city"]),
        (&"c1".into(), &"Ada Lovelace".into(), &"London".into())
    );
    for named in [card["id"].as_str().unwrap(), "ada@EXAMPLE.org"] {
        let shown = program.run(&["customer", "show", named]).succeeds();
        let lines: Vec<&str> = shown.out.lines().collect();
        assert!(lines.contains(&"name: Ada Lovelace"), "{}", shown.out);
        assert!(lines.contains(&"city: London"), "{}", shown.out);
    }
    let empty = program.run(&["customer", "show", "c2"]).succeeds();
    assert!(!empty.out.contains("name:"), "{}", empty.out);
    for nobody in ["c3", "nobody@example.org"] {
        let missing = program.run(&["customer", "show", nobody]);
        assert_eq!(missing.code, Some(1));
        let sentence = format!("there is no customer `{nobody}`");
        assert!(missing.err.contains(&sentence), "{}", missing.err);
    }
}

#[test]
fn customers_are_listed_by_what_they_bought() {
    let program = Program::with_workspace();
    let empty = program.run(&["customer", "list", "--csv"]).succeeds();
    assert_eq!(empty.out.lines().count(), 1);
    let orders = program.file(
        "orders.csv",
        "order,customer,date,product,quantity,price\n1,c1,2024-01-05,mug,2,10.00\n2,c2,2024-01-06,mug,9,10.00\n",
    );
    program.run(&["import", "orders", &orders]).succeeds();
    let file = program.file("customers.csv", FILE);
    program.run(&["import", "customers", &file]).succeeds();
    let all = program
        .run(&["customer", "list", "--json"])
        .succeeds()
        .json();
    assert_eq!(
        (&all[0]["key"], &all[0]["revenue_minor"]),
        (&"c2".into(), &9_000.into())
    );
    let found = program
        .run(&["customer", "list", "--search", "LOVE", "--csv"])
        .succeeds();
    let lines: Vec<&str> = found.out.lines().collect();
    assert!(
        lines.len() == 2 && lines[1].contains("c1,Ada Lovelace"),
        "{}",
        found.out
    );
    let wrong = program.run(&["customer", "list", "--sort", "size"]);
    assert_eq!(wrong.code, Some(1));
    assert!(wrong.err.contains("sort is revenue, name"), "{}", wrong.err);
}
