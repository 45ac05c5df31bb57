//! Between the lines of a book and those of the lake.

use std::collections::HashMap;

use customers::commerce::{BookLine, ProductNamed};
use warehouse::{Codes, KnownLine, LineColumns, NO_CODE, ProductRow, UNKNOWN};

/// A line that the lake holds, with its order.
pub(super) fn book_line(line: KnownLine) -> (String, BookLine) {
    let book = BookLine {
        customer: line.customer_id,
        at: line.at_micros,
        day: line.day,
        product: line.product,
        name: line.product_name,
        quantity: line.quantity,
        unit_price_micros: line.unit_price_micros,
        amount_minor: line.amount_minor,
        discount_minor: line.discount_minor,
        cost_minor: line.cost_minor,
        channel: line.channel,
        store: line.store,
        country: line.country,
        is_return: line.is_return,
    };
    (line.order, book)
}

/// New lines as the lake takes them.
pub(super) fn columns(lines: Vec<(Option<String>, BookLine)>) -> LineColumns {
    let mut columns = LineColumns::default();
    let mut texts: [Interner; 6] = Default::default();
    for (order, line) in lines {
        let said = [
            order,
            line.product,
            line.name,
            line.channel,
            line.store,
            line.country,
        ];
        for (column, text) in texts.iter_mut().zip(said) {
            column.push(text);
        }
        columns.customer_id.push(line.customer);
        columns.at_micros.push(line.at);
        columns.day.push(line.day);
        columns.quantity.push(line.quantity);
        let price = line.unit_price_micros.unwrap_or(UNKNOWN);
        columns.unit_price_micros.push(price);
        columns.amount_minor.push(line.amount_minor);
        columns.discount_minor.push(line.discount_minor);
        columns.cost_minor.push(line.cost_minor.unwrap_or(UNKNOWN));
        columns.is_return.push(line.is_return);
    }
    [
        columns.order,
        columns.product,
        columns.product_name,
        columns.channel,
        columns.store,
        columns.country,
    ] = texts.map(Interner::finish);
    columns
}

/// A product that was named.
pub(super) fn product(named: ProductNamed) -> ProductRow {
    ProductRow {
        key: named.key,
        name: named.name,
        category: named.category,
        attributes: None,
    }
}

#[derive(Debug, Default)]
struct Interner {
    codes: Vec<u32>,
    places: HashMap<String, u32>,
    dictionary: Vec<String>,
}

impl Interner {
    fn push(&mut self, text: Option<String>) {
        let code = match text {
            None => NO_CODE,
            Some(text) => {
                let next = u32::try_from(self.dictionary.len()).unwrap_or(NO_CODE);
                let dictionary = &mut self.dictionary;
                *self.places.entry(text).or_insert_with_key(|text| {
                    dictionary.push(text.clone());
                    next
                })
            }
        };
        self.codes.push(code);
    }

    fn finish(self) -> Codes {
        Codes {
            codes: self.codes,
            dictionary: self.dictionary,
        }
    }
}
