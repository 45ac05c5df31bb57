//! Files of subscriptions: what is understood, and what is refused in which words.

use std::ops::ControlFlow;

use customers::{
    CustomersError, Kind, Mapping, ReadSubscriptions, preview, read_attributes, read_subscriptions,
};

use crate::files::{file, gzip, options, workbook};

const FIRST: &str = "customer,subscription_id,start,end,price,period,plan,note\n\
    a,1,2024-01-31,,9.99,,Basic,x\n\
    a,2,2024-02-01,2024-05-01,99,year,Pro,\n\
    b,1,2024-02-01,9999-12-31,0,monthly,Basic,\n";

fn read_as(content: impl AsRef<[u8]>, text: &str) -> Result<ReadSubscriptions, CustomersError> {
    let file = file(content);
    let mapping = Mapping::parse(Kind::Subscriptions, text)?;
    read_subscriptions(&file.path, &mapping, &options(), &mut |_| {
        ControlFlow::Continue(())
    })
}

fn read(content: impl AsRef<[u8]>) -> ReadSubscriptions {
    read_as(content, "").unwrap()
}

/// The subscriptions as `customer|key|plan|start|end|price|months`.
fn told(read: &ReadSubscriptions) -> Vec<String> {
    let terms = &read.terms;
    let day = |day: i32| {
        let epoch = jiff::civil::date(1970, 1, 1);
        (epoch + jiff::Span::new().days(day)).to_string()
    };
    (0..terms.len())
        .map(|row| {
            format!(
                "{}|{}|{}|{}|{}|{}|{}",
                terms.customer.get(row).unwrap(),
                terms.key[row],
                terms.plan.get(row).unwrap_or("-"),
                day(terms.start_day[row]),
                terms.end_day[row].map_or("-".to_owned(), day),
                terms.price_minor[row],
                terms.period_months[row],
            )
        })
        .collect()
}

fn refusals(read: &ReadSubscriptions) -> Vec<String> {
    let column = |column: &Option<String>| column.clone().unwrap_or_default();
    read.refusals
        .iter()
        .map(|r| format!("{}: {}: {}", r.line, column(&r.column), r.reason))
        .collect()
}

#[test]
fn a_file_is_understood_by_its_header() {
    let read = read(FIRST);
    let expected = [
        "a|1|Basic|2024-01-31|-|999|1",
        "a|2|Pro|2024-02-01|2024-05-01|9900|12",
        "b|1|Basic|2024-02-01|-|0|1",
    ];
    assert_eq!(told(&read), expected);
    assert_eq!(read.terms.attributes.get(0), Some("{\"note\":\"x\"}"));
    assert_eq!((read.counts.read, read.counts.refused), (3, 0));
}

#[test]
fn every_form_of_file_is_the_same_file() {
    let expected = told(&read(FIRST));
    let tabs = FIRST.replace(',', "\t");
    let semicolons = FIRST.replace(',', ";").replace("9.99", "9,99");
    let objects: Vec<String> = FIRST
        .lines()
        .skip(1)
        .map(|line| {
            let names = FIRST.lines().next().unwrap().split(',');
            let cells = names.zip(line.split(','));
            let cells: Vec<String> = cells.map(|(n, c)| format!("\"{n}\":\"{c}\"")).collect();
            format!("{{{}}}\n", cells.join(","))
        })
        .collect();
    let objects = objects.concat();
    for content in [
        tabs.into_bytes(),
        semicolons.into_bytes(),
        objects.into_bytes(),
        gzip(FIRST.as_bytes()),
    ] {
        assert_eq!(told(&read(content)), expected);
    }
    let sheet = workbook(&[
        &["customer", "start", "price"],
        &["7", "date 45292", "9.5"],
        &["8", "date 45293", "9.5"],
    ]);
    assert_eq!(
        told(&read(sheet)),
        [
            "7|@2024-01-01|-|2024-01-01|-|950|1",
            "8|@2024-01-02|-|2024-01-02|-|950|1"
        ]
    );
}

#[test]
fn names_in_five_languages_and_columns_without_a_name_are_found() {
    for header in [
        "клиент;абонамент;начало;край;цена;период;план",
        "kunde;abonnement;startdato;sluttdato;pris;periode;plan",
        "клиент;подписка;датаначала;датаокончания;цена;период;тариф",
        "مشتری;اشتراک;شروع;پایان;قیمت;دوره;طرح",
        "Subscriber ID;Contract;Valid from;Canceled at;Monthly price;Billing period;Tier",
    ] {
        let text = format!("{header}\na;1;31.01.2024;01.03.2024;5;month;P\n");
        assert_eq!(
            told(&read(text)),
            ["a|1|P|2024-01-31|2024-03-01|500|1"],
            "{header}"
        );
    }
    let nameless = "who,x,y,price\na,2024-01-31,2024-02-29,5\nb,2024-01-31,,5\n";
    let read = read_as(nameless, "[columns]\ncustomer = \"who\"").unwrap();
    assert_eq!(
        told(&read),
        [
            "a|@2024-01-31|-|2024-01-31|2024-02-29|500|1",
            "b|@2024-01-31|-|2024-01-31|-|500|1"
        ]
    );
}

#[test]
fn a_mapping_says_what_a_column_is() {
    let text = "k,from_day,sum\na,03/04/2024,5\n";
    let error = read_as(
        text,
        "[columns]\ncustomer = \"k\"\nstart = \"from_day\"\nprice = \"sum\"",
    );
    let error = error.unwrap_err().to_string();
    assert!(
        error.contains("from_day") && error.contains("DD/MM/YYYY"),
        "{error}"
    );
    let mapping = "[file]\ndate_format = \"DD/MM/YYYY\"\n[columns]\ncustomer = \"k\"\n\
        start = \"from_day\"\nprice = \"sum\"";
    let read = read_as(text, mapping).unwrap();
    assert_eq!(told(&read), ["a|@2024-04-03|-|2024-04-03|-|500|1"]);
    assert!(Mapping::parse(Kind::Subscriptions, "[columns]\nquantity = \"x\"").is_err());
}

#[test]
fn an_end_tells_day_and_month_apart_when_all_starts_are_on_the_first() {
    let text = "customer,start,end,price\na,01/02/2024,31/03/2024,5\nb,01/03/2024,,5\n";
    let expected = [
        "a|@2024-02-01|-|2024-02-01|2024-03-31|500|1",
        "b|@2024-03-01|-|2024-03-01|-|500|1",
    ];
    assert_eq!(told(&read(text)), expected);
}

#[test]
fn bad_lines_are_refused_with_line_column_and_reason() {
    let text = "customer,subscription_id,start,end,price,period,currency\n\
        a,1,2024-02-01,2024-01-31,5,,\n\
        b,1,2027-06-30,,5,,\n\
        c,1,2024-02-01,2090-01-01,5,,\n\
        d,1,2024-02-01,,-5,,\n\
        e,1,2024-02-30,,5,,\n\
        f,1,2024-02-01,soon,5,,\n\
        g,1,2024-02-01,,5,week,\n\
        h,1,2024-02-01,,,,\n\
        ,1,2024-02-01,,5,,\n\
        i,1,,,5,,\n\
        j,1,2024-02-01,,5,,EUR\n\
        k,1,2024-02-01,,many,,\n\
        l,1,2024-02-01,,99999999999999999,,\n\
        m,1,1700-01-01,,5,,\n\
        n,1,2024-02-01,2024-02-01,5,,GBP\n\
        n,1,2024-02-01,2024-02-01,5.00,month,\n\
        n,1,2024-02-01,,5,,\n\
        n,1,2024-02-01\n\
        o,1,2026-09-01,2030-01-01,5,,\n";
    let read = read(text);
    let expected = [
        "2: end: is before the start, 2024-02-01",
        "3: start: is more than a year ahead",
        "4: end: is more than fifty years ahead",
        "5: price: is negative, and a subscription costs nothing or more",
        "6: start: is not a date of the form YYYY-MM-DD",
        "7: end: is not a date of the form YYYY-MM-DD",
        "8: period: is not a period: use month, quarter, half_year or year",
        "9: price: is empty, and a subscription needs its price",
        "10: customer: is empty, and a subscription needs its customer",
        "11: start: is empty, and a subscription needs its start",
        "12: currency: is EUR, and the workspace keeps GBP",
        "13: price: is not a number with a decimal point",
        "14: price: is a larger price than can be kept",
        "15: start: is before 1900",
        "18: : says otherwise than line 16 about the same subscription",
        "19: : has 3 cells, and the file has 7 columns",
    ];
    assert_eq!(refusals(&read), expected);
    assert_eq!((read.counts.read, read.counts.refused), (19, 16));
    assert_eq!(read.counts.repeated, 1);
    assert_eq!(read.terms.len(), 2);
}

#[test]
fn a_file_without_a_needed_column_is_told() {
    for (text, wanted) in [
        ("start,price\n2024-01-31,5\n", "the customer's key"),
        (
            "customer,price\na,5\n",
            "the day on which the subscription begins",
        ),
        ("customer,start\na,2024-01-31\n", "the price of a period"),
    ] {
        let error = read_as(text, "").unwrap_err().to_string();
        assert!(error.contains(wanted), "{error}");
    }
    let file = file(FIRST);
    let mapping = Mapping::new(Kind::Subscriptions);
    let error = read_attributes(&file.path, &mapping, &options(), &mut |_| {
        ControlFlow::Continue(())
    });
    let error = error.unwrap_err().to_string();
    assert!(error.contains("it is for subscriptions"), "{error}");
}

#[test]
fn the_preview_shows_what_would_be_taken() {
    let file = file(FIRST);
    let preview = preview(&file.path, &Mapping::new(Kind::Subscriptions), &options()).unwrap();
    let row = serde_json::to_value(&preview.rows[1]).unwrap();
    let expected = serde_json::json!({
        "line": 3, "subscription": "2", "customer": "a", "plan": "Pro", "start": "2024-02-01",
        "end": "2024-05-01", "price": "99.00", "currency": "GBP", "period": "year",
        "attributes": null,
    });
    assert_eq!(row, expected);
    let again = Mapping::parse(Kind::Subscriptions, &preview.mapping_toml).unwrap();
    assert_eq!(again.column(customers::Meaning::Start), Some("start"));
}
