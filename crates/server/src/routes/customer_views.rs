//! Views of the list of customers.

mod change;
mod create;
mod list;
mod remove;

use app::AppError;
use customers::{CustomerViews, CustomersError};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::problem::Problem;
use crate::state::AppState;

/// The operations of this resource.
pub(super) fn operations() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list::list, create::create))
        .routes(routes!(change::change, remove::remove))
}

fn views(state: &AppState) -> CustomerViews {
    CustomerViews::new(state.workspace().store().clone())
}

/// A view with wrong fields is refused with each of them.
fn refusal(error: CustomersError) -> Problem {
    match error {
        CustomersError::ViewInvalid(wrong) => Problem::wrong_fields(&wrong),
        error => AppError::Customers(error).into(),
    }
}
