//! The same five lines in every form that people have: the same orders.

use std::io::Write;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::files::{FIVE, five};
use crate::program::Program;

const ORDERS: &str = "order_key,revenue_minor\n1001,1700\n1002,1750\n1004,2997\n";

/// Imports a file into a workspace of its own and gives its orders, checking that nothing else differs.
#[track_caller]
fn takes(name: &str, bytes: impl AsRef<[u8]>) -> Program {
    let program = Program::new();
    program.run(&["init", "--time-zone", "UTC"]).succeeds();
    let file = program.file(name, bytes);
    program.run(&["import", "orders", &file]).succeeds();
    assert_eq!(
        program.query("select order_key, revenue_minor from orders order by 1"),
        ORDERS
    );
    let returned = "select r.day, r.amount_minor, c.customer_key from order_return r
        join customer c on c.customer_id = r.customer_id";
    assert_eq!(
        program.query(returned),
        "day,amount_minor,customer_key\n2024-03-05,-350,17850\n"
    );
    let last = "select at, country from orders order by at desc limit 1";
    let told = program.query(last);
    assert!(
        told.starts_with("at,country\n2024-03-20T18:45:10,"),
        "{told}"
    );
    program
}

/// The lines as cells.
fn cells() -> impl Iterator<Item = Vec<&'static str>> {
    FIVE.iter().map(|line| line.split(',').collect())
}

/// With semicolons, decimal commas, dates with points, and this header.
fn with_semicolons(header: &str) -> String {
    let mut text = format!("{header}\n");
    for mut line in cells() {
        let (day, time) = line[2].split_once(' ').unwrap();
        let day: Vec<&str> = day.rsplit('-').collect();
        let (at, price) = (
            format!("{} {time}", day.join(".")),
            line[6].replace('.', ","),
        );
        (line[2], line[6]) = (at.as_str(), price.as_str());
        text.push_str(&line.join(";"));
        text.push('\n');
    }
    text
}

#[test]
fn commas() {
    takes("till.csv", five());
    takes("till.csv", five().replace('\n', "\r\n"));
    takes("till.txt", format!("\u{feff}{}", five()));
}

#[test]
fn tabs() {
    takes("till.tsv", five().replace(',', "\t"));
}

#[test]
fn semicolons_with_decimal_commas() {
    let header = "Invoice;Customer ID;InvoiceDate;StockCode;Description;Quantity;Price;Country";
    takes("till.csv", with_semicolons(header));
}

#[test]
fn lines_of_json() {
    let mut text = String::new();
    for line in cells() {
        let quantity: i64 = line[5].parse().unwrap();
        let price: f64 = line[6].parse().unwrap();
        let customer = (!line[1].is_empty()).then_some(line[1]);
        let object = serde_json::json!({
            "order_id": line[0], "customer_id": customer, "date": line[2], "sku": line[3],
            "name": line[4], "quantity": quantity, "price": price, "country": line[7],
        });
        text.push_str(&object.to_string());
        text.push('\n');
    }
    takes("till.ndjson", text);
}

#[test]
fn windows_1251_with_a_russian_header() {
    let header = "Номер заказа;Клиент;Дата;Артикул;Наименование;Количество;Цена;Страна";
    let text = with_semicolons(header)
        .replace("Cup", "Чашка")
        .replace("Plate", "Тарелка");
    let (bytes, _, lost) = encoding_rs::WINDOWS_1251.encode(&text);
    assert!(!lost);
    let program = takes("касса.csv", bytes);
    let names = "select product_name from product order by 1";
    assert_eq!(program.query(names), "product_name\nТарелка\nЧашка\n");
}

#[test]
fn utf_16() {
    let units = |text: &str| -> Vec<u16> { text.encode_utf16().collect() };
    let text = format!("\u{feff}{}", five().replace("Cup", "Чашка"));
    let little: Vec<u8> = units(&text)
        .into_iter()
        .flat_map(u16::to_le_bytes)
        .collect();
    takes("till.csv", little);
    let big: Vec<u8> = units(&text)
        .into_iter()
        .flat_map(u16::to_be_bytes)
        .collect();
    takes("till.csv", big);
}

#[test]
fn packed() {
    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(five().as_bytes()).unwrap();
    takes("till.csv.gz", packer.finish().unwrap());
    takes(
        "till.tsv.zst",
        zstd::encode_all(five().replace(',', "\t").as_bytes(), 1).unwrap(),
    );
}

#[test]
fn a_workbook() {
    let book = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/five_lines.xlsx");
    takes("till.xlsx", std::fs::read(book).unwrap());
}

#[test]
fn parquet() {
    let program = takes("till.csv", five());
    let sql = "select l.order_key as \"Invoice\", c.customer_key as \"Customer ID\", l.at as \"InvoiceDate\",
            l.product_key as \"StockCode\", p.product_name as \"Description\", l.quantity as \"Quantity\",
            l.unit_price_micros / 1000000.0 as \"Price\", l.country as \"Country\"
        from order_line l
        join product p on p.product_key = l.product_key
        left join customer c on c.customer_id = l.customer_id";
    let file = program.file("till.parquet", "");
    program
        .run(&["query", sql, "--format", "parquet", "--output", &file])
        .succeeds();
    takes("till.parquet", std::fs::read(&file).unwrap());
    // And as a part of standard output.
    let output = program
        .call(&["query", sql, "--format", "parquet"])
        .output()
        .unwrap();
    takes("till.parquet", output.stdout);
}

#[test]
fn exchange_files_of_1c_are_looked_at_and_taken_once() {
    let program = Program::with_workspace();
    let text = include_str!("../../../customers/testdata/commerceml/orders.xml");
    let text = text
        .replace("руб", "EUR")
        .replace("RUB", "EUR")
        .replace("2026-0", "2025-0");
    let file = program.file("orders.xml", encoding_rs::WINDOWS_1251.encode(&text).0);
    let import = [
        "import",
        "commerceml",
        file.as_str(),
        "--on-error",
        "reject",
    ];
    let looked = program
        .run(&[&import[..], &["--dry-run"]].concat())
        .succeeds()
        .out;
    assert!(
        looked.contains("1 orders") && looked.contains("nothing was taken"),
        "{looked}"
    );
    let taken = program
        .run(&[&import[..], &["--json"]].concat())
        .succeeds()
        .json();
    assert_eq!(taken[0]["counts"]["added"], 5);
    let again = program.run(&import).succeeds().out;
    assert!(again.contains("0 facts added, 5 known"), "{again}");
    assert!(
        again.contains("Документ[40]/Товары/Товар[2]/Количество"),
        "{again}"
    );
    program.run(&import[..3]).fails(1, &["one in a hundred"]);
    program
        .run(&["import", "commerceml", &file, "--map", "x"])
        .fails(2, &["--map"]);
}
