//! Notices of what came to its end or went wrong.

use std::collections::{BTreeMap, HashSet};

use app::Notice;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::import::told;
use super::reason::FaultCode;

/// What a notice is about.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum NotificationKind {
    /// An import came to its end.
    Import,
    /// An exchange file came to its end.
    Exchange,
    /// A model of value was fitted.
    Model,
    /// The fit by schedule failed.
    Refit,
    /// A source brings less than usual.
    Alarm,
    /// A report by schedule was made, or could not be.
    Edition,
}

/// Something that came to its end or went wrong.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Notification {
    /// The id of what it is about.
    #[schema(example = "imp_0000000000000")]
    pub id: String,
    /// What it is about.
    pub kind: NotificationKind,
    /// What people call that: a file, a source, a kind of model, a schedule.
    pub subject: String,
    /// Whether it went wrong.
    pub is_failure: bool,
    /// Why, as a sentence, when that is known.
    pub reason: Option<String>,
    /// The name of that sentence; null when it has none, and when an earlier version noted it.
    pub reason_code: Option<FaultCode>,
    /// The values in the sentence, by name.
    #[schema(example = json!({"last": "2011-12-09"}))]
    pub reason_args: BTreeMap<String, String>,
    /// When it ended, or was noticed.
    pub at: Timestamp,
    /// Whether the caller has marked it as read.
    pub is_read: bool,
}

/// The newest notices.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct NotificationList {
    /// The newest fifty, newest first, of what the caller's role may see and what is not older than the caller's account.
    pub items: Vec<Notification>,
    /// How many of them are not read.
    pub unread: u32,
}

/// Which notices are read.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NotificationMarksInput {
    /// Their ids; all that are told when absent.
    pub ids: Option<HashSet<String>>,
}

impl Notification {
    pub(crate) fn of(notice: &Notice, is_read: bool) -> Self {
        let (reason, reason_code, reason_args) = told(notice.reason.clone());
        Self {
            id: notice.id.clone(),
            kind: match notice.kind {
                app::NoticeKind::Import => NotificationKind::Import,
                app::NoticeKind::Exchange => NotificationKind::Exchange,
                app::NoticeKind::Model => NotificationKind::Model,
                app::NoticeKind::Refit => NotificationKind::Refit,
                app::NoticeKind::Alarm => NotificationKind::Alarm,
                app::NoticeKind::Edition => NotificationKind::Edition,
            },
            subject: notice.subject.clone(),
            is_failure: notice.is_failure,
            reason,
            reason_code,
            reason_args,
            at: notice.at,
            is_read,
        }
    }
}
