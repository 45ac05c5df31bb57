//! Customers and what they bought, as it comes in files: reading, understanding and keeping it.
//!
//! A file becomes rows of cells ([`Records`]), a [`Mapping`] says what its columns mean (found by looking where nothing is
//! told), and lines become columns of typed values ([`OrderLines`]) or are refused, each with its reason.
//!
//! # Invariants
//!
//! - **MONEY-1** No float holds money: totals are computed exactly and rounded once, half away from zero, and counted.
//! - A damaged or cut file is an error as a whole; nothing of it is handed on as if it were all.
//! - No bytes make the reading panic, and no line makes it use more than a bounded amount of memory.

mod attributes;
mod base;
mod bulk;
mod carts;
mod catalogue;

pub mod commerce;
mod commerceml;
mod csv;
mod detect;
mod dialect;
mod directory;
mod error;
mod events;
mod exchanges;
mod fact;
mod failure;
pub mod forms;
pub mod hooks;
mod imports;
mod instant;
mod intake;
mod intern;
mod mapping;
mod meaning;
mod merge;
mod notes;
mod number;
mod options;
mod orders;
mod people;
mod preview;
mod products;
mod quality;
mod reasons;
mod records;
mod refusal;
mod saved;
mod sources;
pub mod spend;
mod subscriptions;
mod text;
mod tracking;
mod views;
mod wrong_field;
mod zone;

pub use attributes::{AttributeRow, ReadAttributes, read_attributes, read_attributes_from};
pub use base::{Customer, CustomerId, Customers, Resolved, Upserted};
pub use carts::{Cart, CartId, CartItem, CartKeeper, Carts};
pub use catalogue::{
    Catalogue, CatalogueEvent, CatalogueFilter, CatalogueList, Cataloguer, DayCount, Decided,
    Decision, DecisionFault, DecisionId, DecisionKind, Drift, Drifted, EventDetail, Judged,
    NewDecision, PropertyDetail, Rulings, TypeCount, ValueType,
};

pub use commerceml::{ExchangeCounts, ExchangeFact, ExchangeRefusal, ReadExchange, read_exchange};
pub use dialect::Delimiter;
pub use directory::{
    Directory, DirectoryFilter, DirectoryPage, Entry, EntryFigures, Listed, Listing, Reach, Search,
    Sort, SortKey, Span, TOTAL_MAX,
};
pub use error::CustomersError;
pub use events::{EventFilter, LoggedFact, list_events};
pub use exchanges::{
    Exchange, ExchangeId, ExchangeLogin, ExchangeOrigin, ExchangeState, Exchanges,
    INTERRUPTED as EXCHANGE_INTERRUPTED, NewExchange, REFUSALS_MAX,
};
pub use fact::{Fact, FactKind, Who};
pub use failure::{failure_kept, wording_kept};
pub use imports::{Import, ImportId, ImportState, Imports, NewImport};
pub use instant::DateFormat;
pub use intake::{Desk, Intake, OBJECTS_MAX};
pub use intern::Codes;
pub use mapping::{FileForm, Mapping, Rules, ZoneName};
pub use meaning::{Kind, Meaning};
pub use notes::{CustomerNote, CustomerNoteId, CustomerNotes};
pub use number::DecimalMark;
pub use options::{Progress, ReadOptions};
pub use orders::{OrderCounts, OrderLines, ReadOrders, read_orders, read_orders_from};
pub use people::{Card, Identifier, People, Profile, find_card, find_card_by_email, resolve_in};
pub use preview::{Look, Preview, PreviewColumn, look_from, preview, preview_from};
pub use products::{Product, Products};
pub use quality::{
    Alarm, AlarmFilter, AlarmId, BadContact, Figures, Grain, Quality, QualityKeeper, QualityReport,
    RULE, RefusalCount, SourceQuality, Usual, UsualVolume, Watched, Watchman,
};
pub use records::{Format, Records, Row, RowFault, Sampled, Shape, open, sheets, sniff};
pub use refusal::{ErrorPolicy, Refusal, RefusalReason, Verdict};
pub use saved::{Mappings, SavedMapping};
pub use sources::{
    EventRefusal, NewRefusal, RefusalId, Snippet, Source, SourceId, SourceKind, SourceKindUnknown,
    SourceTally, Sources, Volume,
};
pub use subscriptions::{
    ReadSubscriptions, SubscriptionCounts, SubscriptionTerms, read_subscriptions,
    read_subscriptions_from,
};
pub use text::{Compression, Encoding, Meter};
pub use tracking::{
    BATCH_BYTES_MAX, BATCH_EVENTS_MAX, CallUnknown, DroppedProperty, EVENT_BYTES_MAX, Expected,
    Reason, Received, RefusedEvent, Ruled, Tracked, TrackingCall, TrackingError, read_tracking,
    unpack_gzip,
};
pub use views::{CustomerView, CustomerViewId, CustomerViews, NewCustomerView};
pub use wrong_field::{FieldReason, WrongField};
