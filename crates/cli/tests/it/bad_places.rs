//! Calls, places and settings that make no sense.

use std::net::TcpListener;

use store::StoreUrl;

use crate::files::five;
use crate::program::Program;

#[test]
fn an_unknown_time_zone() {
    let program = Program::new();
    program.run(&["init", "--time-zone", "Europe/Sofi"]).fails(
        1,
        &[
            "--time-zone",
            "`Europe/Sofi`",
            "did you mean `Europe/Sofia`",
        ],
    );
    assert!(!program.data().exists());
}

#[test]
fn an_unknown_currency() {
    let program = Program::new();
    program
        .run(&["init", "--currency", "EURO"])
        .fails(1, &["--currency", "`EURO`", "ISO 4217"]);
    assert!(!program.data().exists());
}

#[test]
fn a_workspace_where_there_is_one() {
    let program = Program::with_workspace();
    program
        .run(&["init"])
        .fails(1, &["there already is a workspace here"]);
}

#[test]
fn no_workspace() {
    let program = Program::new();
    for call in [
        &["report", "rfm"][..],
        &["imports"],
        &["query", "select 1"],
        &["maintain"],
    ] {
        program.run(call).fails(1, &["clientele init"]);
    }
    assert!(!program.data().exists());
}

#[test]
fn a_port_in_use() {
    let program = Program::new();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    program
        .run(&["serve", "--port", &port])
        .fails(1, &[&port, "use", "--port"]);
    assert!(
        !program.data().exists(),
        "nothing was made before the port was held"
    );
}

#[test]
fn a_data_folder_of_a_newer_version() {
    let program = Program::with_workspace();
    let url = StoreUrl::sqlite(program.data().join("clientele.db"));
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(testkit::make_newer(&url)).unwrap();
    let file = program.file("five.csv", five());
    for call in [
        &["report", "base"][..],
        &["import", "orders", &file],
        &["serve", "--port", "0"],
    ] {
        program
            .run(call)
            .fails(1, &["schema version 9999", "use the newer program"]);
    }
}

#[test]
fn a_data_folder_that_is_a_file_and_a_database_that_is_none() {
    let program = Program::new();
    std::fs::write(program.data(), "text").unwrap();
    program
        .run(&["init"])
        .fails(1, &["can not be read", "Not a directory"]);
    let program = Program::new();
    std::fs::create_dir(program.data()).unwrap();
    std::fs::write(
        program.data().join("clientele.db"),
        "not a database ".repeat(1000),
    )
    .unwrap();
    program
        .run(&["report", "base"])
        .fails(1, &["not a database", "backup"]);
}

#[test]
fn an_unknown_setting() {
    let program = Program::with_workspace();
    let file = program.data().join("clientele.toml");
    std::fs::write(&file, "[server]\nprot = 1\n").unwrap();
    let words = [
        "clientele.toml",
        "`server.prot`",
        "did you mean `server.port`",
    ];
    program.run(&["config", "show"]).fails(1, &words);
    program.run(&["report", "base"]).fails(1, &words);
    std::fs::write(&file, "[server\n").unwrap();
    program
        .run(&["imports"])
        .fails(1, &["clientele.toml", "not TOML"]);
    std::fs::write(&file, "[server]\nport = 70000\n").unwrap();
    program
        .run(&["imports"])
        .fails(1, &["`server.port` is `70000`, but must be"]);
}

#[test]
fn a_query_that_is_wrong() {
    let program = Program::with_workspace();
    program
        .run(&["query", "select revenu from orders"])
        .fails(1, &["revenu", "orders.revenue_minor"]);
    program
        .run(&["query", "select * from order_lines"])
        .fails(1, &["order_lines"]);
    program.run(&["query", "selekt"]).fails(1, &["selekt"]);
    program
        .run(&["query", "select 1; select 2"])
        .fails(1, &["single"]);
}

#[test]
fn a_query_that_writes() {
    let program = Program::with_workspace();
    let file = program.file("five.csv", five());
    program.run(&["import", "orders", &file]).succeeds();
    let before = program.contents();
    let target = program.data().join("stolen.csv");
    let copy = format!("copy orders to '{}'", target.display());
    for sql in [
        "delete from orders",
        "insert into customer select * from customer",
        "update customer set country = 'x'",
        "drop table customer",
        "create table mine as select 1",
        "create external table t stored as csv location '/etc/passwd'",
        "set datafusion.execution.batch_size = 1",
        "explain analyze insert into customer select * from customer",
        copy.as_str(),
    ] {
        program
            .run(&["query", sql])
            .fails(1, &["queries only read"]);
    }
    assert!(!target.exists());
    assert_eq!(program.contents(), before);
}

#[test]
fn wrong_calls() {
    let program = Program::new();
    for (call, words) in [
        (&["import", "orders"][..], &["FILE"][..]),
        (&["import", "invoices", "a.csv"], &["invoices", "orders"]),
        (&["report", "base", "--as-of", "yesterday"], &["yesterday"]),
        (&["report", "rfm", "--r-bounds", "1,2,3,4"], &["--f-bounds"]),
        (&["reprot"], &["reprot", "report"]),
        (&["imports", "show", "7"], &["7"]),
    ] {
        program.run(call).fails(2, words);
    }
    assert!(!program.data().exists());
    let program = Program::with_workspace();
    let file = program.file("five.csv", five());
    program
        .run(&["import", "orders", &file, "--map", "no.toml"])
        .fails(2, &["no.toml"]);
    program
        .run(&["import", "orders", &file, "--map", "no"])
        .fails(1, &["no saved mapping 'no'"]);
    let call = [
        "report",
        "rfm",
        "--r-bounds",
        "1,2,3",
        "--f-bounds",
        "1,2,3,4",
        "--m-bounds",
        "1,2,3,4",
    ];
    let ran = program.run(&call);
    assert!(
        matches!(ran.code, Some(1 | 2)) && ran.err.starts_with("error: "),
        "{ran:?}"
    );
    assert!(program.holds_nothing());
}
