//! Rows of incoming webhooks.

use customers::SourceId;
use store::StoreError;

use super::{HmacEncoding, Incoming, IncomingId, SenderCheck};

const TABLE: &str = "incoming_webhook";

/// Id, source, name, definition, live definition and since when, checking, its header, encoding and secret, made by and at.
pub(super) type Row = (
    i64,
    i64,
    String,
    String,
    Option<String>,
    Option<i64>,
    String,
    Option<String>,
    Option<String>,
    Option<String>,
    String,
    i64,
);

/// The columns of a check: name, header, encoding, secret.
pub(super) type CheckColumns = (
    &'static str,
    Option<String>,
    Option<&'static str>,
    Option<String>,
);

impl TryFrom<Row> for Incoming {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let (
            raw,
            source,
            name,
            definition,
            live,
            since,
            checking,
            header,
            encoding,
            secret,
            by,
            at,
        ) = row;
        let corrupt = |column| StoreError::corrupt(TABLE, column, raw);
        let instant = |micros, column| store::instant(micros, TABLE, column, &raw);
        let check = check(&checking, header, encoding.as_deref(), secret);
        Ok(Self {
            id: IncomingId::from_raw(raw).map_err(|_| corrupt("id"))?,
            source: SourceId::from_raw(source).map_err(|_| corrupt("source_id"))?,
            name,
            definition,
            live_definition: live,
            live_since: since.map(|at| instant(at, "live_since")).transpose()?,
            check: check.ok_or_else(|| corrupt("checking"))?,
            created_by: by,
            created_at: instant(at, "created_at")?,
        })
    }
}

fn check(
    checking: &str,
    header: Option<String>,
    encoding: Option<&str>,
    secret: Option<String>,
) -> Option<SenderCheck> {
    match checking {
        "none" => Some(SenderCheck::Address),
        "hmac_sha256" => Some(SenderCheck::HmacSha256 {
            header: header?,
            encoding: encoding?.parse::<HmacEncoding>().ok()?,
            secret: secret?,
        }),
        "standard_webhooks" => Some(SenderCheck::StandardWebhooks {
            secret: secret?.parse().ok()?,
        }),
        _ => None,
    }
}

pub(super) fn columns(check: &SenderCheck) -> CheckColumns {
    let (header, encoding, secret) = match check {
        SenderCheck::Address => (None, None, None),
        SenderCheck::HmacSha256 {
            header,
            encoding,
            secret,
        } => (
            Some(header.clone()),
            Some(encoding.as_str()),
            Some(secret.clone()),
        ),
        SenderCheck::StandardWebhooks { secret } => (None, None, Some(secret.expose())),
    };
    (check.as_str(), header, encoding, secret)
}
