//! How good what arrives is: contacts that are none, events without a customer, late events, refusals; and an alarm when a source
//! brings less than usual.
//!
//! The consumer [`QualityKeeper`] adds up what each source brought, by the hour of receipt. What is usual is told by the same hours of the
//! last four same weekdays, by the clocks of the workspace's time zone ([`usual`](Usual)); the [`Watchman`] holds against it what came.

mod alarm;
mod consumer;
mod contact;
mod figures;
mod history;
mod judge;
mod noted;
mod report;
mod statements;
mod usual;
mod volumes;

pub use alarm::{Alarm, AlarmFilter, AlarmId, RULE, Watched, Watchman};
pub use consumer::QualityKeeper;
pub use figures::Figures;
pub use judge::Grain;
pub use report::{BadContact, Quality, QualityReport, RefusalCount, SourceQuality};
pub use usual::Usual;
pub use volumes::UsualVolume;

pub(crate) use statements::REFUSED;
