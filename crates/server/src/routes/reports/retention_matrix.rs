//! Customers by value and risk of loss.

use std::str::FromStr;

use axum::Json;
use axum::extract::State;
use insight::MatrixQuery;
use jiff::civil::Date;
use serde::Deserialize;

use crate::dto::matrix::{MatrixReport, RiskMeasure};
use crate::extract::ApiQuery;
use crate::problem::Problem;
use crate::state::AppState;

/// Which matrix is wanted.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Params {
    /// The last business day that counts, inclusive; the last with an order when absent.
    as_of: Option<Date>,
    /// Two rising bounds of value in minor units, with a comma; the terciles of the base when absent.
    #[param(example = "5000,20000")]
    value_bounds: Option<String>,
    /// Two rising bounds of risk above 0 and below 1, with a comma; a quarter and a half when absent.
    #[param(example = "0.3,0.7")]
    risk_bounds: Option<String>,
    /// What the risk is: no order in some days when absent.
    risk: Option<RiskMeasure>,
    /// In how many days, 180 when absent.
    #[param(minimum = 1, maximum = 3650)]
    days: Option<u32>,
    /// How far a customer's value reaches: 12, 24 or 36 months; 36 when absent.
    #[param(minimum = 12, maximum = 36)]
    months: Option<u32>,
    /// The part of the revenue that stays after costs; from the costs of orders when absent.
    #[param(maximum = 1)]
    margin: Option<f64>,
    /// What is taken off in a year, 0.1 when absent.
    #[param(minimum = 0, maximum = 10)]
    yearly_discount: Option<f64>,
    /// A customer without an order in so many days is lost, 180 when absent.
    #[param(minimum = 31, maximum = 3660)]
    lost_after_days: Option<u32>,
}

impl Params {
    fn query(&self) -> Result<MatrixQuery, Problem> {
        let usual = MatrixQuery::default();
        let value = self.value_bounds.as_deref();
        let risk = self.risk_bounds.as_deref();
        Ok(MatrixQuery {
            as_of: self.as_of,
            value_bounds_minor: value.map(|text| two("value_bounds", text)).transpose()?,
            risk_bounds: risk.map(|text| two("risk_bounds", text)).transpose()?,
            risk: self.risk.map_or(usual.risk, Into::into),
            days: self.days.unwrap_or(usual.days),
            months: self.months.unwrap_or(usual.months),
            margin: self.margin,
            yearly_discount: self.yearly_discount.unwrap_or(usual.yearly_discount),
            lost_after_days: self.lost_after_days.unwrap_or(usual.lost_after_days),
        })
    }
}

/// Two numbers with a comma.
pub(super) fn two<T: FromStr>(field: &str, text: &str) -> Result<[T; 2], Problem> {
    let numbers = || {
        let (first, second) = text.split_once(',')?;
        Some([first.trim().parse().ok()?, second.trim().parse().ok()?])
    };
    numbers()
        .ok_or_else(|| Problem::invalid(field, format!("`{text}` is not two numbers with a comma")))
}

/// Reports customers by value and by risk of loss, with what is at stake and what to do in each of nine cells.
#[utoipa::path(get, path = "/reports/retention-matrix", operation_id = "report_retention_matrix", tag = "reports",
    params(Params),
    responses((status = 200, description = "The report.", body = MatrixReport)))]
pub(super) async fn retention_matrix(
    State(state): State<AppState>,
    ApiQuery(params): ApiQuery<Params>,
) -> Result<Json<insight::MatrixReport>, Problem> {
    let report = state.workspace().retention_matrix(&params.query()?).await?;
    Ok(Json(report))
}
