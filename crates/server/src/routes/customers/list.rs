//! List customers.

use app::CustomerQuery;
use axum::Json;
use axum::extract::State;
use customers::{DirectoryFilter, Sort};
use jiff::civil::Date;
use serde::Deserialize;

use crate::dto::customer::CustomerPage;
use crate::extract::ApiQuery;
use crate::paging;
use crate::problem::Problem;
use crate::state::AppState;

/// Which customers are wanted; all of what is given holds.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Params {
    /// Beginnings of words of name, e-mail, phone and key, without regard to case, accents and the keyboard's letters; or our id.
    search: Option<String>,
    /// Names of RFM segments, with commas between them.
    #[param(example = "champions,loyal")]
    segment: Option<String>,
    /// The country, as it is known.
    country: Option<String>,
    /// The risk of having left: low (at most a quarter), middle (at most a half) or high.
    #[param(example = "high")]
    risk: Option<String>,
    /// Who has an e-mail address (email), a telephone number (phone), or both with a comma.
    with: Option<String>,
    /// The least number of orders.
    orders_min: Option<i64>,
    /// The greatest number of orders.
    orders_max: Option<i64>,
    /// The least net revenue, in minor units.
    revenue_min: Option<i64>,
    /// The greatest net revenue.
    revenue_max: Option<i64>,
    /// The least expected worth of the orders of 12 months, in minor units.
    clv_min: Option<i64>,
    /// The greatest.
    clv_max: Option<i64>,
    /// The last order was on this day or later.
    last_order_from: Option<Date>,
    /// The last order was on this day or before.
    last_order_until: Option<Date>,
    /// What the list is sorted by: revenue, name, `last_order`, orders, clv, `p_alive` or `created_at`, with - before it for the
    /// greatest first; -revenue when absent.
    #[param(example = "-clv")]
    sort: Option<String>,
    /// Where the page begins: `next_cursor` of the page before, for the same question.
    pub(super) cursor: Option<String>,
    /// How many customers, 50 when absent.
    #[param(minimum = 1, maximum = 1000)]
    pub(super) limit: Option<u32>,
}

impl Params {
    /// The question.
    pub(super) fn read(&self) -> Result<(DirectoryFilter, Sort), Problem> {
        let query = CustomerQuery {
            search: self.search.clone(),
            segment: self.segment.clone(),
            country: self.country.clone(),
            risk: self.risk.clone(),
            with: self.with.clone(),
            orders: (self.orders_min, self.orders_max),
            revenue_minor: (self.revenue_min, self.revenue_max),
            clv_minor: (self.clv_min, self.clv_max),
            last_order: (self.last_order_from, self.last_order_until),
            sort: self.sort.clone(),
        };
        query
            .read()
            .map_err(|wrong| Problem::wrong_fields(&[wrong]))
    }
}

/// Lists customers with their figures, in pages: searched, filtered and sorted by indexes.
#[utoipa::path(get, path = "/customers", operation_id = "list_customers", tag = "customers", params(Params),
    responses((status = 200, description = "A page of customers.", body = CustomerPage)))]
pub(super) async fn list(
    State(state): State<AppState>,
    ApiQuery(params): ApiQuery<Params>,
) -> Result<Json<CustomerPage>, Problem> {
    let limit = paging::limit(params.limit)?;
    let (filter, sort) = params.read()?;
    let workspace = state.workspace();
    let page = (params.cursor.as_deref(), limit);
    let (page, as_of) = workspace.list_customers(&filter, sort, page).await?;
    let currency = workspace.settings().currency;
    Ok(Json(CustomerPage::new(page, as_of, currency)))
}
