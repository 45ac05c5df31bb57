//! Whole files of orders.

use crate::files::{line, options, read, read_with, refusals};

const RETAIL: &str = "\
InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
536365,85123A,WHITE HANGING HEART T-LIGHT HOLDER,6,2010-12-01 08:26:00,2.55,17850,United Kingdom
536365,71053,\"LANTERN, WHITE \"\"METAL\"\"\",6,2010-12-01 08:26:00,3.39,17850,United Kingdom
C536379,D,Discount,-1,2010-12-01 09:41:00,27.5,14527,United Kingdom
536414,22139,,56,2010-12-01 11:52:00,0,,United Kingdom
A563186,B,Adjust bad debt,1,2011-08-12 14:51:00,-11062.06,,United Kingdom
";

#[test]
fn online_retail_is_understood_without_a_mapping() {
    let read = read(RETAIL).unwrap();
    let lines = &read.lines;
    assert_eq!(refusals(&read), Vec::<String>::new());
    assert_eq!(
        line(lines, 0),
        "536365|17850|2010-12-01T08:26:00Z|85123A|6|1530"
    );
    assert_eq!(lines.product_name.get(1), Some("LANTERN, WHITE \"METAL\""));
    assert_eq!(
        line(lines, 2),
        "C536379|14527|2010-12-01T09:41:00Z|D|-1|-2750"
    );
    assert_eq!(line(lines, 3), "536414|-|2010-12-01T11:52:00Z|22139|56|0");
    assert_eq!(
        line(lines, 4),
        "A563186|-|2011-08-12T13:51:00Z|B|1|-1106206"
    );
    assert_eq!(lines.is_return, [false, false, true, false, true]);
    assert_eq!(lines.country.get(4), Some("United Kingdom"));
    assert_eq!(lines.line_number, [2, 3, 4, 5, 6]);
    assert_eq!(lines.attributes.dictionary, Vec::<String>::new());
    assert_eq!(lines.unit_price_micros[0], 2_550_000);
    assert_eq!(
        (read.counts.read, read.counts.taken, read.counts.returns),
        (5, 5, 2)
    );
    assert_eq!(read.counts.anonymous, 2);
}

#[test]
fn cdnow_has_no_receipts_so_a_customers_day_is_an_order() {
    let text = " customer_id  date number_of_cds  dollar_value\n 00001 19970101  1   11.77\n 00002 19970112  1   12.00\n 00002 19970112  5   77.00\n";
    let read = read(text).unwrap();
    assert_eq!(
        line(&read.lines, 0),
        "00001@9862|00001|1997-01-01T00:00:00Z|-|1|1177"
    );
    assert_eq!(read.lines.order.codes, [0, 1, 1]);
    assert_eq!(read.lines.quantity, [1.0, 1.0, 5.0]);
}

#[test]
fn a_file_from_a_bulgarian_shop_is_understood() {
    let text = "Номер поръчка;Клиент;Дата;Час;Артикул;Наименование;Количество;Цена;Отстъпка;Магазин;Цвят\n\
                1001;К-7;31.01.2024;18:05;А1;Чаша;2;1.234,50;10,00;София;син\n\
                1002;К-8;01.02.2024;9:15;А2;Чиния;1;5,25;;София;\n";
    let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(text);
    let mut options = options();
    options.time_zone = jiff::tz::TimeZone::get("Europe/Sofia").unwrap();
    options.currency = "BGN".parse().unwrap();
    let read = read_with(&bytes, "", &options).unwrap();
    assert_eq!(refusals(&read), Vec::<String>::new());
    assert_eq!(
        line(&read.lines, 0),
        "1001|К-7|2024-01-31T16:05:00Z|А1|2|245900"
    );
    assert_eq!(
        line(&read.lines, 1),
        "1002|К-8|2024-02-01T07:15:00Z|А2|1|525"
    );
    assert_eq!(read.lines.discount_minor, [1000, 0]);
    assert_eq!(read.lines.attributes.get(0), Some("{\"Цвят\":\"син\"}"));
    assert_eq!(read.lines.attributes.get(1), None);
    assert_eq!(read.lines.store.get(1), Some("София"));
    assert_eq!(
        read.mapping.file.encoding,
        Some(customers::Encoding::Windows1251)
    );
}

#[test]
fn keys_that_went_through_a_float_are_read_whole() {
    let text = "order_id,customer_id,date,amount\n1,17850.0,2020-01-01,1\n2,,2020-01-01,1\n3,13047.0,2020-01-02,2\n";
    let read = read(text).unwrap();
    assert_eq!(read.lines.customer.dictionary, ["17850", "13047"]);
    let mixed = text.replace("13047.0", "K.0");
    assert_eq!(
        crate::files::read(mixed).unwrap().lines.customer.dictionary,
        ["17850.0", "K.0"]
    );
}

#[test]
fn quotes_may_hold_line_ends_and_lines_are_counted_in_the_file() {
    let text =
        "order_id,customer_id,date,amount,note\n1,a,2020-01-01,1,\"two\nlines\"\n2,b,bad,1,x\n";
    let read = read(text).unwrap();
    assert_eq!(
        read.lines.attributes.get(0),
        Some("{\"note\":\"two\\nlines\"}")
    );
    assert_eq!(read.refusals[0].line, 4);
}

#[test]
fn an_hour_that_comes_twice_is_reported_and_a_missing_one_refused() {
    let text = "order_id,customer_id,date,amount\n1,a,2021-10-31 01:30,1\n2,b,2021-03-28 01:30,1\n3,c,2021-03-28 02:30,1\n";
    let read = read(text).unwrap();
    assert_eq!(line(&read.lines, 0), "1|a|2021-10-31T00:30:00Z|-|1|100");
    assert_eq!(
        (
            read.counts.ambiguous_times,
            &read.counts.ambiguous_lines[..]
        ),
        (1, &[2][..])
    );
    assert_eq!(read.refusals.len(), 1);
    assert!(
        read.refusals[0].reason.contains("does not exist"),
        "{:?}",
        read.refusals
    );
}

#[test]
fn twelve_hours_and_unix_seconds_are_read() {
    let clock = read("order_id,customer_id,date,amount\n1,a,12/31/2020 8:26:00 PM,1\n").unwrap();
    assert_eq!(line(&clock.lines, 0), "1|a|2020-12-31T20:26:00Z|-|1|100");
    let unix = read("order_id,customer_id,timestamp,amount\n1,a,1609446360,1\n").unwrap();
    assert_eq!(line(&unix.lines, 0), "1|a|2020-12-31T20:26:00Z|-|1|100");
}
