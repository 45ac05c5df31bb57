//! Orders, returns and customers of tills and back offices: into the log, once, with the answer that the request gets again.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use customers::{
    CustomerId, Fact, FactKind, People, SourceId, SourceKind, Sources, Who, resolve_in,
};
use store::{Answer, Appended, Begun, Log, NewEvent, Once, OnceKey, Turn, catch_up};

use crate::work::{Job, Next, Turn as JobTurn};
use crate::{AppError, Workspace};

/// The source of everything that comes by the API.
const SOURCE: &str = "api";
/// How long an answer waits for the customer who was just made.
const PATIENCE: Duration = Duration::from_secs(1);
/// How often old answers are forgotten.
const SWEEP_EVERY: Duration = Duration::from_hours(1);
/// Events that may still be to do for that.
const BEHIND_MAX: i64 = 5_000;

/// What is to become of an order that is known and was said otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// It is refused.
    Add,
    /// What is said now holds.
    Put,
}

/// What came of one object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The order's or the return's id.
    pub id: Option<String>,
    /// The customer, where one is named and known by now.
    pub customer: Option<CustomerId>,
    /// The event's place in the log.
    pub position: i64,
    /// Whether it was not there before.
    pub is_new: bool,
}

/// An answer, and whether it was given before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The answer.
    pub answer: Answer,
    /// The request came again.
    pub is_again: bool,
}

/// A request by its name, with what it is to do.
#[derive(Clone, Copy, Debug)]
struct Named<'a> {
    way: Way,
    request: &'a str,
    source: SourceId,
}

/// Forgets answers that are too old to be given again, every hour.
pub(crate) struct Sweep(Once);

impl Sweep {
    /// The job of a workspace.
    pub(crate) fn of(workspace: &Workspace) -> Arc<dyn Job> {
        Arc::new(Self(workspace.once.clone()))
    }
}

#[async_trait]
impl Job for Sweep {
    fn name(&self) -> &'static str {
        "answers"
    }

    async fn run(&self, _turn: &JobTurn) -> Result<Next, AppError> {
        self.0.sweep().await?;
        Ok(Next::After(SWEEP_EVERY))
    }
}

/// Makes the answer of what came of all objects.
pub type Render<'a> = &'a (dyn Fn(&[Taken]) -> Answer + Send + Sync);

impl Workspace {
    /// Takes in what a request says: all of it or nothing, once, however often the request comes.
    ///
    /// # Errors
    ///
    /// When the request is being done now, its key was used for another body, an order is known with other content, or the
    /// store does not answer; then nothing was taken.
    pub async fn take_in(
        &self,
        request: OnceKey,
        facts: Vec<Fact>,
        way: Way,
        render: Render<'_>,
    ) -> Result<Reply, AppError> {
        let sources = Sources::new(self.store.clone());
        let source = sources.ensure(SourceKind::Server, SOURCE).await?;
        let name = format!("{} {}", request.scope, request.key);
        match self.once.begin(request).await? {
            Begun::Again(answer) => Ok(Reply {
                answer,
                is_again: true,
            }),
            Begun::Running => Err(AppError::RequestRunning),
            Begun::Differs => Err(AppError::RequestDiffers),
            Begun::First(turn) => {
                let facts = with_ids(facts, &name);
                let named = Named {
                    way,
                    request: &name,
                    source,
                };
                let answer = self.take_first(turn, facts, named, render).await?;
                Ok(Reply {
                    answer,
                    is_again: false,
                })
            }
        }
    }

    async fn take_first(
        &self,
        mut turn: Turn,
        facts: Vec<Fact>,
        named: Named<'_>,
        render: Render<'_>,
    ) -> Result<Answer, AppError> {
        let all: Vec<Who> = facts.iter().map(|fact| fact.who.clone()).collect();
        let customers = resolve_in(turn.tx(), &all).await?;
        let appended = match self.append(&mut turn, &facts, named).await {
            Ok(appended) => appended,
            Err(error) => {
                turn.abandon().await?;
                return Err(error);
            }
        };
        let taken = facts.iter().zip(customers).zip(&appended);
        let mut taken: Vec<Taken> = taken
            .map(|((fact, customer), appended)| Taken {
                id: id_of(fact).map(str::to_owned),
                customer,
                position: appended.position,
                is_new: appended.is_new,
            })
            .collect();
        let answer = render(&taken);
        let done = turn.finish(&answer).await?;
        self.log.wake();
        if !self.find_made(&all, &mut taken).await? {
            return Ok(answer);
        }
        let answer = render(&taken);
        done.amend(&answer).await?;
        Ok(answer)
    }

    async fn append(
        &self,
        turn: &mut Turn,
        facts: &[Fact],
        named: Named<'_>,
    ) -> Result<Vec<Appended>, AppError> {
        let Named {
            way,
            request,
            source,
        } = named;
        let now = self.clock.now();
        let events: Vec<NewEvent> = facts
            .iter()
            .map(|fact| fact.clone().into_event(source))
            .collect();
        let mut appended = Log::append_in(turn.tx(), &events, now).await?;
        for (fact, appended) in facts.iter().zip(&mut appended) {
            if !appended.is_new && way == Way::Put {
                let changed = [change(fact, request).into_event(source)];
                let again = Log::append_in(turn.tx(), &changed, now).await?;
                appended.position = again
                    .first()
                    .map_or(appended.position, |again| again.position);
            } else if appended.differs {
                let id = id_of(fact).unwrap_or(&fact.message_id).to_owned();
                return Err(AppError::OrderDiffers { id });
            }
        }
        Ok(appended)
    }

    /// Finds the customers whom the events have just made; tells whether there are any.
    async fn find_made(&self, all: &[Who], taken: &mut [Taken]) -> Result<bool, AppError> {
        let is_named =
            |who: &Who| who.user_id.is_some() || who.email.is_some() || who.phone.is_some();
        let is_missing = |(who, taken): (&Who, &Taken)| taken.customer.is_none() && is_named(who);
        if !all.iter().zip(taken.iter()).any(is_missing) {
            return Ok(false);
        }
        let last = taken
            .iter()
            .map(|taken| taken.position)
            .max()
            .unwrap_or_default();
        if store::log::cursor(&self.store, "people").await? < last - BEHIND_MAX {
            return Ok(false);
        }
        // In a task of its own: broken off, it would keep its lease for a while.
        let log = self.log.clone();
        let following = tokio::spawn(async move { catch_up(&log, &People).await });
        if tokio::time::timeout(PATIENCE, following).await.is_err() {
            return Ok(false);
        }
        let found = resolve_in(&mut self.store.view().await?, all).await?;
        for (taken, found) in taken.iter_mut().zip(found) {
            taken.customer = taken.customer.or(found);
        }
        Ok(true)
    }
}

/// What has no id of its own is named by its request: the same request again would be the same events.
fn with_ids(mut facts: Vec<Fact>, request: &str) -> Vec<Fact> {
    for (at, fact) in facts.iter_mut().enumerate() {
        if fact.message_id.is_empty() {
            fact.message_id = format!("{}:{}:{at}", fact.kind.as_str(), digest(request));
        }
    }
    facts
}

/// An order that is known, as it is now.
fn change(fact: &Fact, request: &str) -> Fact {
    let mut changed = fact.clone();
    changed.kind = FactKind::Track;
    changed.name = Some("Order Updated".to_owned());
    changed.message_id = format!("{}:{}", fact.message_id, digest(request));
    changed
}

fn id_of(fact: &Fact) -> Option<&str> {
    let id = fact.message_id.split_once(':')?.1;
    matches!(fact.kind, FactKind::Order | FactKind::Return).then_some(id)
}

fn digest(text: &str) -> String {
    body_digest(text.as_bytes()).chars().take(32).collect()
}

/// What tells a request's body from others: its SHA-256 in hexadecimal.
pub fn body_digest(body: &[u8]) -> String {
    use std::fmt::Write as _;

    use sha2::{Digest as _, Sha256};

    Sha256::digest(body)
        .iter()
        .fold(String::new(), |mut text, byte| {
            // Writing to a string does not fail.
            let _infallible = write!(text, "{byte:02x}");
            text
        })
}
