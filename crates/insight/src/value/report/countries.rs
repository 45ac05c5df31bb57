//! The countries of customers, as small numbers.

use std::collections::HashMap;

use arrow::array::AsArray;
use arrow::datatypes::{DataType, Int64Type};

use crate::InsightError;
use crate::history::IdHasher;
use crate::source::{Source, column};
use crate::value::sample::REPORT;

/// The name of the group without a country.
const UNKNOWN: &str = "unknown";

/// The countries of customers; 0 is the unknown one.
#[derive(Debug, Default)]
pub(crate) struct Countries {
    names: Vec<String>,
    of: HashMap<i64, u16, IdHasher>,
}

impl Countries {
    /// Reads the lake's customers.
    pub(crate) async fn read(source: &Source<'_>) -> Result<Self, InsightError> {
        let text = include_str!("../../sql/customer_countries.sql");
        let mut all = Self {
            names: vec![UNKNOWN.to_owned()],
            of: HashMap::default(),
        };
        // A country of that very name is no group of its own: two groups of one name could not be told apart.
        let mut numbers = HashMap::from([(UNKNOWN.to_owned(), 0)]);
        for batch in source.rows(REPORT, text, None).await? {
            let ids = column::<Int64Type>(&batch, 0, REPORT, "customer_id")?;
            let names = arrow::compute::cast(batch.column(1), &DataType::Utf8).map_err(|_| {
                InsightError::Column {
                    report: REPORT,
                    column: "country",
                    expected: "text".to_owned(),
                }
            })?;
            let names = names.as_string::<i32>();
            for (&id, name) in ids.values().iter().zip(names) {
                let Some(name) = name else { continue };
                let number = match numbers.get(name) {
                    Some(&number) => number,
                    None => all.add(name, &mut numbers),
                };
                all.of.insert(id, number);
            }
        }
        Ok(all)
    }

    /// A new country's number; with more of them than there are numbers, the rest is unknown.
    fn add(&mut self, name: &str, numbers: &mut HashMap<String, u16>) -> u16 {
        let Ok(number) = u16::try_from(self.names.len()) else {
            return 0;
        };
        self.names.push(name.to_owned());
        numbers.insert(name.to_owned(), number);
        number
    }

    pub(crate) fn of(&self, customer_id: i64) -> u16 {
        self.of.get(&customer_id).copied().unwrap_or(0)
    }

    pub(crate) fn len(&self) -> usize {
        self.names.len()
    }

    pub(crate) fn name(&self, number: usize) -> &str {
        self.names.get(number).map_or(UNKNOWN, String::as_str)
    }
}
