//! The customers of the retention matrix: of a cell, those to win back, or all of them.

use axum::Json;
use axum::extract::State;
use insight::{MatrixPlace, MatrixQuery};
use jiff::civil::Date;
use serde::Deserialize;

use super::retention_matrix::two;
use crate::dto::matrix::{Level, MatrixPage, RiskMeasure};
use crate::extract::ApiQuery;
use crate::paging;
use crate::problem::Problem;
use crate::state::AppState;

/// Whose customers are wanted, everybody's when neither a cell nor `win_back` is given; the other parameters are those of the matrix.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Params {
    /// Level of value; give value and risk, or `win_back`.
    value: Option<Level>,
    /// Level of risk.
    risk: Option<Level>,
    /// Whether lost customers who were valuable are wanted instead of a cell.
    win_back: Option<bool>,
    /// The last business day that counts, inclusive; the last with an order when absent.
    as_of: Option<Date>,
    /// Two rising bounds of value in minor units, with a comma; the terciles of the base when absent.
    #[param(example = "5000,20000")]
    value_bounds: Option<String>,
    /// Two rising bounds of risk above 0 and below 1, with a comma; a quarter and a half when absent.
    #[param(example = "0.3,0.7")]
    risk_bounds: Option<String>,
    /// What the risk is: no order in some days when absent.
    risk_measure: Option<RiskMeasure>,
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
    /// Where the page begins: `next_cursor` of the page before.
    cursor: Option<String>,
    /// How many customers, 50 when absent.
    #[param(minimum = 1, maximum = 1000)]
    limit: Option<u32>,
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
            risk: self.risk_measure.map_or(usual.risk, Into::into),
            days: self.days.unwrap_or(usual.days),
            months: self.months.unwrap_or(usual.months),
            margin: self.margin,
            yearly_discount: self.yearly_discount.unwrap_or(usual.yearly_discount),
            lost_after_days: self.lost_after_days.unwrap_or(usual.lost_after_days),
        })
    }

    fn place(&self) -> Result<MatrixPlace, Problem> {
        let win_back = self.win_back.unwrap_or(false);
        let (field, advice) = match (self.value, self.risk) {
            (None, None) if win_back => return Ok(MatrixPlace::WinBack),
            (None, None) => return Ok(MatrixPlace::Everybody),
            (Some(_), _) | (_, Some(_)) if win_back => (
                "win_back",
                "give value and risk of a cell, or win_back=true",
            ),
            (Some(value), Some(risk)) => {
                return Ok(MatrixPlace::Cell(value.into(), risk.into()));
            }
            (None, Some(_)) => ("value", "a cell has a value and a risk"),
            (Some(_), None) => ("risk", "a cell has a value and a risk"),
        };
        Err(Problem::invalid(field, advice))
    }
}

/// Lists the customers of the matrix or of a cell of it, those of whom most is at stake first, or the lost ones to win back.
#[utoipa::path(get, path = "/reports/retention-matrix/customers", operation_id = "list_matrix_customers",
    tag = "reports", params(Params),
    responses((status = 200, description = "A page of customers.", body = MatrixPage)))]
pub(super) async fn customers(
    State(state): State<AppState>,
    ApiQuery(params): ApiQuery<Params>,
) -> Result<Json<insight::MatrixPage>, Problem> {
    let limit = paging::limit(params.limit)?;
    let (query, place) = (params.query()?, params.place()?);
    let page = (params.cursor.as_deref(), limit);
    let page = state.workspace().matrix_customers(&query, place, page);
    Ok(Json(page.await?))
}
