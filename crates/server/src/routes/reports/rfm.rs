//! Recency, frequency and money.

use axum::Json;
use axum::extract::State;
use insight::{Bounds, Method, RfmQuery};
use jiff::civil::Date;
use serde::Deserialize;

use crate::dto::rfm::{MoneyKind, RfmReport};
use crate::extract::ApiQuery;
use crate::problem::Problem;
use crate::state::AppState;

/// Which report is wanted.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Params {
    /// The last business day that counts, inclusive; the last with an order when absent.
    as_of: Option<Date>,
    /// An earlier day, to see who moved between segments since.
    compare: Option<Date>,
    /// Which money counts, net when absent.
    money: Option<MoneyKind>,
    /// Four rising bounds of days since the last order, with commas; give all three lists of bounds or none.
    #[param(example = "30,60,90,180")]
    r_bounds: Option<String>,
    /// Four rising bounds of the number of orders.
    #[param(example = "1,2,4,8")]
    f_bounds: Option<String>,
    /// Four rising bounds of money, in minor units.
    #[param(example = "5000,20000,50000,100000")]
    m_bounds: Option<String>,
}

/// Reports customers by recency, frequency and money: scores, the map of 25 cells, named segments, movements.
#[utoipa::path(get, path = "/reports/rfm", operation_id = "report_rfm", tag = "reports",
    params(Params),
    responses((status = 200, description = "The report.", body = RfmReport)))]
pub(super) async fn rfm(
    State(state): State<AppState>,
    ApiQuery(params): ApiQuery<Params>,
) -> Result<Json<insight::RfmReport>, Problem> {
    let query = RfmQuery {
        as_of: params.as_of,
        compare: params.compare,
        money: params.money.unwrap_or(MoneyKind::Net).into(),
        method: method([&params.r_bounds, &params.f_bounds, &params.m_bounds])?,
    };
    Ok(Json(state.workspace().rfm(&query).await?))
}

/// How the classes are cut: at the bounds of recency, frequency and money, when they are given.
pub(super) fn method(bounds: [&Option<String>; 3]) -> Result<Method, Problem> {
    match bounds {
        [None, None, None] => Ok(Method::Quintiles),
        [Some(r), Some(f), Some(m)] => {
            let (r, f, m) = (
                numbers("r_bounds", r)?,
                numbers("f_bounds", f)?,
                numbers("m_bounds", m)?,
            );
            Ok(Method::Bounds(Bounds::new(&r, &f, &m)?))
        }
        _ => Err(Problem::invalid(
            "r_bounds",
            "give r_bounds, f_bounds and m_bounds, or none of them",
        )),
    }
}

fn numbers(field: &str, text: &str) -> Result<Vec<f64>, Problem> {
    let numbers: Result<Vec<f64>, _> = text.split(',').map(|part| part.trim().parse()).collect();
    numbers
        .map_err(|_| Problem::invalid(field, format!("`{text}` is not four numbers with commas")))
}
