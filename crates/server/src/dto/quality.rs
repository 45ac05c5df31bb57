//! How good what arrives is, and when a source brings less than usual.

use app::WorkspaceQuality;
use customers::{Figures, RULE};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

use super::reason::EventCode;
use super::source::SourceKind;

/// How good what was received in some business days is.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct QualityReport {
    /// The first day.
    pub from: Date,
    /// The last day, which is today.
    pub until: Date,
    /// When the last event was received that is counted; null before the first.
    pub followed_until: Option<Timestamp>,
    /// Of all sources.
    pub totals: QualityFigures,
    /// Of each source that brought something, or was refused something; the busiest first.
    pub sources: Vec<SourceQuality>,
    /// Reasons of refusals, the most frequent first, at most 200.
    pub refusals: Vec<QualityRefusal>,
    /// Events that consumers of the log have set aside.
    pub set_aside: Vec<QualitySetAside>,
    /// Alarms that go on.
    pub alarms_open: u64,
}

/// What is counted of all sources.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct QualityFigures {
    /// Events.
    pub events: u64,
    /// Events without a customer.
    pub without_customer: QualityNameless,
    /// How long after they happened events were received.
    pub late: QualityLate,
    /// E-mail addresses and telephone numbers.
    pub contacts: QualityContacts,
    /// Events that were refused.
    pub refused: u64,
}

/// What is counted of a source.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SourceQuality {
    /// The source's id.
    #[schema(example = "src_0000000000000")]
    pub source: String,
    /// What people call it.
    pub source_name: String,
    /// What it is.
    pub source_kind: SourceKind,
    /// Events.
    pub events: u64,
    /// Events without a customer.
    pub without_customer: QualityNameless,
    /// How long after they happened events were received.
    pub late: QualityLate,
    /// E-mail addresses and telephone numbers.
    pub contacts: QualityContacts,
    /// Events that were refused.
    pub refused: u64,
}

/// Events that name nobody but a visitor, or nobody at all.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct QualityNameless {
    /// Events of any kind.
    pub events: u64,
    /// Orders.
    pub orders: u64,
    /// Orders with and without.
    pub orders_total: u64,
    /// Returns.
    pub returns: u64,
    /// Returns with and without.
    pub returns_total: u64,
}

/// Events by the time from happening to receipt.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct QualityLate {
    /// Said to happen more than a minute after the receipt.
    pub ahead: u64,
    /// Within a minute.
    pub minute: u64,
    /// After that, within an hour.
    pub hour: u64,
    /// After that, within a day.
    pub day: u64,
    /// After that, within a week.
    pub week: u64,
    /// Later.
    pub more: u64,
    /// Of all events, the share that came later than an hour, 0 to 1.
    pub share: f64,
}

/// E-mail addresses and telephone numbers that were told of customers.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct QualityContacts {
    /// Addresses.
    pub emails: u64,
    /// Addresses that are none.
    pub emails_invalid: u64,
    /// Numbers.
    pub phones: u64,
    /// Numbers that are none.
    pub phones_invalid: u64,
    /// The newest of a source that are none, at most 20; masked.
    pub examples: Vec<QualityContact>,
}

/// A contact that is none.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct QualityContact {
    /// `email` or `phone`.
    pub what: String,
    /// What was sent, so that nobody can be told by it.
    #[schema(example = "a…@g…")]
    pub masked: String,
    /// What one looks like.
    pub reason: String,
    /// When it was received.
    pub seen_at: Timestamp,
    /// The event's place in the log.
    pub position: i64,
}

/// How often events of a source were refused for a reason.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct QualityRefusal {
    /// The source's id.
    pub source: String,
    /// The reason, stable.
    #[schema(value_type = EventCode, example = "event.who_missing")]
    pub code: String,
    /// How often.
    pub count: u64,
    /// When last.
    pub last_at: Timestamp,
}

/// Events that a consumer of the log has set aside.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct QualitySetAside {
    /// The consumer.
    pub consumer: String,
    /// How many.
    pub events: u64,
}

/// A time in which a source brought less than usual.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct QualityAlarm {
    /// Its id.
    #[schema(example = "alm_0000000000000")]
    pub id: String,
    /// The source's id.
    pub source: String,
    /// What people call it.
    pub source_name: String,
    /// By what it is judged.
    pub grain: QualityGrain,
    /// The beginning of the first hour, or day, that was low.
    pub begun_at: Timestamp,
    /// When it was noticed.
    pub noticed_at: Timestamp,
    /// The beginning of the hour, or day, that was not low any more; null while it goes on.
    pub ended_at: Option<Timestamp>,
    /// What the lowest hour, or day, usually brings.
    pub usual: f64,
    /// Below which it is low.
    pub bound: f64,
    /// What it brought.
    pub seen: u64,
}

/// By what a source is judged.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum QualityGrain {
    /// By hours.
    Hour,
    /// By days, because its hours bring too little.
    Day,
}

/// Alarms.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct QualityAlarmPage {
    /// The newest first.
    pub items: Vec<QualityAlarm>,
    /// Where the next page begins; null at the end.
    pub next_cursor: Option<String>,
    /// When an alarm begins and ends.
    pub rule: String,
}

/// What a source brought by hour.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct QualityVolumeList {
    /// The source's id.
    pub source: String,
    /// Every hour, the running one last.
    pub items: Vec<QualityVolume>,
}

/// What a source brought in an hour.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct QualityVolume {
    /// When the hour began.
    pub hour: Timestamp,
    /// Events.
    pub events: u64,
    /// What is usual; null where four weeks are not known, or bring too little.
    pub usual: Option<f64>,
    /// Below which it is low.
    pub bound: Option<f64>,
}

impl From<&Figures> for QualityNameless {
    fn from(figures: &Figures) -> Self {
        Self {
            events: figures.nameless,
            orders: figures.orders_nameless,
            orders_total: figures.orders,
            returns: figures.returns_nameless,
            returns_total: figures.returns,
        }
    }
}

impl From<&Figures> for QualityLate {
    fn from(figures: &Figures) -> Self {
        Self {
            ahead: figures.ahead,
            minute: figures.minute,
            hour: figures.hour,
            day: figures.day,
            week: figures.week,
            more: figures.more,
            share: figures.late_share(),
        }
    }
}

impl QualityContacts {
    fn of(figures: &Figures, examples: Vec<customers::BadContact>) -> Self {
        Self {
            emails: figures.emails,
            emails_invalid: figures.emails_invalid,
            phones: figures.phones,
            phones_invalid: figures.phones_invalid,
            examples: examples.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<customers::BadContact> for QualityContact {
    fn from(bad: customers::BadContact) -> Self {
        Self {
            what: bad.what,
            masked: bad.masked,
            reason: bad.reason,
            seen_at: bad.seen_at,
            position: bad.position,
        }
    }
}

impl From<customers::SourceQuality> for SourceQuality {
    fn from(of: customers::SourceQuality) -> Self {
        Self {
            source: of.source.id.to_string(),
            source_name: of.source.name,
            source_kind: of.source.kind.into(),
            events: of.figures.events,
            without_customer: (&of.figures).into(),
            late: (&of.figures).into(),
            contacts: QualityContacts::of(&of.figures, of.contacts),
            refused: of.refused,
        }
    }
}

impl From<WorkspaceQuality> for QualityReport {
    fn from(quality: WorkspaceQuality) -> Self {
        let report = quality.report;
        let totals = QualityFigures {
            events: report.totals.events,
            without_customer: (&report.totals).into(),
            late: (&report.totals).into(),
            contacts: QualityContacts::of(&report.totals, Vec::new()),
            refused: report.refused,
        };
        let refusals = report.refusals.into_iter().map(|refusal| QualityRefusal {
            source: refusal.source.to_string(),
            code: refusal.code,
            count: refusal.count,
            last_at: refusal.last_at,
        });
        let set_aside = quality.set_aside.into_iter();
        Self {
            from: report.from,
            until: report.until,
            followed_until: report.followed_until,
            totals,
            sources: report.sources.into_iter().map(Into::into).collect(),
            refusals: refusals.collect(),
            set_aside: set_aside
                .map(|(consumer, events)| QualitySetAside { consumer, events })
                .collect(),
            alarms_open: quality.alarms_open,
        }
    }
}

impl From<customers::Alarm> for QualityAlarm {
    fn from(alarm: customers::Alarm) -> Self {
        Self {
            id: alarm.id.to_string(),
            source: alarm.source.to_string(),
            source_name: alarm.source_name,
            grain: match alarm.grain {
                customers::Grain::Hour => QualityGrain::Hour,
                customers::Grain::Day => QualityGrain::Day,
            },
            begun_at: alarm.begun_at,
            noticed_at: alarm.noticed_at,
            ended_at: alarm.ended_at,
            usual: alarm.usual,
            bound: alarm.bound,
            seen: alarm.seen,
        }
    }
}

impl From<kernel::Page<customers::Alarm>> for QualityAlarmPage {
    fn from(page: kernel::Page<customers::Alarm>) -> Self {
        Self {
            items: page.items.into_iter().map(Into::into).collect(),
            next_cursor: page.next_cursor,
            rule: RULE.to_owned(),
        }
    }
}

impl From<customers::UsualVolume> for QualityVolume {
    fn from(volume: customers::UsualVolume) -> Self {
        Self {
            hour: volume.hour,
            events: volume.events,
            usual: volume.usual,
            bound: volume.bound,
        }
    }
}
