//! `POST /f/{form}`: an answer, form-encoded from the page or in JSON from a program.

use std::net::{IpAddr, SocketAddr};

use app::AppError;
use axum::Json;
use axum::body::Bytes;
use axum::extract::{ConnectInfo, FromRequest as _, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use customers::forms::{
    After, Answers, Input, NewAnswer, Offer, Origin, Published, TRAP, TokenFault, WrongAnswer,
    rank, read_answers, sought,
};
use serde_json::json;

use super::input::{self, Parameters, Sent};
use super::page::Page;
use super::words::Words;
use super::{open, shape, show, thanks};
use crate::address;
use crate::extract::{ApiPath, ApiQuery};
use crate::problem::Problem;
use crate::state::AppState;

/// What came, and how it is answered.
struct Arrived {
    form: Published,
    language: String,
    carried: String,
    origin: Origin,
    token: String,
    input: Input,
    is_program: bool,
}

/// Takes an answer.
pub(super) async fn take(
    State(state): State<AppState>,
    ApiPath(key): ApiPath<String>,
    ApiQuery(parameters): ApiQuery<Parameters>,
    request: Request,
) -> Result<Response, Problem> {
    let headers = request.headers().clone();
    let is_program = is_json(&headers);
    let form = match open::find(&state, &key).await? {
        Ok(form) => form,
        Err(shut) => {
            let language = parameters.get("lang").map_or("en", String::as_str);
            return Ok(shut.response(language, is_program));
        }
    };
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let peer = peer.map(|ConnectInfo(peer)| peer.ip());
    let address = address::of(&headers, peer, state.config());
    let language = input::language(&form.definition, &parameters, &headers);
    let Ok(body) = Bytes::from_request(request, &()).await else {
        let status = StatusCode::PAYLOAD_TOO_LARGE;
        return Ok(Problem::new(status, "http.body_too_large").into_response());
    };
    let (token, input) = read(&body, is_program)?;
    let arrived = Arrived {
        carried: input::carried(&language, &parameters, None),
        origin: input::origin(&language, &parameters),
        form,
        language,
        token,
        input,
        is_program,
    };
    arrived.answer(&state, address).await
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("application/json"))
}

/// The token and the answers of a body.
fn read(body: &Bytes, is_program: bool) -> Result<(String, Input), Problem> {
    if is_program {
        let sent: Sent = serde_json::from_slice(body).map_err(|error| {
            Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "http.input_invalid")
                .detail(format!("the answer is {{\"token\", \"answers\"}}: {error}"))
        })?;
        return Ok((sent.token, input::of_json(sent.answers)));
    }
    let mut input = input::fields(body);
    let token = input
        .remove("_token")
        .and_then(|all| all.into_iter().next());
    Ok((token.unwrap_or_default(), input))
}

impl Arrived {
    async fn answer(
        mut self,
        state: &AppState,
        address: Option<IpAddr>,
    ) -> Result<Response, Problem> {
        let (door, now) = (state.forms(), state.clock().elapsed_since_start());
        let secret = door.secret(state).await?;
        if let Err(seconds) = door.admit(secret, address, now) {
            door.count(state, self.form.id, "rate").await;
            return Ok(self.busy(seconds));
        }
        let trap = self.input.remove(TRAP).unwrap_or_default();
        if trap.iter().any(|text| !text.trim().is_empty()) {
            door.count(state, self.form.id, "trap").await;
            let words = Words::of(&self.language);
            return Ok(self.again(words.trap, "form.trap_filled"));
        }
        let token = match secret.open(&self.form.key, &self.token, state.clock().now()) {
            Ok(token) => token,
            Err(fault) => {
                door.count(state, self.form.id, fault.code()).await;
                if fault != TokenFault::Quick {
                    self.token = show::fresh(state, secret, &self.form);
                }
                let code = match fault {
                    TokenFault::Forged => "form.token_forged",
                    TokenFault::Quick => "form.token_quick",
                    TokenFault::Old => "form.token_old",
                };
                return Ok(self.again(Words::of(&self.language).token(fault), code));
            }
        };
        if token.version != self.form.version {
            let forms = state.workspace().forms();
            let asked = forms.find_version(&self.form.key, token.version).await;
            if let Some(asked) = asked.map_err(AppError::from)? {
                self.form.definition = asked;
                self.form.version = token.version;
            }
        }
        match read_answers(&self.form.definition, &self.input) {
            Ok(answers) => self.keep(state, &token.nonce, &answers).await,
            Err(wrong) => {
                door.count(state, self.form.id, "wrong").await;
                Ok(self.wrong(&wrong))
            }
        }
    }

    async fn keep(
        &self,
        state: &AppState,
        message_id: &str,
        answers: &Answers,
    ) -> Result<Response, Problem> {
        let offers = self.offers(state, answers).await?;
        let new = NewAnswer {
            form: &self.form,
            message_id,
            answers,
            offers: &offers,
            origin: &self.origin,
        };
        let (kept, is_new) = state.workspace().answer_form(&new).await?;
        if self.is_program {
            let status = if is_new {
                StatusCode::CREATED
            } else {
                StatusCode::OK
            };
            let body = Json(json!({ "id": kept.id, "is_new": is_new, "offers": kept.offers }));
            return Ok((status, body).into_response());
        }
        if let After::Redirect(address) = &self.form.definition.after
            && let Ok(address) = HeaderValue::from_str(address)
        {
            return Ok((StatusCode::SEE_OTHER, [(header::LOCATION, address)]).into_response());
        }
        let currency = state.workspace().settings().currency;
        Ok(thanks::page(
            &self.form,
            &self.language,
            &kept.offers,
            currency,
        ))
    }

    /// The offers that fit.
    async fn offers(&self, state: &AppState, answers: &Answers) -> Result<Vec<Offer>, Problem> {
        let Some(quiz) = &self.form.definition.quiz else {
            return Ok(Vec::new());
        };
        let catalogue = state.workspace().forms().catalogue(quiz).await;
        let catalogue = catalogue.map_err(AppError::from)?;
        let mut offers = rank(&catalogue, &sought(&self.form.definition, answers));
        offers.truncate(quiz.offers_max);
        Ok(offers)
    }

    /// The page once more, with what is wrong; the token still stands for the same answer.
    fn wrong(&self, wrong: &[WrongAnswer]) -> Response {
        if !self.is_program {
            return self.page(wrong, None);
        }
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        let sentence = "some answers can not be taken: each is named under `fields`";
        let problem = Problem::new(status, "form.answers_wrong").detail(sentence);
        let problem = wrong.iter().fold(problem, |problem, wrong| {
            problem.field(wrong.question.as_str(), wrong.fault.to_string())
        });
        problem.into_response()
    }

    /// The page once more, with why it was not taken.
    fn again(&self, notice: &str, code: &'static str) -> Response {
        if self.is_program {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return Problem::new(status, code).detail(notice).into_response();
        }
        self.page(&[], Some(notice))
    }

    fn page(&self, wrong: &[WrongAnswer], notice: Option<&str>) -> Response {
        let page = Page {
            form: &self.form,
            language: &self.language,
            token: &self.token,
            carried: &self.carried,
            given: &self.input,
            wrong,
            notice,
        };
        page.response()
    }

    fn busy(&self, seconds: u64) -> Response {
        let status = StatusCode::TOO_MANY_REQUESTS;
        let words = Words::of(&self.language);
        let sentence = words
            .busy
            .replace("{n}", &words.digits(&seconds.to_string()));
        if self.is_program {
            let problem = Problem::new(status, "form.rate").detail(sentence);
            return problem.retry_after(seconds).into_response();
        }
        let title = self
            .form
            .definition
            .title
            .in_language(&self.language, self.form.definition.fallback());
        let mut response = shape::notice(status, words.language, title, &sentence);
        let headers = response.headers_mut();
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        response
    }
}
