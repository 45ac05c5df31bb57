//! The model in force as SQL functions, and the view that they are made for.
//!
//! | function | meaning |
//! |---|---|
//! | `p_alive(repeat_orders, first_day, last_day, as_of)` | probability that the customer has not left |
//! | `expected_orders(repeat_orders, first_day, last_day, as_of, horizon_days)` | orders expected in that time |
//! | `expected_spend(repeat_orders, mean_spend)` | expected worth of the next order, minor units |
//! | `clv(repeat_orders, first_day, last_day, as_of, mean_spend, horizon_days, yearly_discount)` | expected worth of all orders in that time, discounted, minor units, before costs |
//!
//! All but `expected_spend` take the customer's `traits` as a last argument ([`crate::value::traits`]), which tells a model with
//! covariates which customer it is; without it, and where it is NULL, they answer for the average one.
//!
//! An order here is a business day with at least one. Any other NULL gives NULL; a history that can not be (the last
//! order before the first, or after `as_of`) and a horizon or discount that makes no sense are refused in a sentence.
//! The functions are pure and hold the parameters themselves, so that a plan with them can run anywhere. What customers share is
//! computed once ([`crate::value::memory`]).

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, Float64Array};
use arrow::datatypes::{DataType, Date32Type, Float64Type, Int64Type};
use datafusion::common::JoinType;
use datafusion::common::{DataFusionError, Result};
use datafusion::logical_expr::expr_fn::SimpleScalarUDF;
use datafusion::logical_expr::{ColumnarValue, ScalarUDF, Signature, TypeSignature, Volatility};
use datafusion::prelude::{DataFrame, SessionContext, lit};
use datafusion::scalar::ScalarValue;

use crate::calendar::{Day, date_of};
use crate::value::memory::{Lookup, Memories};
use crate::value::model::{Model, ValueModel};
use crate::value::sample::{Observed, REPORT};
use crate::value::traits::{self, Trait};
use crate::value::worth::daily_rate;
use crate::{InsightError, MoneyKind};

/// The view's name.
const VIEW: &str = "customer_history";

/// The farthest that the functions look ahead, days: a hundred years.
const DAYS_AHEAD: f64 = 36_500.0;

/// A function of a row's numbers, and of what was computed for other rows.
type Body = fn(&mut Lookup<'_>, &Row<'_>) -> Result<f64>;

/// The functions: name, arguments, body.
const FUNCTIONS: [(&str, &[DataType], Body); 4] = [
    ("p_alive", &HISTORY, p_alive),
    (
        "expected_orders",
        &[
            DataType::Int64,
            DataType::Date32,
            DataType::Date32,
            DataType::Date32,
            DataType::Float64,
        ],
        expected_orders,
    ),
    (
        "expected_spend",
        &[DataType::Int64, DataType::Float64],
        expected_spend,
    ),
    (
        "clv",
        &[
            DataType::Int64,
            DataType::Date32,
            DataType::Date32,
            DataType::Date32,
            DataType::Float64,
            DataType::Float64,
            DataType::Float64,
        ],
        clv,
    ),
];

const HISTORY: [DataType; 4] = [
    DataType::Int64,
    DataType::Date32,
    DataType::Date32,
    DataType::Date32,
];

/// Makes the functions of a model, and the view `customer_history`, known to a session over the lake. Without a model
/// the functions refuse in a sentence that says how to get one.
///
/// # Errors
///
/// [`InsightError::Engine`] when the lake has no orders table, [`InsightError::Numbers`] when the model was not made by
/// a fit.
pub async fn register_value(
    session: &SessionContext,
    model: Option<&Model>,
) -> Result<(), InsightError> {
    let money = model.map_or(MoneyKind::Net, |model| model.found.money);
    let compute = model.map(Model::compute).transpose();
    let compute = compute.map_err(|source| InsightError::Numbers {
        report: REPORT,
        source,
    })?;
    let compute = compute.map(Arc::new);
    let known = compute
        .as_ref()
        .map(|model| model.purchases.coding().traits());
    for (name, arguments, body) in FUNCTIONS {
        session.register_udf(function(name, arguments, body, compute.clone()));
    }
    let engine = |source| InsightError::Engine {
        report: REPORT,
        source,
    };
    let view = session.sql(view_text(money)).await.map_err(engine)?;
    let view = with_traits(session, view, &known.unwrap_or_default()).await;
    let view = view.map_err(engine)?.into_view();
    session.register_table(VIEW, view).map_err(engine)?;
    Ok(())
}

/// The view with the column `traits`: what a model with covariates asks for, NULL for any other model.
async fn with_traits(
    session: &SessionContext,
    view: DataFrame,
    wanted: &[Trait],
) -> Result<DataFrame> {
    if wanted.is_empty() {
        return view.with_column(traits::COLUMN, lit(ScalarValue::Utf8(None)));
    }
    let told = traits::frame(session, wanted).await?;
    let told = told.with_column_renamed("customer_id", "told_id")?;
    let joined = view.join(told, JoinType::Left, &["customer_id"], &["told_id"], None)?;
    joined.drop_columns(&["told_id"])
}

/// What the view selects.
pub(crate) const fn view_text(money: MoneyKind) -> &'static str {
    match money {
        MoneyKind::Net => include_str!("../sql/customer_history_net.sql"),
        MoneyKind::Gross => include_str!("../sql/customer_history_gross.sql"),
    }
}

fn function(
    name: &'static str,
    arguments: &[DataType],
    body: Body,
    model: Option<Arc<ValueModel>>,
) -> ScalarUDF {
    let memories = Memories::default();
    let count = arguments.len();
    let apply = move |arguments: &[ColumnarValue]| -> Result<ColumnarValue> {
        let Some(model) = &model else {
            return Err(DataFusionError::Execution(
                InsightError::NoModel.to_string(),
            ));
        };
        let one_row = arguments
            .iter()
            .all(|argument| matches!(argument, ColumnarValue::Scalar(_)));
        let columns = ColumnarValue::values_to_arrays(arguments)?;
        let (columns, traits) = columns.split_at(count);
        let answer = memories.with(model, |lookup| {
            rows(lookup, name, (columns, traits.first()), body)
        })?;
        if one_row {
            ScalarValue::try_from_array(&answer, 0).map(ColumnarValue::Scalar)
        } else {
            Ok(ColumnarValue::Array(answer))
        }
    };
    let mut signatures = vec![TypeSignature::Exact(arguments.to_vec())];
    if arguments.starts_with(&HISTORY) {
        let with_traits = arguments.iter().cloned().chain([DataType::Utf8]);
        signatures.push(TypeSignature::Exact(with_traits.collect()));
    }
    let signature = Signature::one_of(signatures, Volatility::Immutable);
    let apply = Arc::new(apply);
    SimpleScalarUDF::new_with_signature(name, signature, DataType::Float64, apply).into()
}

/// Applies a function to each row without a NULL.
fn rows(
    model: &mut Lookup<'_>,
    name: &'static str,
    (columns, traits): (&[ArrayRef], Option<&ArrayRef>),
    body: Body,
) -> Result<ArrayRef> {
    let traits = traits.map(AsArray::as_string::<i32>);
    let length = columns.first().map_or(0, Array::len);
    let answers: Result<Float64Array> = (0..length)
        .map(|at| {
            if columns.iter().any(|column| column.is_null(at)) {
                return Ok(None);
            }
            let told = traits.filter(|traits| traits.is_valid(at));
            let row = Row {
                name,
                columns,
                at,
                group: told.map_or(0, |traits| model.group(traits.value(at))),
            };
            body(model, &row).map(Some)
        })
        .collect();
    Ok(Arc::new(answers?))
}

/// The arguments of one call.
struct Row<'a> {
    name: &'static str,
    columns: &'a [ArrayRef],
    at: usize,
    /// Of customers with these traits.
    group: u32,
}

impl Row<'_> {
    fn day(&self, column: usize) -> Day {
        self.columns[column]
            .as_primitive::<Date32Type>()
            .value(self.at)
    }

    fn number(&self, column: usize) -> f64 {
        self.columns[column]
            .as_primitive::<Float64Type>()
            .value(self.at)
    }

    fn repeats(&self) -> Result<u32> {
        let repeats = self.columns[0].as_primitive::<Int64Type>().value(self.at);
        u32::try_from(repeats)
            .map_err(|_| self.refuse(&format!("{repeats} repeat orders can not be")))
    }

    /// The first four arguments: the customer, the day.
    fn observed(&self) -> Result<(Observed, Day)> {
        let (repeats, first, last, as_of) =
            (self.repeats()?, self.day(1), self.day(2), self.day(3));
        if last < first || as_of < last || (repeats == 0 && first < last) {
            return Err(self.refuse(&format!(
                "a history can not be with {repeats} repeat orders from {} to {}, seen on {}",
                date_of(first),
                date_of(last),
                date_of(as_of)
            )));
        }
        let observed = Observed {
            group: self.group,
            repeats,
            first_day: first,
            last_day: last,
        };
        Ok((observed, as_of))
    }

    /// A number of days to look ahead.
    fn days(&self, column: usize) -> Result<f64> {
        let days = self.number(column);
        if (0.0..=DAYS_AHEAD).contains(&days) {
            Ok(days)
        } else {
            Err(self.refuse(&format!(
                "a horizon has 0 to {DAYS_AHEAD} days, {days} were given"
            )))
        }
    }

    fn refuse(&self, why: &str) -> DataFusionError {
        DataFusionError::Execution(format!("{}: {why}", self.name))
    }
}

fn p_alive(model: &mut Lookup<'_>, row: &Row<'_>) -> Result<f64> {
    let (observed, as_of) = row.observed()?;
    let alive = model.model.p_alive(&observed, as_of);
    alive.map_err(|error| row.refuse(&error.to_string()))
}

fn expected_orders(model: &mut Lookup<'_>, row: &Row<'_>) -> Result<f64> {
    let (observed, as_of) = row.observed()?;
    let expected = model.discounted_orders(&observed, as_of, (row.days(4)?, 0.0));
    expected.map_err(|error| row.refuse(&error.to_string()))
}

fn expected_spend(model: &mut Lookup<'_>, row: &Row<'_>) -> Result<f64> {
    spend(model.model, row, row.number(1))
}

fn spend(model: &ValueModel, row: &Row<'_>, mean_spend: f64) -> Result<f64> {
    if mean_spend.is_finite() {
        Ok(model.expected_spend(row.repeats()?, mean_spend))
    } else {
        Err(row.refuse(&format!("the mean spend is {mean_spend}")))
    }
}

fn clv(model: &mut Lookup<'_>, row: &Row<'_>) -> Result<f64> {
    let yearly_discount = row.number(6);
    if !(0.0..=10.0).contains(&yearly_discount) {
        return Err(row.refuse(&format!(
            "the yearly discount lies between 0 and 10, {yearly_discount} was given"
        )));
    }
    let (observed, as_of) = row.observed()?;
    let terms = (row.days(5)?, daily_rate(yearly_discount));
    let orders = model.discounted_orders(&observed, as_of, terms);
    let orders = orders.map_err(|error| row.refuse(&error.to_string()))?;
    Ok(orders * spend(model.model, row, row.number(4))?)
}
