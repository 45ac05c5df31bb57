//! A failure in words: what, why, and what to do.

use std::process::ExitCode;

use app::AppError;
use insight::InsightError;

use crate::print;

/// The call was understood but makes no sense: exit code 2.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct WrongCall(pub(crate) String);

/// The user stopped it: exit code 130.
#[derive(Debug, thiserror::Error)]
#[error("interrupted; nothing was changed")]
pub(crate) struct Interrupted;

/// Prints a failure to standard error and gives the exit code that it stands for.
pub(crate) fn report(error: &anyhow::Error, is_json: bool) -> ExitCode {
    let causes: Vec<String> = error.chain().skip(1).map(ToString::to_string).collect();
    if is_json {
        let answer = serde_json::json!({ "error": error.to_string(), "causes": causes });
        print::err(&answer.to_string());
    } else {
        print::err(&format!("error: {error}"));
        for cause in causes {
            print::err(&format!("cause: {cause}"));
        }
    }
    if error.is::<Interrupted>() || is_stopped(error) {
        ExitCode::from(130)
    } else if error.is::<WrongCall>() {
        ExitCode::from(2)
    } else {
        ExitCode::FAILURE
    }
}

/// Whether work ended because the user stopped it, with something of it kept.
fn is_stopped(error: &anyhow::Error) -> bool {
    matches!(
        error.downcast_ref::<AppError>(),
        Some(AppError::ScoringStopped { .. })
    )
}

/// A failure of work that the user stopped before anything changed, as that; any other as it is.
pub(crate) fn stopped(error: AppError) -> anyhow::Error {
    match error {
        AppError::Insight(InsightError::Stopped) => Interrupted.into(),
        other => other.into(),
    }
}
