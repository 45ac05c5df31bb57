//! The log reaches the lake, a stretch at a time.
//!
//! 1. A stretch of the log is read, up to where everybody in it is known; what it changes in history is worked out.
//! 2. The stretch is noted, with an id that all its rows in the lake carry.
//! 3. Its rows are committed to the lake, all tables at once: from here on the stretch is in.
//! 4. The cursor moves behind it, and the note goes, in one transaction.
//!
//! # Invariants
//!
//! - **LOG-1** An acknowledged event is in the lake once. A process killed between 2 and 3 leaves a note whose rows are not there, one
//!   killed between 3 and 4 a note whose rows are: whoever comes next looks, and either takes the note away or moves the cursor.
//! - One process writes the lake at a time, by the lock that imports take. Should one sleep through the end of its lock, its
//!   commit is refused, because the lake is no longer in the state from which it began.
//! - What cannot be taken is set aside with its reason and holds nothing up.

mod compaction;
mod job;
mod note;
mod orders;
mod replay;
mod statements;
mod stretch;
mod tail;

use std::collections::HashMap;

use customers::commerce::Book;
use customers::{CustomerId, Customers, Rulings, Sources};
use store::{Event, log};
use warehouse::{CustomerRow, ProductRow, Snapshot, StagedEvents};

pub(crate) use compaction::Compaction;
pub(crate) use job::Feed;
pub(crate) use tail::Tail;

use crate::import::ImportGuard;
use crate::{AppError, Workspace};
use note::Note;
use stretch::Stretch;

/// The name under which the lake's cursor is kept.
pub(crate) const LAKE: &str = "lake";

/// Who must have seen an event first: the customers of the events are theirs to make.
const PEOPLE: &str = "people";

/// Events that are read at once.
const EVENTS_AT_ONCE: usize = 2_000;
/// Events of a stretch, at most: a commit of the lake takes about as long for ten as for ten thousand.
const EVENTS_MAX: usize = 16_000;
/// Bytes of bodies from which a stretch takes no more.
const BYTES_MAX: usize = 16 << 20;

/// How often a flush that the lake refuses is tried.
const ATTEMPTS: u32 = 5;

/// What a flush did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Flushed {
    /// Up to where the lake holds the log.
    pub(crate) position: i64,
    /// There is more to flush.
    pub(crate) has_more: bool,
}

impl Workspace {
    /// Brings the next stretch of the log into the lake. The caller holds the lake's lock.
    pub(crate) async fn flush(&self, _guard: &ImportGuard) -> Result<Flushed, AppError> {
        let mut attempt = 1;
        loop {
            match self.try_flush().await {
                // On SQLite the catalog is one of several that want to write: it may wait in vain.
                Err(AppError::Warehouse(error)) if attempt < ATTEMPTS => {
                    tracing::info!(%error, attempt, "the log was not flushed: once more");
                    attempt += 1;
                }
                done => return done,
            }
        }
    }

    async fn try_flush(&self) -> Result<Flushed, AppError> {
        self.settle_stretch().await?;
        let from = log::cursor(&self.store, LAKE).await?;
        let until = self.flushable().await?;
        if until <= from {
            return Ok(Flushed {
                position: from,
                has_more: false,
            });
        }
        let (events, last) = self.next_events(from, until).await?;
        let mut stretch = Stretch::read(events, self.settings.currency);
        stretch.customers = self.customers_of(&stretch).await?;
        self.bring(stretch, (from, last)).await?;
        Ok(Flushed {
            position: last,
            has_more: last < until,
        })
    }

    /// The events of the next stretch, and up to where it goes.
    async fn next_events(&self, from: i64, until: i64) -> Result<(Vec<Event>, i64), AppError> {
        let (mut events, mut bytes, mut last) = (Vec::new(), 0, from);
        while last < until && events.len() < EVENTS_MAX && bytes < BYTES_MAX {
            let (read, to) = self.log.read_until((last, until), EVENTS_AT_ONCE).await?;
            last = to;
            bytes += read.iter().map(|event| event.body.len()).sum::<usize>();
            events.extend(read);
        }
        Ok((events, last))
    }

    /// Up to where the log may be flushed.
    pub(crate) async fn flushable(&self) -> Result<i64, AppError> {
        let last = self.log.last_position().await?;
        let follows_people = crate::work::consumers(self)
            .iter()
            .any(|consumer| consumer.name() == PEOPLE);
        if follows_people {
            Ok(last.min(log::cursor(&self.store, PEOPLE).await?))
        } else {
            Ok(last)
        }
    }

    async fn bring(&self, mut stretch: Stretch, (from, last): (i64, i64)) -> Result<(), AppError> {
        let snapshot = self.lake.snapshot().await?;
        let zone = &self.settings.time_zone;
        let known = snapshot.lines_of_orders(&stretch.orders()).await?;
        let mut book = Book::new(known.into_iter().map(orders::book_line));
        stretch.enter(&mut book, zone);
        // What is personal is not for analysis: it does not enter the lake.
        stretch.leave_out(&Rulings::read(&self.store).await?);
        let changes = book.into_changes();

        let id = self.store.ids().next();
        let note = Note { id, from, last };
        note.make(&self.store, &stretch.refused).await?;
        if stretch.facts.is_empty() {
            return Ok(note.finish(&self.store).await?);
        }
        let names = Sources::new(self.store.clone()).list().await?;
        let names = names
            .into_iter()
            .map(|source| (source.id.raw(), source.name))
            .collect();
        let customers = self.customer_rows(&snapshot, &stretch).await?;
        let products: Vec<ProductRow> = changes.products.into_iter().map(orders::product).collect();
        let staged = StagedEvents {
            import_id: id,
            events: &stretch.rows(&names, zone),
            replaced: &changes.replaced,
            lines: &orders::columns(changes.lines),
            customers: &customers,
            products: &products,
        };
        self.lake.add_events(&snapshot, &staged).await?;
        Ok(note.finish(&self.store).await?)
    }

    /// Whose the facts are, one for each.
    async fn customers_of(&self, stretch: &Stretch) -> Result<Vec<Option<CustomerId>>, AppError> {
        let who: Vec<customers::Who> = stretch.who().cloned().collect();
        let mut view = self.store.view().await?;
        Ok(customers::resolve_in(&mut view, &who).await?)
    }

    /// The customers of a stretch whom the lake lacks, or knows otherwise.
    async fn customer_rows(
        &self,
        snapshot: &Snapshot,
        stretch: &Stretch,
    ) -> Result<Vec<CustomerRow>, AppError> {
        let mut ids: Vec<CustomerId> = stretch.customers.iter().copied().flatten().collect();
        ids.sort_unstable();
        ids.dedup();
        let raw: Vec<i64> = ids.iter().map(|id| id.raw()).collect();
        let known = snapshot.customers(&raw).await?;
        let found = Customers::new(self.store.clone()).find(&ids).await?;
        let rows = found.into_iter().map(|customer| CustomerRow {
            id: customer.id.raw(),
            key: customer.key,
            country: customer.country,
            attributes: (customer.attributes != "{}").then_some(customer.attributes),
        });
        let known: HashMap<i64, CustomerRow> =
            known.into_iter().map(|known| (known.id, known)).collect();
        let rows = rows.filter_map(|mut row| {
            let same = known.get(&row.id);
            if let Some(known) = same
                && row.country.is_none()
            {
                // A country known from orders stays when nobody tells one.
                row.country.clone_from(&known.country);
            }
            (same != Some(&row)).then_some(row)
        });
        Ok(rows.collect())
    }

    /// Whether a stretch is on its way into the lake, or was when its process was killed.
    pub(crate) async fn has_stretch(&self) -> Result<bool, AppError> {
        Ok(Note::find(&self.store).await?.is_some())
    }

    /// Brings a stretch that a killed process left to one of its two ends. The caller holds the lake's lock.
    pub(crate) async fn settle_stretch(&self) -> Result<(), AppError> {
        let Some(note) = Note::find(&self.store).await? else {
            return Ok(());
        };
        let is_in = self
            .lake
            .has_events(note.id, (note.from + 1, note.last))
            .await?;
        if is_in {
            note.finish(&self.store).await?;
        } else {
            note.take_away(&self.store).await?;
        }
        tracing::info!(
            last = note.last,
            is_in,
            "an interrupted flush of the log was settled"
        );
        Ok(())
    }
}
