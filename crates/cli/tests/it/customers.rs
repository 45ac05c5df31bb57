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
