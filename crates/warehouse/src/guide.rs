//! What there is to ask: the tables with their columns, and our functions, each with its meaning in a sentence.
//!
//! Types come from the tables' own definitions; a test holds the meanings against them.

mod meanings;

use serde::Serialize;

use crate::schema::Table;

/// A table or a view, for somebody who writes a query.
#[derive(Debug, Clone, Serialize)]
pub struct TableGuide {
    /// What a query calls it.
    pub name: &'static str,
    /// What a row of it is.
    pub meaning: &'static str,
    /// Its columns, in order.
    pub columns: Vec<ColumnGuide>,
}

/// A column of a table.
#[derive(Debug, Clone, Serialize)]
pub struct ColumnGuide {
    /// Its name.
    pub name: String,
    /// Its type, as the engine calls it.
    pub kind: String,
    /// Whether a value can be missing.
    pub is_nullable: bool,
    /// What it holds, with its unit.
    pub meaning: &'static str,
}

/// A function of ours.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct FunctionGuide {
    /// Its name.
    pub name: &'static str,
    /// How it is called.
    pub call: &'static str,
    /// What it answers, with its unit.
    pub meaning: &'static str,
}

/// The tables and views of the lake.
pub fn tables_guide() -> Vec<TableGuide> {
    let tables = Table::ALL.into_iter().map(table_guide);
    let mut all: Vec<TableGuide> = tables.collect();
    // The view stands before what it is made of: it is what a person wants.
    let told = table_guide(Table::SubscriptionTold);
    let at = all
        .iter()
        .position(|table| table.name == told.name)
        .unwrap_or(all.len());
    let view = TableGuide {
        name: "subscription",
        meaning: "One row a subscription, as it stands.",
        ..told
    };
    all.insert(at, view);
    all
}

/// The functions that need no model.
pub const fn functions_guide() -> &'static [FunctionGuide] {
    &meanings::FUNCTIONS
}

fn table_guide(table: Table) -> TableGuide {
    let columns = table.schema();
    let column = |field: &arrow::datatypes::FieldRef| ColumnGuide {
        name: field.name().clone(),
        kind: field.data_type().to_string(),
        is_nullable: field.is_nullable(),
        meaning: meanings::of_column(table, field.name()),
    };
    TableGuide {
        // `order` is a word of SQL and needs quotes; `orders` does not.
        name: match table {
            Table::Order => "orders",
            other => other.name(),
        },
        meaning: meanings::of_table(table),
        columns: columns.fields().iter().map(column).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_and_column_has_a_meaning() {
        for table in tables_guide() {
            assert!(!table.meaning.is_empty(), "{}", table.name);
            for column in table.columns {
                assert!(!column.meaning.is_empty(), "{}.{}", table.name, column.name);
            }
        }
    }

    #[test]
    fn functions_are_called_by_their_names() {
        for function in functions_guide() {
            assert!(
                function.call.starts_with(function.name),
                "{}",
                function.name
            );
        }
    }
}
