//! Deliveries: one event for one endpoint, tried until it arrives or there are no attempts left.

use std::str::FromStr;

use customers::failure_kept;
use jiff::Timestamp;
use kernel::Failure;
use store::StoreError;

kernel::define_id!(
    /// A delivery. It is the `webhook-id` of the message, the same at every attempt.
    DeliveryId,
    "msg"
);

const TABLE: &str = "webhook_delivery";

/// One event for one endpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// Its id, which is the message's.
    pub id: DeliveryId,
    /// The event's position in the log.
    pub position: i64,
    /// The event's kind.
    pub kind: String,
    /// Whether it arrived.
    pub state: DeliveryState,
    /// Attempts so far.
    pub attempts: u32,
    /// When it is tried next.
    pub next_at: Option<Timestamp>,
    /// When it was tried last.
    pub attempted_at: Option<Timestamp>,
    /// The status of the last answer.
    pub last_status: Option<u16>,
    /// What was wrong with the last attempt.
    pub last_error: Option<Failure>,
    /// How long the last attempt took, milliseconds.
    pub duration_ms: Option<i64>,
    /// When it was made.
    pub created_at: Timestamp,
}

/// Whether a delivery arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeliveryState {
    /// It is to be tried.
    Pending,
    /// The receiver has it.
    Delivered,
    /// There are no attempts left.
    Failed,
}

impl DeliveryState {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Pending, Self::Delivered, Self::Failed];

    /// The name, in the store and on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Delivered => "delivered",
            Self::Failed => "failed",
        }
    }
}

impl FromStr for DeliveryState {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let found = Self::ALL.into_iter().find(|state| state.as_str() == text);
        found.ok_or(())
    }
}

/// Id, position, kind, state, attempts, next at, attempted at, last status, last error, duration, created at, and how the
/// error is said in another language.
pub(super) type Row = (
    i64,
    i64,
    String,
    String,
    i64,
    Option<i64>,
    Option<i64>,
    Option<i64>,
    Option<String>,
    Option<i64>,
    i64,
    Option<String>,
);

impl TryFrom<Row> for Delivery {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let (raw, position, kind, state, attempts, next_at, attempted_at, status, ..) = &row;
        let corrupt = |column| StoreError::corrupt(TABLE, column, raw);
        let maybe = |micros: &Option<i64>, column| {
            micros
                .map(|at| store::instant(at, TABLE, column, raw))
                .transpose()
        };
        Ok(Self {
            id: DeliveryId::from_raw(*raw).map_err(|_| corrupt("id"))?,
            position: *position,
            kind: kind.clone(),
            state: state.parse().map_err(|()| corrupt("state"))?,
            attempts: u32::try_from(*attempts).map_err(|_| corrupt("attempts"))?,
            next_at: maybe(next_at, "next_at")?,
            attempted_at: maybe(attempted_at, "attempted_at")?,
            last_status: status
                .map(|status| u16::try_from(status).map_err(|_| corrupt("last_status")))
                .transpose()?,
            last_error: row
                .8
                .clone()
                .map(|sentence| failure_kept(sentence, row.11.clone())),
            duration_ms: row.9,
            created_at: store::instant(row.10, TABLE, "created_at", raw)?,
        })
    }
}
