//! What was counted is kept for the questions that follow: other pages, another order, a search, the pairs.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::OnceCell;

use crate::InsightError;
use crate::products::REPORT;
use crate::products::base::Base;
use crate::products::query::ProductQuery;
use crate::source::Source;

/// So many times are kept; the oldest makes room. One of 10 million lines takes about 200 MB.
const KEPT: usize = 2;

/// The products of the times that were asked for last, of the tables in one state. A clone shares them.
#[derive(Debug, Clone, Default)]
pub struct ProductMemory {
    kept: Arc<Mutex<VecDeque<Kept>>>,
    state: Arc<str>,
}

#[derive(Debug)]
struct Kept {
    state: Arc<str>,
    query: ProductQuery,
    place: Place,
}

/// Who comes while another is counting waits for what comes of it.
type Place = Arc<OnceCell<Option<Arc<Base>>>>;

impl ProductMemory {
    /// The same memory for questions over the tables as they are in a state: what was counted in another one does not answer them.
    #[must_use]
    pub fn over(&self, state: &str) -> Self {
        Self {
            kept: Arc::clone(&self.kept),
            state: Arc::from(state),
        }
    }

    /// The products of a time, read when they are not kept; `None` when nothing had been ordered by then.
    pub(super) async fn base(
        &self,
        source: &Source<'_>,
        query: &ProductQuery,
    ) -> Result<Option<Arc<Base>>, InsightError> {
        let place = self.place(query);
        let read = place.get_or_try_init(|| async {
            let Some(scope) = source.scope(REPORT, query.as_of).await? else {
                return Ok(None);
            };
            Ok(Some(Arc::new(Base::read(source, query, scope).await?)))
        });
        read.await.cloned()
    }

    fn place(&self, query: &ProductQuery) -> Place {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        // What was counted before the tables changed is not asked for again.
        kept.retain(|one| one.state == self.state);
        if let Some(one) = kept.iter().find(|one| one.query == *query) {
            return Arc::clone(&one.place);
        }
        while kept.len() >= KEPT {
            kept.pop_front();
        }
        let place = Place::default();
        kept.push_back(Kept {
            state: Arc::clone(&self.state),
            query: *query,
            place: Arc::clone(&place),
        });
        place
    }
}
