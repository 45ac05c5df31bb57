//! Bodies of the tracking specification, as libraries send them and as nobody should.

use std::sync::Arc;

use customers::{
    Fact, FactKind, Reason, Received, Tracked, TrackingCall, TrackingError, read_tracking,
};
use jiff::Timestamp;
use kernel::{IdSource, ManualClock};
use proptest::prelude::*;
use serde_json::{Value, json};

const NOW: &str = "2026-01-15T12:00:00Z";

pub(crate) fn read(call: &str, body: &[u8]) -> Result<Tracked, TrackingError> {
    let at: Timestamp = NOW.parse().unwrap();
    let ids = IdSource::new(Arc::new(ManualClock::at(at)));
    read_tracking(call.parse().unwrap(), body, Received { at, ids: &ids })
}

fn tracked(call: &str, body: &Value) -> Tracked {
    read(call, body.to_string().as_bytes()).unwrap()
}

fn fact(call: &str, body: &Value) -> Fact {
    let mut tracked = tracked(call, body);
    assert_eq!(tracked.refused, []);
    tracked.facts.remove(0).1
}

fn refusal(body: &Value) -> Reason {
    let mut tracked = tracked("batch", &json!({"batch": [body]}));
    assert!(tracked.facts.is_empty());
    tracked.refused.remove(0).reason
}

#[test]
fn a_track_of_the_segment_library_becomes_a_fact() {
    let body = json!({
        "batch": [{
            "type": "track", "event": "Order Completed", "userId": "17", "anonymousId": "a-1",
            "properties": {"order_id": "9", "total": 19.99},
            "context": {"library": {"name": "@segment/analytics-node"}, "campaign": {"source": "mail"}},
            "integrations": {}, "timestamp": "2026-01-15T11:00:00.000Z", "messageId": "m-1",
            "_metadata": {"nodeVersion": "20"},
        }],
        "writeKey": "wk_1", "sentAt": "2026-01-15T11:00:02.000Z",
    });
    let mut read = tracked("batch", &body);
    assert_eq!(read.write_key.as_deref(), Some("wk_1"));
    let (index, fact) = read.facts.remove(0);
    assert_eq!(
        (index, fact.kind, fact.message_id.as_str()),
        (0, FactKind::Track, "m-1")
    );
    assert_eq!(fact.happened_at.to_string(), "2026-01-15T11:59:58Z");
    let expected = json!({
        "user_id": "17", "anonymous_id": "a-1", "name": "Order Completed",
        "properties": {"order_id": "9", "total": 19.99},
        "context": {"library": {"name": "@segment/analytics-node"}, "campaign": {"source": "mail"}},
    });
    assert_eq!(
        serde_json::from_str::<Value>(&fact.body()).unwrap(),
        expected
    );
}

#[test]
fn an_identify_of_the_rudderstack_library_becomes_a_fact() {
    let traits = json!({"email": "Ada@Example.ORG", "phone": "+44 20 7946 0018", "plan": "gold"});
    let body = json!({
        "type": "identify", "userId": 17, "traits": traits, "channel": "server", "rudderId": "r",
        "context": {"traits": {"plan": "silver", "age": 36}},
        "originalTimestamp": "2026-01-15T11:00:00Z", "sentAt": "2026-01-15T11:00:00Z", "messageId": "m",
    });
    let fact = fact("identify", &body);
    assert_eq!(fact.who.user_id.as_deref(), Some("17"));
    assert_eq!(fact.who.email.as_deref(), Some("Ada@example.org"));
    assert_eq!(fact.who.phone.as_deref(), Some("+442079460018"));
    assert_eq!(fact.traits["plan"], "gold");
    assert_eq!(fact.traits["age"], 36);
    assert_eq!(
        fact.context,
        *json!({"channel": "server"}).as_object().unwrap()
    );
    assert_eq!(fact.happened_at.to_string(), NOW);
}

#[test]
fn each_kind_takes_what_it_needs() {
    let page = fact(
        "page",
        &json!({"anonymousId": "a", "name": "Home", "category": "Shop"}),
    );
    assert_eq!(
        (page.name.as_deref(), page.properties["category"].as_str()),
        (Some("Home"), Some("Shop"))
    );
    let group = fact(
        "g",
        &json!({"userId": "1", "groupId": 5, "traits": {"email": "all@example.org"}}),
    );
    assert_eq!((group.name.as_deref(), group.who.email), (Some("5"), None));
    let alias = fact("alias", &json!({"userId": "1", "previousId": "a-1"}));
    assert_eq!(alias.name.as_deref(), Some("a-1"));
    let known = fact(
        "track",
        &json!({"event": "Called", "context": {"traits": {"email": "a@b.cd"}}}),
    );
    assert_eq!(known.who.email.as_deref(), Some("a@b.cd"));
}

#[test]
fn what_a_batch_says_holds_for_its_events() {
    let body = json!({
        "batch": [
            {"type": "track", "event": "A", "userId": "1", "context": {"ip": "own"}},
            {"type": "page", "userId": "1"},
        ],
        "context": {"ip": "shared", "locale": "nb"},
    });
    let read = tracked("batch", &body);
    let ips: Vec<&Value> = read
        .facts
        .iter()
        .map(|(_, fact)| &fact.context["ip"])
        .collect();
    assert_eq!(ips, [&json!("own"), &json!("shared")]);
}

#[test]
fn the_good_events_of_a_batch_are_taken() {
    let body = json!({"batch": [
        {"type": "track", "event": "A", "userId": "1", "messageId": "good"},
        {"type": "track", "event": "B", "messageId": "nobody"},
        7,
        {"type": "jump", "userId": "1", "messageId": "jump"},
        {"type": "page", "userId": "1", "messageId": "good-2"},
    ]});
    let read = tracked("batch", &body);
    let taken: Vec<_> = read
        .facts
        .iter()
        .map(|(index, fact)| (*index, fact.message_id.as_str()))
        .collect();
    assert_eq!(taken, [(0, "good"), (4, "good-2")]);
    let refused: Vec<_> = read
        .refused
        .iter()
        .map(|refused| {
            (
                refused.index,
                refused.message_id.as_deref(),
                refused.reason.code(),
            )
        })
        .collect();
    assert_eq!(
        refused,
        [
            (1, Some("nobody"), "event.who_missing"),
            (2, None, "event.not_an_object"),
            (3, Some("jump"), "event.type_unknown"),
        ]
    );
}

#[test]
fn each_mistake_has_its_reason() {
    for (body, code) in mistakes() {
        assert_eq!(refusal(&body).code(), code, "{body:.80}");
    }
}

fn mistakes() -> Vec<(Value, &'static str)> {
    let long = "x".repeat(256);
    let times = json!({"type": "page", "userId": "1", "timestamp": "soon"});
    vec![
        (
            json!({"type": "track", "userId": "1"}),
            "event.field_missing",
        ),
        (
            json!({"type": "track", "userId": "1", "event": 7}),
            "event.field_type_wrong",
        ),
        (
            json!({"type": "page", "userId": {"id": 1}}),
            "event.field_type_wrong",
        ),
        (
            json!({"type": "page", "userId": 1.5}),
            "event.field_type_wrong",
        ),
        (
            json!({"type": "page", "userId": " ", "anonymousId": ""}),
            "event.who_missing",
        ),
        (
            json!({"type": "page", "userId": long}),
            "event.field_too_long",
        ),
        (
            json!({"type": "page", "userId": "1", "messageId": long}),
            "event.field_too_long",
        ),
        (
            json!({"type": "page", "userId": "1", "properties": []}),
            "event.field_type_wrong",
        ),
        (
            json!({"type": "page", "userId": "1", "context": "x"}),
            "event.field_type_wrong",
        ),
        (
            json!({"type": "identify", "userId": "1", "traits": 1}),
            "event.field_type_wrong",
        ),
        (
            json!({"type": "group", "userId": "1"}),
            "event.field_missing",
        ),
        (
            json!({"type": "alias", "userId": "1"}),
            "event.field_missing",
        ),
        (
            json!({"type": "alias", "previousId": "1", "anonymousId": "a"}),
            "event.field_missing",
        ),
        (
            json!({"type": "page", "userId": "1\0"}),
            "event.character_nul",
        ),
        (
            json!({"type": "page", "userId": "1", "properties": {"a\0": 1}}),
            "event.character_nul",
        ),
        (times, "event.time_malformed"),
        (
            json!({"type": "page", "userId": "1", "properties": {"text": "x".repeat(32 << 10)}}),
            "event.too_large",
        ),
    ]
}

#[test]
fn an_absurd_event_is_refused_and_its_neighbour_taken() {
    let deep = format!("{}1{}", "{\"a\":".repeat(3_000), "}".repeat(3_000));
    let names: Vec<String> = (0..2_100)
        .map(|number| format!(",\"{number}\":1"))
        .collect();
    let names = names.concat();
    for (properties, code) in [
        (deep, "event.too_deep"),
        (
            format!("{}1{}", "[".repeat(40), "]".repeat(40)),
            "event.too_deep",
        ),
        (format!("{{\"a\":1{names}}}"), "event.too_many_names"),
        ("{\"a\":1e999}".to_owned(), "event.malformed"),
        ("{\"a\":\"\\ud800\"}".to_owned(), "event.malformed"),
    ] {
        let body = format!(
            r#"{{"batch":[{{"type":"page","userId":"1","properties":{properties}}},{{"type":"page","userId":"1"}}]}}"#
        );
        let read = read("batch", body.as_bytes()).unwrap();
        assert_eq!(read.refused[0].reason.code(), code);
        assert_eq!(read.facts.len(), 1, "{code}");
    }
}

#[test]
fn a_body_that_is_no_body_is_refused_as_a_whole() {
    for body in [
        "",
        "{",
        "[]",
        "{}",
        "{\"batch\":7}",
        "nonsense",
        "{\"batch\":[1}",
        "\u{feff}{}",
    ] {
        let error = read("batch", body.as_bytes()).unwrap_err();
        assert!(
            matches!(error, TrackingError::BodyMalformed { .. }),
            "{body}: {error}"
        );
    }
    assert!(read("track", b"\xff").is_err());
    let large = vec![b' '; (500 << 10) + 1];
    assert!(matches!(
        read("batch", &large),
        Err(TrackingError::BodyTooLarge { .. })
    ));
    assert!(matches!(
        read("track", &large[..=(32 << 10)]),
        Err(TrackingError::BodyTooLarge { .. })
    ));
    for context in [json!(7), json!({"a\0": 1}), json!({"a": "x".repeat(5_000)})] {
        let body = json!({"batch": [], "context": context}).to_string();
        let error = read("batch", body.as_bytes()).unwrap_err();
        assert_eq!(error, TrackingError::ContextUnfit);
    }
    let many = format!("{{\"batch\":[0{}]}}", ",0".repeat(5_000));
    assert_eq!(
        read("batch", many.as_bytes()).unwrap_err(),
        TrackingError::BatchTooLong { events: 5_001 }
    );
    assert_eq!(read("batch", b"{\"batch\":[]}").unwrap().facts.len(), 0);
}

#[test]
fn an_import_takes_times_as_they_are_told() {
    let event = json!({"type": "page", "userId": "1", "timestamp": "2011-12-09T12:50:00Z"});
    let body = json!({"batch": [event], "sentAt": "2026-01-14T12:00:00Z"});
    let happened = |call| tracked(call, &body).facts[0].1.happened_at.to_string();
    assert_eq!(happened("import"), "2011-12-09T12:50:00Z");
    assert_eq!(happened("batch"), "2011-12-10T12:50:00Z");
}

#[test]
fn an_event_without_an_id_has_the_same_one_again_when_it_tells_its_time() {
    let id = |body: &Value| fact("page", body).message_id;
    let timed = json!({"userId": "1", "timestamp": "2026-01-15T11:00:00Z"});
    assert_eq!(id(&timed), id(&timed));
    let two = tracked(
        "batch",
        &json!({"batch": [{"type": "page", "userId": "1"}, {"type": "page", "userId": "1"}]}),
    );
    assert_ne!(two.facts[0].1.message_id, two.facts[1].1.message_id);
}

#[test]
fn the_key_is_found_in_the_body() {
    let read = tracked("p", &json!({"userId": "1", "writeKey": "wk_2"}));
    assert_eq!(read.write_key.as_deref(), Some("wk_2"));
    assert_eq!("p".parse(), Ok(TrackingCall::One(FactKind::Page)));
}

/// JSON as nobody should send it: any value in any known field, nested a little.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "[ -~\\x00ü😀]{0,12}".prop_map(Value::from),
        prop_oneof![
            Just("2026-01-15T11:00:00Z"),
            Just("-009999-01-01T00:00:00Z"),
            Just("9999-12-30T22:00:00Z"),
            Just("track"),
            Just("identify"),
            Just("alias"),
        ]
        .prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        let name = prop_oneof![
            proptest::sample::select(vec![
                "type",
                "event",
                "userId",
                "anonymousId",
                "previousId",
                "groupId",
                "messageId",
                "timestamp",
                "originalTimestamp",
                "sentAt",
                "context",
                "traits",
                "properties",
                "email",
                "phone",
                "name",
                "category",
                "channel",
                "writeKey",
                "batch",
            ])
            .prop_map(str::to_owned),
            "[a-z\\x00]{0,4}",
        ];
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            proptest::collection::btree_map(name, inner, 0..9)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

/// Nothing panics, each event is taken or refused, and what is taken goes through the log as it is.
fn holds(call: &str, body: &[u8]) {
    let Ok(read) = read(call, body) else { return };
    let mut places: Vec<usize> = read.facts.iter().map(|(index, _)| *index).collect();
    places.extend(read.refused.iter().map(|refused| refused.index));
    places.sort_unstable();
    assert_eq!(places, (0..places.len()).collect::<Vec<_>>());
    let now: Timestamp = NOW.parse().unwrap();
    for (_, fact) in read.facts {
        assert!((1..=1_020).contains(&fact.message_id.len()));
        assert!(!fact.who.is_nobody() && fact.happened_at <= now);
        assert!(!fact.body().contains("\\u0000"));
        let kind = fact.kind.as_str();
        let back = Fact::from_parts(kind, &fact.message_id, fact.happened_at, &fact.body());
        assert_eq!(back.unwrap().body(), fact.body());
    }
}

#[test]
fn a_number_of_seventeen_digits_stays_what_it_is() {
    let body = r#"{"type":"page","userId":"1","context":{"far":-2.8580251536819886e+281}}"#;
    holds("page", body.as_bytes());
    let read = read("page", body.as_bytes()).unwrap();
    let said = read.facts[0].1.body();
    assert!(said.contains("-2.8580251536819886e+281"), "{said}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn any_bytes_are_taken_or_refused(body in proptest::collection::vec(any::<u8>(), 0..300)) {
        holds("batch", &body);
        holds("track", &body);
    }

    #[test]
    fn any_events_are_taken_or_refused(events in proptest::collection::vec(any_json(), 0..6), shared in any_json()) {
        // Most of them name somebody and a kind, so that more than the first check is met.
        let mut events = events;
        for event in &mut events {
            if let Value::Object(event) = event {
                event.entry("type").or_insert("page".into());
                event.entry("userId").or_insert("1".into());
            }
        }
        let body = json!({"batch": events, "sentAt": shared, "context": shared, "writeKey": shared}).to_string();
        for call in ["batch", "import"] {
            holds(call, body.as_bytes());
        }
        for event in events {
            for call in ["identify", "track", "page", "screen", "group", "alias"] {
                holds(call, event.to_string().as_bytes());
            }
        }
    }

    #[test]
    fn any_cut_of_a_body_is_refused_as_a_whole(cut in 0_usize..200, flip in 0_usize..200, bits in 1_u8..=255) {
        let mut body = json!({"batch": [
            {"type": "track", "event": "A", "userId": "1", "timestamp": "2026-01-15T11:00:00Z", "properties": {"a": [1.5, "ü"]}},
        ], "sentAt": "2026-01-15T11:00:00Z"}).to_string().into_bytes();
        let whole = body.len();
        let place = flip % whole;
        body[place] ^= bits;
        holds("batch", &body);
        body.truncate(cut.min(whole - 1));
        holds("batch", &body);
    }
}
