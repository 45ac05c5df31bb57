//! Files of customers and of products.

use std::ops::ControlFlow;

use customers::{Kind, Mapping, Meaning, ReadAttributes, read_attributes};

use crate::files::{file, options};

fn read(kind: Kind, text: &str) -> ReadAttributes {
    let file = file(text);
    read_attributes(&file.path, &Mapping::new(kind), &options(), &mut |_| {
        ControlFlow::Continue(())
    })
    .unwrap()
}

#[test]
fn customers_are_read_by_their_key() {
    let read = read(
        Kind::Customers,
        "Customer ID,Full name,E-mail,Phone,Country,Colour\n7,Ada,ada@example.org,+4712345678,NO,\n8,,,,,blue\n,Bo,,,,\n9,Cy,nonsense,,,\n",
    );
    assert_eq!(read.rows[0].key, "7");
    assert_eq!(read.rows[0].value(Meaning::Email), Some("ada@example.org"));
    assert_eq!(read.rows[0].value(Meaning::Name), Some("Ada"));
    assert!(read.rows[0].attributes.is_empty());
    assert_eq!(read.rows[1].attributes["Colour"], "blue");
    assert!(read.rows[1].values.is_empty());
    assert_eq!((read.read, read.refused), (4, 2));
    assert!(
        read.refusals[1].reason.contains("e-mail"),
        "{:?}",
        read.refusals
    );
}

#[test]
fn products_are_read_by_their_key() {
    let read = read(
        Kind::Products,
        "SKU;Название;Категория;Вес\n1;Чашка;Посуда;0,3\n",
    );
    assert_eq!(read.rows[0].value(Meaning::Name), Some("Чашка"));
    assert_eq!(read.rows[0].value(Meaning::Category), Some("Посуда"));
    assert_eq!(read.rows[0].attributes["Вес"], "0,3");
}
