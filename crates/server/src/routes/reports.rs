//! Reports, each as of a day.

mod acquisition;
mod acquisition_customers;
mod base;
mod base_customers;
mod cohort_customers;
mod cohorts;
mod equity;
mod equity_customers;
mod lost_customers;
mod matrix_customers;
mod product;
mod product_customers;
mod product_pairs;
mod products;
mod profit_customers;
mod profitability;
mod retention_matrix;
mod rfm;
mod rfm_customers;
mod subscribers;
mod subscription_customers;
mod subscriptions;
mod value;
mod value_customers;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::AppState;

/// The operations of this resource.
pub(super) fn operations() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(base::base))
        .routes(routes!(base_customers::customers))
        .routes(routes!(rfm::rfm))
        .routes(routes!(rfm_customers::customers))
        .routes(routes!(cohorts::cohorts))
        .routes(routes!(cohort_customers::customers))
        .routes(routes!(lost_customers::lost_customers))
        .routes(routes!(profitability::profitability))
        .routes(routes!(profit_customers::customers))
        .routes(routes!(acquisition::acquisition))
        .routes(routes!(acquisition_customers::customers))
        .routes(routes!(products::products))
        .routes(routes!(product_pairs::pairs))
        .routes(routes!(product::product))
        .routes(routes!(product_customers::customers))
        .routes(routes!(subscriptions::subscriptions))
        .routes(routes!(subscribers::subscribers))
        .routes(routes!(subscription_customers::customers))
        .routes(routes!(equity::equity))
        .routes(routes!(equity_customers::customers))
        .routes(routes!(retention_matrix::retention_matrix))
        .routes(routes!(matrix_customers::customers))
        .routes(routes!(value::value))
        .routes(routes!(value_customers::customers))
}
