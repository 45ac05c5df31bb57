//! Answers of reports, kept while what they were made from stays as it is.
//!
//! A report is a function of the lake's tables and of its question, so that the same question over the same tables has the same
//! answer. Whoever asks while another is waiting for it waits for the same work.

use std::any::Any;
use std::collections::VecDeque;
use std::fmt::Debug;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::OnceCell;
use warehouse::{Snapshot, Table};

use crate::AppError;

/// So many reports are kept. The largest take about a megabyte.
pub(crate) const REPORTS: usize = 96;
/// So many lists of customers are kept, which take 32 bytes for each of them.
pub(crate) const LISTS: usize = 2;

/// What a walk through histories reads.
pub(crate) const ORDERS: &[Table] = &[Table::Order, Table::OrderReturn];
/// What any report reads: all but the events.
pub(crate) const ALL: &[Table] = &[
    Table::OrderLine,
    Table::Order,
    Table::OrderReturn,
    Table::Customer,
    Table::Product,
    Table::SubscriptionTold,
];

/// The answers that were asked for last; the one that was asked for longest ago makes room. A clone shares them.
#[derive(Debug, Clone)]
pub(crate) struct Answers {
    kept: Arc<Mutex<VecDeque<(Question, Slot)>>>,
    most: usize,
}

/// An `OnceCell` of the answer's type.
type Slot = Arc<dyn Any + Send + Sync>;

impl Answers {
    /// Keeps so many answers at most.
    pub(crate) fn keeping(most: usize) -> Self {
        Self {
            kept: Arc::default(),
            most,
        }
    }

    /// The answer to a question, made when it is not kept. An answer that fails is not kept.
    pub(crate) fn of<T, F>(
        &self,
        question: Question,
        make: F,
    ) -> impl Future<Output = Result<T, AppError>>
    where
        T: Any + Clone + Send + Sync,
        F: Future<Output = Result<T, AppError>>,
    {
        let slot = self.slot::<T>(question);
        // A report in the making is large: here it is moved once, and whoever waits for it stays small.
        let make = Box::pin(make);
        async move { slot.get_or_try_init(|| make).await.cloned() }
    }

    /// The place of an answer, which is now the one that was asked for last.
    fn slot<T: Any + Send + Sync>(&self, question: Question) -> Arc<OnceCell<T>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let at = kept.iter().position(|(asked, _)| *asked == question);
        let slot = at.and_then(|at| kept.remove(at)).map(|(_, slot)| slot);
        let slot = slot
            .and_then(|slot| slot.downcast().ok())
            .unwrap_or_default();
        while self.most <= kept.len() {
            kept.pop_front();
        }
        kept.push_back((question, Arc::clone(&slot) as Slot));
        slot
    }
}

/// A question together with the state of what it is asked of.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Question(String);

impl Question {
    /// A report's question over some tables. What is asked is in it as it is debugged, which loses nothing.
    pub(crate) fn of(
        report: &'static str,
        (snapshot, tables): (&Snapshot, &[Table]),
        asked: &impl Debug,
    ) -> Result<Self, AppError> {
        let state = snapshot.state_of(tables)?;
        Ok(Self(format!("{report} {asked:?} {state}")))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    fn question(text: &str) -> Question {
        Question(text.to_owned())
    }

    #[tokio::test]
    async fn an_answer_is_made_once_by_however_many_ask() {
        let (answers, made) = (Answers::keeping(2), AtomicU32::new(0));
        let make = async || {
            tokio::task::yield_now().await;
            Ok(made.fetch_add(1, Ordering::Relaxed))
        };
        let ask = || answers.of(question("a"), make());
        let (one, other) = tokio::join!(ask(), ask());
        assert_eq!((one.unwrap(), other.unwrap()), (0, 0));
        assert_eq!(answers.of(question("b"), make()).await.unwrap(), 1);
        assert_eq!(ask().await.unwrap(), 0);
    }

    #[tokio::test]
    async fn a_failure_is_not_kept() {
        let answers = Answers::keeping(2);
        let failed = answers.of::<u32, _>(question("a"), async { Err(AppError::ImportRunning) });
        assert!(failed.await.is_err());
        assert_eq!(answers.of(question("a"), async { Ok(7) }).await.unwrap(), 7);
    }

    #[tokio::test]
    async fn the_one_asked_for_longest_ago_makes_room() {
        let answers = Answers::keeping(REPORTS);
        for number in 0..=REPORTS {
            let asked = question(&number.to_string());
            answers.of(asked, async { Ok(number) }).await.unwrap();
            answers
                .of(question("0"), async { Ok(0_usize) })
                .await
                .unwrap();
        }
        let again = async |text: &str| answers.of(question(text), async { Ok(1_000) }).await;
        assert_eq!(again("0").await.unwrap(), 0);
        assert_eq!(again(&REPORTS.to_string()).await.unwrap(), REPORTS);
        assert_eq!(again("1").await.unwrap(), 1_000);
    }
}
