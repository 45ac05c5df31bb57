//! Forms and quizzes: making and changing them, and what was answered. The pages themselves are public: `/f/{form}`.

mod answers;
mod answers_csv;
mod answers_of;
mod change;
mod close;
mod create;
mod list;
mod publish;
mod show;

use std::collections::HashMap;

use customers::CustomersError;
use customers::forms::{FormAnswer as Kept, FormKey, Forms};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::dto::form::{Definition, FormAnswer};
use crate::dto::reason::FieldCode;
use crate::problem::Problem;
use crate::state::AppState;

/// The operations of this resource.
pub(super) fn operations() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list::list, create::create))
        .routes(routes!(show::show, change::change))
        .routes(routes!(publish::publish))
        .routes(routes!(close::close))
        .routes(routes!(answers::answers))
        .routes(routes!(answers_csv::answers_csv))
        .routes(routes!(answers_of::answers_of))
}

/// A definition as text.
fn written(definition: &Definition) -> String {
    // Texts and values with text keys always have a JSON form.
    serde_json::to_string(definition).unwrap_or_default()
}

/// A refusal that names every mistake of a definition.
fn refusal(error: CustomersError) -> Problem {
    let wrong = match &error {
        CustomersError::FormInvalid(wrong) => wrong.clone(),
        _ => Vec::new(),
    };
    wrong
        .into_iter()
        .fold(Problem::from(error), |problem, wrong| {
            let code = FieldCode::of_form(&wrong.reason);
            problem.field_because(wrong.path, (wrong.sentence, code, wrong.reason.args()))
        })
}

/// Puts answers beside the definitions that were answered.
async fn told(forms: &Forms, answers: Vec<Kept>) -> Result<Vec<FormAnswer>, Problem> {
    let mut definitions = HashMap::new();
    let mut all = Vec::with_capacity(answers.len());
    for answer in answers {
        let version: (FormKey, i64) = (answer.form.clone(), answer.version);
        if !definitions.contains_key(&version) {
            let found = forms.find_version(&version.0, version.1).await?;
            definitions.insert(version.clone(), found);
        }
        if let Some(Some(definition)) = definitions.get(&version) {
            all.push(FormAnswer::of(answer, definition));
        }
    }
    Ok(all)
}
