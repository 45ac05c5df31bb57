//! Which lines of a file the lake already has.
//!
//! The n-th equal line of a file is the n-th equal line of the lake, so a file read twice adds
//! nothing, an overlapping file adds what is new, and two equal lines on one receipt both count.

use arrow::array::{Array, AsArray};
use arrow::datatypes::{Float64Type, Int64Type, TimestampMicrosecondType};
use arrow::record_batch::RecordBatch;
use foldhash::fast::FixedState;
use std::hash::BuildHasher;

use crate::lines::{Codes, LineColumns};

/// The columns that make a line what it is, in the order in which [`of_batch`] reads them.
pub(crate) const COLUMNS: &str =
    "order_key, customer_id, at, product_key, product_name, quantity, amount_minor";

/// A line's identity: 128 bits, so that two of a billion lines never meet by chance.
type Identity = u128;

/// Odd, with bits all over: each step of the mix is a bijection.
const MIX: u128 = 0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835;

const EMPTY: u64 = 0x6a09_e667_f3bc_c909;

fn step(identity: Identity, part: u64) -> Identity {
    (identity ^ u128::from(part))
        .wrapping_mul(MIX)
        .rotate_left(61)
}

fn text_hash(text: Option<&str>) -> (u64, u64) {
    text.map_or((EMPTY, EMPTY), |text| {
        (
            FixedState::with_seed(1).hash_one(text),
            FixedState::with_seed(2).hash_one(text),
        )
    })
}

struct Parts {
    order: (u64, u64),
    customer: Option<i64>,
    at: i64,
    product: (u64, u64),
    quantity: f64,
    amount: i64,
}

fn identity(parts: &Parts) -> Identity {
    let customer = parts.customer.map_or(EMPTY, i64::cast_unsigned);
    [
        parts.order.0,
        parts.order.1,
        customer,
        parts.at.cast_unsigned(),
        parts.product.0,
        parts.product.1,
        parts.quantity.to_bits(),
        parts.amount.cast_unsigned(),
    ]
    .into_iter()
    .fold(0, step)
}

/// The identities of lines in a file.
pub(crate) fn of_lines(lines: &LineColumns) -> Vec<Identity> {
    let orders = Hashes::new(&lines.order);
    let products = Hashes::new(&lines.product);
    let names = Hashes::new(&lines.product_name);
    (0..lines.len())
        .map(|row| {
            let product = match products.get(row) {
                (EMPTY, EMPTY) => names.get(row),
                key => key,
            };
            identity(&Parts {
                order: orders.get(row),
                customer: lines.customer_id[row],
                at: lines.at_micros[row],
                product,
                quantity: lines.quantity[row],
                amount: lines.amount_minor[row],
            })
        })
        .collect()
}

/// The hashes of a dictionary, made once a text rather than once a row.
struct Hashes<'a> {
    codes: &'a [u32],
    of_text: Vec<(u64, u64)>,
}

impl<'a> Hashes<'a> {
    fn new(column: &'a Codes) -> Self {
        let of_text = column
            .dictionary
            .iter()
            .map(|text| text_hash(Some(text)))
            .collect();
        Self {
            codes: &column.codes,
            of_text,
        }
    }

    fn get(&self, row: usize) -> (u64, u64) {
        let code = self.codes.get(row).copied().unwrap_or(crate::NO_CODE);
        self.of_text
            .get(code as usize)
            .copied()
            .unwrap_or((EMPTY, EMPTY))
    }
}

/// The identities of lines in the lake, read with [`COLUMNS`].
pub(crate) fn of_batch(batch: &RecordBatch, into: &mut Vec<Identity>) {
    let order = batch.column(0);
    let customer = batch.column(1).as_primitive::<Int64Type>();
    let at = batch.column(2).as_primitive::<TimestampMicrosecondType>();
    let quantity = batch.column(5).as_primitive::<Float64Type>();
    let amount = batch.column(6).as_primitive::<Int64Type>();
    let order = TextColumn::of(order);
    let key = TextColumn::of(batch.column(3));
    let name = TextColumn::of(batch.column(4));
    into.extend((0..batch.num_rows()).map(|row| {
        identity(&Parts {
            order: text_hash(order.get(row)),
            customer: customer.is_valid(row).then(|| customer.value(row)),
            at: at.value(row),
            product: text_hash(key.get(row).or_else(|| name.get(row))),
            quantity: quantity.value(row),
            amount: amount.value(row),
        })
    }));
}

/// A text column as the engine hands it over: plain or as views.
pub(crate) enum TextColumn<'a> {
    Plain(&'a arrow::array::StringArray),
    View(&'a arrow::array::StringViewArray),
}

impl<'a> TextColumn<'a> {
    pub(crate) fn of(array: &'a arrow::array::ArrayRef) -> Self {
        match array.as_string_view_opt() {
            Some(view) => Self::View(view),
            None => Self::Plain(array.as_string::<i32>()),
        }
    }

    pub(crate) fn get(&self, row: usize) -> Option<&'a str> {
        match self {
            Self::Plain(array) => array.is_valid(row).then(|| array.value(row)),
            Self::View(array) => array.is_valid(row).then(|| array.value(row)),
        }
    }
}

/// The rows of a file that the lake does not have, in the file's order.
pub(crate) fn new_rows(file: &[Identity], mut lake: Vec<Identity>) -> Vec<u32> {
    lake.sort_unstable();
    let mut order: Vec<u32> = (0..u32::try_from(file.len()).unwrap_or(u32::MAX)).collect();
    order.sort_by_key(|&row| file[row as usize]);
    let mut known = lake.iter().peekable();
    let mut fresh: Vec<u32> = Vec::new();
    for row in order {
        let identity = &file[row as usize];
        while known.next_if(|have| *have < identity).is_some() {}
        // An equal line of the lake answers for one line of the file and is used up.
        if known.next_if(|have| *have == identity).is_none() {
            fresh.push(row);
        }
    }
    fresh.sort_unstable();
    fresh
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fuller_of_two_files_decides_how_often_a_line_counts() {
        assert_eq!(new_rows(&[5, 7, 5, 9], vec![]), [0, 1, 2, 3]);
        assert_eq!(new_rows(&[5, 7, 5, 9], vec![9, 5]), [1, 2]);
        assert_eq!(new_rows(&[5, 7, 5], vec![5, 5, 5, 7]), [0u32; 0]);
    }

    #[test]
    fn every_part_of_a_line_matters() {
        let base = || Parts {
            order: text_hash(Some("1")),
            customer: Some(1),
            at: 1,
            product: text_hash(Some("a")),
            quantity: 1.0,
            amount: 1,
        };
        let first = identity(&base());
        let others = [
            Parts {
                order: text_hash(None),
                ..base()
            },
            Parts {
                customer: None,
                ..base()
            },
            Parts { at: 2, ..base() },
            Parts {
                product: text_hash(Some("b")),
                ..base()
            },
            Parts {
                quantity: 2.0,
                ..base()
            },
            Parts {
                amount: 2,
                ..base()
            },
        ];
        assert_eq!(first, identity(&base()));
        assert!(others.iter().all(|other| identity(other) != first));
    }
}
