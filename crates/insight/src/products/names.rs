//! What products are called, and which product a line without a key means.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use arrow::array::{Array, AsArray, StringArray};
use arrow::datatypes::DataType;
use arrow::record_batch::RecordBatch;

use crate::InsightError;
use crate::products::REPORT;

/// The names and categories of the products with a key.
#[derive(Debug, Default)]
pub(super) struct Names {
    by_key: HashMap<String, (Option<String>, Option<String>)>,
    /// The key of the one product of a name; `None` where several share it.
    by_name: HashMap<String, Option<String>>,
}

impl Names {
    /// Reads the answer of `product_names.sql`.
    pub(super) fn of(batches: &[RecordBatch]) -> Result<Self, InsightError> {
        let mut all = Self::default();
        for batch in batches {
            let keys = text(batch, 0, "product_key")?;
            let names = text(batch, 1, "product_name")?;
            let categories = text(batch, 2, "category")?;
            let known = |texts: &StringArray, row| {
                (!texts.is_null(row)).then(|| texts.value(row).to_owned())
            };
            for row in 0..batch.num_rows() {
                let key = keys.value(row).to_owned();
                let name = known(names, row);
                if let Some(name) = &name {
                    match all.by_name.entry(name.clone()) {
                        Entry::Vacant(entry) => drop(entry.insert(Some(key.clone()))),
                        Entry::Occupied(mut entry) => drop(entry.insert(None)),
                    }
                }
                all.by_key.insert(key, (name, known(categories, row)));
            }
        }
        Ok(all)
    }

    /// The name and the category of a product.
    pub(super) fn find(&self, product: &str) -> (Option<String>, Option<String>) {
        self.by_key.get(product).cloned().unwrap_or_default()
    }

    /// What a line without a key means: the one product of that name, else the name itself.
    pub(super) fn meant<'a>(&'a self, name: &'a str) -> &'a str {
        match self.by_name.get(name) {
            Some(Some(key)) => key,
            _ => name,
        }
    }
}

/// The keys and names of some lines.
pub(super) struct Named<'a> {
    keys: &'a StringArray,
    names: &'a StringArray,
}

impl<'a> Named<'a> {
    /// The first two columns of a batch.
    pub(super) fn of(batch: &'a RecordBatch) -> Result<Self, InsightError> {
        Ok(Self {
            keys: text(batch, 0, "product_key")?,
            names: text(batch, 1, "product_name")?,
        })
    }

    /// The product of a line.
    pub(super) fn product<'n>(&self, row: usize, names: &'n Names) -> &'n str
    where
        'a: 'n,
    {
        if self.keys.is_null(row) {
            names.meant(self.names.value(row))
        } else {
            self.keys.value(row)
        }
    }
}

/// A column of texts.
pub(super) fn text<'a>(
    batch: &'a RecordBatch,
    index: usize,
    column: &'static str,
) -> Result<&'a StringArray, InsightError> {
    let array = batch.columns().get(index);
    array
        .and_then(|texts| texts.as_string_opt::<i32>())
        .ok_or_else(|| InsightError::Column {
            report: REPORT,
            column,
            expected: DataType::Utf8.to_string(),
        })
}
