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
