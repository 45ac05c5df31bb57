//! One message: which events are in it, and under which ids.

use std::collections::BTreeMap;

use customers::{Received, Tracked, TrackingCall, TrackingError, read_tracking};
use serde_json::value::RawValue;

type Object<'a> = BTreeMap<String, &'a RawValue>;

/// Reads a message. `base` is the id of events that bring none: with it they have the same one whenever the message comes.
///
/// # Errors
///
/// When the message as a whole is no event and no batch.
pub(super) fn read(
    payload: &[u8],
    base: &str,
    received: Received<'_>,
) -> Result<Tracked, TrackingError> {
    let malformed = |_| TrackingError::BodyMalformed {
        said: "an object is expected".to_owned(),
    };
    let mut body: Object<'_> = serde_json::from_slice(payload).map_err(malformed)?;
    let listed = body.remove("batch").map(|list| list.get().to_owned());
    let given: Vec<&RawValue> = match &listed {
        Some(list) => serde_json::from_str(list).map_err(|_| TrackingError::BodyMalformed {
            said: "`batch` is not a list of events".to_owned(),
        })?,
        None => Vec::new(),
    };
    let mut text = String::with_capacity(payload.len() + 64);
    text.push_str("{\"batch\":[");
    if listed.is_none() {
        text.push_str(&with_id(payload, base));
    }
    for (index, event) in given.iter().enumerate() {
        if index > 0 {
            text.push(',');
        }
        text.push_str(&with_id(event.get().as_bytes(), &format!("{base}:{index}")));
    }
    text.push(']');
    if listed.is_some() {
        for (name, value) in &body {
            push(&mut text, name, value);
        }
    }
    text.push('}');
    read_tracking(TrackingCall::Batch, text.as_bytes(), received)
}

/// An event with an id; its other values stay as they are written, digit by digit.
fn with_id(event: &[u8], id: &str) -> String {
    let as_it_is = || String::from_utf8_lossy(event).into_owned();
    let Ok(fields) = serde_json::from_slice::<Object<'_>>(event) else {
        return as_it_is();
    };
    if fields.contains_key("messageId") {
        return as_it_is();
    }
    let Ok(id) = serde_json::to_string(id) else {
        return as_it_is();
    };
    let mut text = format!("{{\"messageId\":{id}");
    for (name, value) in fields {
        push(&mut text, &name, value);
    }
    text.push('}');
    text
}

/// A further name with its value, as it is written.
fn push(text: &mut String, name: &str, value: &RawValue) {
    // A text always has a JSON form.
    let name = serde_json::to_string(name).unwrap_or_default();
    text.push(',');
    text.push_str(&name);
    text.push(':');
    text.push_str(value.get());
}

/// The source of a subject: as far as the filter is fixed, and one step more.
pub(super) fn source_of<'a>(filter: &str, subject: &'a str) -> &'a str {
    let fixed = filter
        .split('.')
        .take_while(|step| !matches!(*step, "*" | ">"));
    let steps = fixed.count() + 1;
    let mut ends = subject.match_indices('.').map(|(at, _)| at);
    ends.nth(steps - 1).map_or(subject, |end| &subject[..end])
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use kernel::{Clock, IdSource, ManualClock};

    use super::*;

    fn ids(payload: &str) -> Vec<String> {
        let clock = Arc::new(ManualClock::at("2026-01-15T12:00:00Z".parse().unwrap()));
        let at = clock.now();
        let ids = IdSource::new(clock);
        let received = Received { at, ids: &ids };
        let tracked = read(payload.as_bytes(), "m-1", received).unwrap();
        assert!(tracked.refused.is_empty(), "{:?}", tracked.refused);
        tracked
            .facts
            .into_iter()
            .map(|(_, fact)| fact.message_id)
            .collect()
    }

    #[test]
    fn events_without_an_id_get_the_one_of_their_message() {
        assert_eq!(ids(r#"{"type":"track","event":"a","userId":"1"}"#), ["m-1"]);
        assert_eq!(
            ids(r#"{"type":"track","event":"a","userId":"1","messageId":"own"}"#),
            ["own"]
        );
        let batch = r#"{"sentAt":"2026-01-15T12:00:00Z","batch":[
            {"type":"track","event":"a","userId":"1","messageId":"own"},
            {"type":"identify","userId":"1","traits":{"n":1.10000000000000000001}}]}"#;
        assert_eq!(ids(batch), ["own", "m-1:1"]);
    }

    #[test]
    fn what_is_no_object_is_refused() {
        let clock = Arc::new(ManualClock::at("2026-01-15T12:00:00Z".parse().unwrap()));
        let at = clock.now();
        let ids = IdSource::new(clock);
        for payload in ["", "7", "[]", "{\"batch\":7}", "\u{0}"] {
            let received = Received { at, ids: &ids };
            assert!(
                read(payload.as_bytes(), "m", received).is_err(),
                "{payload}"
            );
        }
    }

    #[test]
    fn a_subject_names_its_source() {
        for (filter, subject, source) in [
            ("events.>", "events.shop.orders.7", "events.shop"),
            ("events.>", "events.shop", "events.shop"),
            ("events", "events", "events"),
            ("a.*.orders", "a.b.orders", "a.b"),
            (">", "shop.orders", "shop"),
        ] {
            assert_eq!(source_of(filter, subject), source);
        }
    }
}
