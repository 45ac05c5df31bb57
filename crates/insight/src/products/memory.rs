//! What was counted is kept for the questions that follow: other pages, another order, a search, the pairs.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use crate::InsightError;
use crate::products::REPORT;
use crate::products::base::Base;
use crate::products::query::ProductQuery;
use crate::source::Source;

/// So many times are kept; the oldest makes room. One of 10 million lines takes about 200 MB.
const KEPT: usize = 2;

/// The products of the times that were asked for last. A clone shares them.
#[derive(Debug, Clone, Default)]
pub struct ProductMemory(Arc<Mutex<VecDeque<Kept>>>);

type Kept = (i64, ProductQuery, Arc<Base>);

impl ProductMemory {
    /// The products of a time, read when they are not kept; `None` when nothing had been ordered by then.
    pub(super) async fn base(
        &self,
        source: &Source<'_>,
        query: &ProductQuery,
    ) -> Result<Option<Arc<Base>>, InsightError> {
        if let Some(base) = self.find(source.snapshot, query) {
            return Ok(Some(base));
        }
        let Some(scope) = source.scope(REPORT, query.as_of).await? else {
            return Ok(None);
        };
        let base = Arc::new(Base::read(source, query, scope).await?);
        self.keep(source.snapshot, *query, Arc::clone(&base));
        Ok(Some(base))
    }

    fn find(&self, snapshot: i64, query: &ProductQuery) -> Option<Arc<Base>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter()
            .find(|(of, asked, _)| *of == snapshot && asked == query)
            .map(|(_, _, base)| Arc::clone(base))
    }

    fn keep(&self, snapshot: i64, query: ProductQuery, base: Arc<Base>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // What was counted before the lake changed is not asked for again.
        kept.retain(|(of, asked, _)| *of == snapshot && *asked != query);
        while kept.len() >= KEPT {
            kept.pop_front();
        }
        kept.push_back((snapshot, query, base));
    }
}
