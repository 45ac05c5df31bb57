//! Sources and what arrives, at the terminal.

use crate::program::Program;

#[test]
fn a_source_is_added_listed_and_disabled() {
    let program = Program::with_workspace();
    let shown = program
        .run(&["source", "add", "Shop", "--kind", "website"])
        .succeeds();
    assert!(
        shown.out.contains("tracker.js") && shown.out.contains("Write key: wk_"),
        "{}",
        shown.out
    );
    let list = program.run(&["source", "list", "--json"]).succeeds().json();
    let (id, key) = (
        list[0]["id"].as_str().unwrap(),
        list[0]["write_key"].as_str().unwrap(),
    );
    assert!(shown.out.contains(key));
    program.run(&["source", "disable", id]).succeeds();
    let list = program.run(&["source", "list"]).succeeds();
    assert!(list.out.contains("disabled"), "{}", list.out);
    program.run(&["source", "enable", id]).succeeds();
    let again = program.run(&["source", "add", "Shop", "--kind", "website"]);
    assert_eq!(again.code, Some(1));
    assert!(again.err.contains("choose another name"), "{}", again.err);
    let none = program.run(&["events", "tail", "--source", id]).succeeds();
    assert_eq!(none.out, "");
}

#[test]
fn a_back_office_is_given_a_login_and_loses_it() {
    let program = Program::with_workspace();
    let shown = program
        .run(&["exchange", "login", "set", "Shop-1C", "--source", "1C"])
        .succeeds()
        .out;
    assert!(
        shown.contains("Login: shop-1c\nPassword: ") && shown.contains("/exchange/commerceml"),
        "{shown}"
    );
    let list = program.run(&["exchange", "login", "list"]).succeeds().out;
    assert!(list.contains("shop-1c") && list.contains("1C"), "{list}");
    // The source has one login: a new one takes the place of the one before.
    program
        .run(&[
            "exchange", "login", "set", "other", "--source", "1C", "--json",
        ])
        .succeeds();
    let list = program
        .run(&["exchange", "login", "list", "--json"])
        .succeeds()
        .json();
    assert_eq!(
        (list.as_array().unwrap().len(), &list[0]["login"]),
        (1, &"other".into())
    );
    program
        .run(&["exchange", "login", "remove", "Other"])
        .succeeds();
    program
        .run(&["exchange", "login", "remove", "other"])
        .fails(2, &["there is no login other"]);
    program
        .run(&["exchange", "login", "set", "no blanks"])
        .fails(1, &["login"]);
}
