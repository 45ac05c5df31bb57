//! Reports as rows of cells. Amounts are in the currency, with its digits; the column says which.

use insight::{CellKind, CohortCell, CohortReport, Sheet, SheetColumn};
use serde::Serialize;
use serde_json::Value;
use warehouse::QueryAnswer;

use crate::AppError;

/// What a column of amounts in minor units ends with.
const MINOR: &str = "_minor";

/// The currency of a report's amounts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Money<'m> {
    pub(super) code: &'m str,
    pub(super) digits: u8,
}

/// A field that becomes a column.
pub(super) struct Field {
    name: &'static str,
    kind: CellKind,
    /// What it is about, where that is not its name.
    term: Option<&'static str>,
}

impl Field {
    /// What it is about: a row of `terms.tsv`.
    pub(super) fn term(&self) -> &'static str {
        let name = self.name.strip_suffix(MINOR).unwrap_or(self.name);
        self.term.unwrap_or(name)
    }

    const fn about(self, term: &'static str) -> Self {
        Self {
            term: Some(term),
            ..self
        }
    }

    fn column(&self, currency: &str) -> SheetColumn {
        let amount = self.name.strip_suffix(MINOR);
        SheetColumn {
            name: match amount {
                Some(amount) => format!("{amount}_{}", currency.to_lowercase()),
                None => self.name.to_owned(),
            },
            kind: self.kind,
            term: Some(self.term().to_owned()),
            currency: amount.map(|_| currency.to_owned()),
        }
    }

    fn cell(&self, row: &Value, digits: u8) -> Option<String> {
        let value = row.get(self.name)?;
        if self.name.ends_with(MINOR) {
            amount(value, digits)
        } else {
            cell(value)
        }
    }
}

/// Fields, in the order of their columns.
type Fields = &'static [Field];

const fn field(name: &'static str, kind: CellKind) -> Field {
    Field {
        name,
        kind,
        term: None,
    }
}

const fn text(name: &'static str) -> Field {
    field(name, CellKind::Text)
}

const fn day(name: &'static str) -> Field {
    field(name, CellKind::Day)
}

const fn month(name: &'static str) -> Field {
    field(name, CellKind::Month)
}

const fn number(name: &'static str) -> Field {
    field(name, CellKind::Number)
}

pub(super) const BASE: Fields = &[
    month("month"),
    day("until"),
    text("complete"),
    number("customers_start"),
    number("new"),
    number("active"),
    number("repeat"),
    number("lost"),
    number("reactivated"),
    number("customers_end"),
    number("retention_rate"),
    number("churn_rate"),
    number("survival_rate"),
    number("orders"),
    number("revenue_minor"),
    number("returns_minor"),
    number("aov_minor"),
    number("arppu_minor"),
    number("orders_per_customer"),
    number("items_per_receipt"),
];

pub(super) const RFM: Fields = &[
    text("name").about("segment"),
    number("customers"),
    number("share"),
    number("revenue_minor"),
    number("revenue_share"),
    number("mean_recency_days"),
    number("mean_frequency"),
    number("mean_monetary_minor"),
];

pub(super) const COHORTS: Fields = &[
    text("cohort"),
    number("size"),
    number("period"),
    text("complete"),
    number("customers"),
    number("retention"),
    number("orders"),
    number("revenue_minor"),
    number("cumulative_revenue_minor"),
    number("cumulative_revenue_per_customer_minor"),
];

pub(super) const PRODUCTS: Fields = &[
    text("product"),
    text("name").about("product_name"),
    text("category"),
    number("revenue_minor"),
    number("revenue_share"),
    number("revenue_change"),
    number("returns_minor"),
    number("return_share"),
    number("units"),
    number("orders"),
    number("buyers"),
    number("repeat_rate"),
    number("first_buyers"),
    number("first_share"),
];

pub(super) const ACQUISITION: Fields = &[
    month("month").about("first_month"),
    number("customers"),
    text("complete"),
    number("spend_minor"),
    number("cac_minor"),
    number("revenue_minor"),
    number("margin_per_customer_minor"),
    number("paid_back"),
    number("payback_months"),
    number("future_minor"),
    number("value_to_cac"),
];

pub(super) const EQUITY: Fields = &[
    text("name").about("became"),
    number("customers"),
    number("before_minor"),
    number("after_minor"),
    number("change_minor"),
];

pub(super) const MATRIX: Fields = &[
    text("value"),
    text("risk"),
    number("customers"),
    number("share"),
    number("clv_minor"),
    number("at_stake_minor"),
    number("mean_p_alive"),
    number("mean_risk"),
    number("last_year_minor"),
    text("treatment"),
];

/// The fields of every report.
#[cfg(test)]
pub(super) const ALL: [Fields; 7] = [BASE, RFM, COHORTS, PRODUCTS, ACQUISITION, EQUITY, MATRIX];

/// A cell of a cohort, with the cohort that it belongs to.
#[derive(Debug, Serialize)]
pub(super) struct CohortRow<'r> {
    cohort: &'r str,
    size: u64,
    #[serde(flatten)]
    cell: &'r CohortCell,
}

/// A row a cohort and period.
pub(super) fn cohort_cells(report: &CohortReport) -> Vec<CohortRow<'_>> {
    let rows = report.cohorts.iter().flat_map(|cohort| {
        cohort.cells.iter().map(|cell| CohortRow {
            cohort: &cohort.cohort,
            size: cohort.size,
            cell,
        })
    });
    rows.collect()
}

/// Rows of a report: the fields named, in their order.
pub(super) fn of(rows: &[impl Serialize], fields: Fields, money: Money<'_>) -> Sheet {
    let columns = fields.iter().map(|field| field.column(money.code));
    let rows = rows.iter().map(|row| {
        let row = serde_json::to_value(row).unwrap_or_default();
        let cells = fields.iter().map(|field| field.cell(&row, money.digits));
        cells.collect()
    });
    Sheet {
        columns: columns.collect(),
        rows: rows.collect(),
    }
}

/// The rows of a query's answer.
pub(super) fn of_answer(answer: &QueryAnswer) -> Result<Sheet, AppError> {
    let columns = answer.columns();
    let rows: Vec<Value> = serde_json::from_slice(&answer.to_json()?).unwrap_or_default();
    let rows = rows
        .iter()
        .map(|row| {
            let cells = columns.iter().map(|column| cell(row.get(&column.name)?));
            cells.collect()
        })
        .collect();
    let columns = columns.into_iter().map(|column| {
        let kind = kind_of(&column.kind);
        SheetColumn::named(column.name, kind)
    });
    Ok(Sheet {
        columns: columns.collect(),
        rows,
    })
}

/// What the engine's types are to a reader.
fn kind_of(name: &str) -> CellKind {
    let numbers = ["Int", "UInt", "Float", "Decimal"];
    if numbers.iter().any(|number| name.starts_with(number)) {
        CellKind::Number
    } else if name.starts_with("Date") {
        CellKind::Day
    } else {
        CellKind::Text
    }
}

fn cell(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

/// An amount of minor units with the currency's digits; a mean is rounded to the unit.
fn amount(value: &Value, digits: u8) -> Option<String> {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a mean for the eye, rounded to the unit"
    )]
    let minor = match value.as_i64() {
        Some(minor) => minor,
        None => value.as_f64()?.round() as i64,
    };
    let sign = if minor < 0 { "-" } else { "" };
    let width = usize::from(digits) + 1;
    let text = format!("{:0width$}", minor.unsigned_abs());
    let (whole, part) = text.split_at(text.len() - usize::from(digits));
    Some(match part {
        "" => format!("{sign}{whole}"),
        part => format!("{sign}{whole}.{part}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn amounts_have_the_digits_of_their_currency() {
        let written = |value: Value, digits| amount(&value, digits).unwrap();
        assert_eq!(written(json!(123_456), 2), "1234.56");
        assert_eq!(written(json!(-5), 2), "-0.05");
        assert_eq!(written(json!(1500), 0), "1500");
        assert_eq!(written(json!(10.6), 3), "0.011");
        assert_eq!(amount(&Value::Null, 2), None);
    }

    #[test]
    fn columns_come_in_order_and_say_the_currency() {
        let rows = [json!({ "revenue_minor": 1200, "name": "lost", "customers": 3 })];
        let money = Money {
            code: "EUR",
            digits: 2,
        };
        let csv = of(&rows, RFM, money).to_csv();
        assert_eq!(
            csv,
            "name,customers,share,revenue_eur,revenue_share,mean_recency_days,mean_frequency,mean_monetary_eur\r\n\
             lost,3,,12.00,,,,\r\n"
        );
    }
}
