//! The catalogue as the log makes it, and the decisions over it, on both engines.

use customers::{
    Catalogue, CatalogueFilter, Cataloguer, CustomersError, DecisionId, DecisionKind, Drifted,
    Fact, FactKind, Judged, NewDecision, Rulings,
};
use jiff::tz::TimeZone;
use kernel::Limit;
use serde_json::{Value, json};
use store::{Consumer, Event, Store, on};

use crate::people::{event, noon, object, who};

const DAY: i64 = 24 * 3_600;

const DUMPS: [&str; 4] = [
    "select kind || ' ' || name || ' ' || cast(id as text) || ' ' || cast(first_seen_at as text) || ' '
        || cast(last_seen_at as text) || ' ' || cast(events as text) || ' ' || cast(properties as text) || ' '
        || cast(beyond as text)
    from catalogue_event order by kind, name",
    "select cast(event_id as text) || ' ' || name || ' ' || cast(first_seen_at as text) || ' '
        || cast(last_seen_at as text) || ' ' || cast(events as text) || ' ' || types || ' ' || cast(typed_at as text)
        || ' ' || examples
    from catalogue_property order by event_id, name",
    "select cast(event_id as text) || ' ' || cast(day as text) || ' ' || cast(events as text)
    from catalogue_day order by event_id, day",
    "select kind || ' ' || cast(events as text) from catalogue_beyond order by kind",
];

fn catalogue(store: &Store) -> Catalogue {
    Catalogue::new(store.clone(), TimeZone::UTC)
}

fn cataloguer() -> Cataloguer {
    Cataloguer::new(TimeZone::UTC)
}

fn track(name: &str, properties: Value) -> Fact {
    let mut fact = Fact::new(FactKind::Track, "m", noon(), who("u1", "", "", ""));
    fact.name = Some(name.to_owned());
    fact.properties = object(properties);
    fact
}

fn identify(traits: Value) -> Fact {
    let mut fact = Fact::new(FactKind::Identify, "m", noon(), who("u1", "", "", ""));
    fact.traits = object(traits);
    fact
}

fn taken(judged: Judged) -> Option<(Fact, Vec<String>, Vec<DecisionId>)> {
    match judged {
        Judged::Taken {
            fact,
            dropped,
            applied,
        } => Some((fact, dropped, applied)),
        Judged::Forbidden { .. } => None,
    }
}

async fn apply(store: &Store, events: &[Event]) {
    let mut tx = store.begin().await.unwrap();
    cataloguer().apply(&mut tx, events).await.unwrap();
    tx.commit().await.unwrap();
}

async fn reset(store: &Store) {
    let mut tx = store.begin().await.unwrap();
    cataloguer().reset(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
}

async fn dump(store: &Store) -> Vec<String> {
    let mut conn = store.read().await.unwrap();
    let mut all = Vec::new();
    for text in DUMPS {
        let rows: Vec<String> =
            on!(conn, conn => sqlx::query_scalar(text).fetch_all(conn).await).unwrap();
        all.extend(rows);
        all.push(String::new());
    }
    all
}

fn new(
    decision: DecisionKind,
    name: &str,
    property: Option<&str>,
    to: Option<&str>,
) -> NewDecision {
    NewDecision {
        decision,
        kind: FactKind::Track,
        name: name.to_owned(),
        property: property.map(str::to_owned),
        to: to.map(str::to_owned),
    }
}

fn of_traits(decision: DecisionKind, kind: FactKind, property: &str) -> NewDecision {
    NewDecision {
        kind,
        ..new(decision, "", Some(property), None)
    }
}

/// What somebody might send: names, types and times that repeat and differ. A small generator, so that each seed is one stream.
fn stream(seed: u64, length: i64) -> Vec<Event> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut draw = move |below: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % below
    };
    let values = [
        json!(1),
        json!(2.5),
        json!("a"),
        json!("2026-01-02"),
        json!(true),
        json!(null),
        json!([1]),
        json!({"a": 1}),
        json!("ada@example.org"),
    ];
    (1..=length)
        .map(|at| {
            let mut carried = serde_json::Map::new();
            for _ in 0..draw(5) {
                let value = &values[usize::try_from(draw(9)).unwrap()];
                carried.insert(format!("p{}", draw(7)), value.clone());
            }
            let fact = match draw(4) {
                0 => identify(Value::Object(carried)),
                1 => {
                    let mut page = track("", Value::Object(carried));
                    page.kind = FactKind::Page;
                    page.name = None;
                    page
                }
                _ => track(&format!("Event {}", draw(5)), Value::Object(carried)),
            };
            event(
                at,
                at * 3_600 * i64::try_from(draw(9) + 1).unwrap() - 300 * DAY,
                fact,
            )
        })
        .collect()
}

store::contract! {
    async fn it_tells_names_types_examples_and_days(store: Store) {
        let first = track("Order Completed", json!({"total": 19.99, "coupon": "SPRING", "email": "ada@example.org", "products": [1]}));
        let second = track("Order Completed", json!({"total": "12,50", "coupon": "ring +44 20 7946 0018", "placed": "2026-01-14T10:00:00Z"}));
        let events = [event(1, -2 * DAY, first), event(2, -DAY, second), event(3, 0, identify(json!({"plan": "pro"})))];
        apply(&store, &events).await;
        let list = catalogue(&store).list(&CatalogueFilter::default(), 14, None, Limit::default()).await.unwrap();
        let names: Vec<_> = list.page.items.iter().map(|event| (event.kind.as_str(), event.name.as_str(), event.count, event.days.len())).collect();
        assert_eq!(names, [("identify", "", 1, 1), ("track", "Order Completed", 2, 2)]);
        assert_eq!(list.followed_until, Some(noon()));
        let shown = catalogue(&store).show(FactKind::Track, "Order Completed", 14).await.unwrap();
        let properties: Vec<_> = shown
            .properties
            .iter()
            .map(|property| {
                let types: Vec<_> = property.types.iter().map(|one| (one.r#type.as_str(), one.count)).collect();
                (property.name.as_str(), property.count, types, property.examples.clone(), property.presumed_personal)
            })
            .collect();
        let texts = |all: &[&str]| all.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        assert_eq!(properties, [
            ("coupon", 2, vec![("text", 2)], texts(&["\"SPRING\"", "\"ring +44 20 7946 0018\""]), false),
            ("email", 1, vec![("text", 1)], texts(&[]), true),
            ("placed", 1, vec![("instant", 1)], texts(&["\"2026-01-14T10:00:00Z\""]), false),
            ("products", 1, vec![("list", 1)], texts(&[]), false),
            ("total", 2, vec![("text", 1), ("number", 1)], texts(&["19.99", "\"12,50\""]), false),
        ]);
        assert!((shown.properties[1].share - 0.5).abs() < f64::EPSILON);
        let unknown = catalogue(&store).show(FactKind::Track, "Nothing", 14).await;
        assert!(matches!(unknown, Err(CustomersError::CatalogueEventUnknown { .. })));
    }

    async fn slices_and_replays_make_the_same_catalogue(store: Store) {
        for seed in 1..=4 {
            let events = stream(seed, 150);
            let mut kept = None;
            for size in [150, 1, 7, 64] {
                reset(&store).await;
                for slice in events.chunks(size) {
                    apply(&store, slice).await;
                }
                let found = dump(&store).await;
                assert_eq!(kept.get_or_insert_with(|| found.clone()), &found, "seed {seed}, slices of {size}");
            }
        }
    }

    async fn what_is_too_much_is_counted_and_not_noted(store: Store) {
        // Names beyond the limit of their kind, in slices that cross it.
        let pages: Vec<Event> = (1..=520)
            .map(|at| {
                let mut page = track(&format!("Page {at:04}"), json!({}));
                page.kind = FactKind::Page;
                event(at, at, page)
            })
            .collect();
        for slice in pages.chunks(300) {
            apply(&store, slice).await;
        }
        // Ten thousand properties of one event, some of them on the next one too.
        let many: serde_json::Map<String, Value> = (0..10_000).map(|at| (format!("p{at:05}"), json!(at))).collect();
        let other: serde_json::Map<String, Value> = (400..600).map(|at| (format!("p{at:05}"), json!(at))).collect();
        apply(&store, &[event(600, 600, track("Large", Value::Object(many)))]).await;
        apply(&store, &[event(601, 601, track("Large", Value::Object(other)))]).await;
        // Names that nothing can keep.
        apply(&store, &[event(602, 602, track(&"x".repeat(300), json!({"y".repeat(300): 1})))]).await;
        apply(&store, &[event(603, 603, track("Small", json!({"y".repeat(300): 1, "z": 1})))]).await;
        let list = catalogue(&store).list(&CatalogueFilter::default(), 14, None, Limit::try_from(1_000).unwrap()).await.unwrap();
        let pages = list.page.items.iter().filter(|event| event.kind == FactKind::Page).count();
        assert_eq!(pages, 500);
        assert_eq!(list.not_catalogued, [(FactKind::Page, 20), (FactKind::Track, 1)]);
        let found = |name: &str| {
            let event = list.page.items.iter().find(|event| event.name == name).unwrap();
            (event.count, event.properties, event.properties_not_catalogued)
        };
        assert_eq!(found("Large"), (2, 500, 9_500 + 100));
        assert_eq!(found("Small"), (1, 1, 1));
    }

    async fn hostile_names_leave_the_catalogue_small(store: Store) {
        // Events of names of their own, each with properties of its own.
        let events: Vec<Event> = (1..=130)
            .map(|at| {
                let own: serde_json::Map<String, Value> = (0..400).map(|name| (format!("p{at}_{name}"), json!(1))).collect();
                event(at, at, track(&format!("Event {at:03}"), Value::Object(own)))
            })
            .collect();
        for slice in events.chunks(60) {
            apply(&store, slice).await;
        }
        let list = catalogue(&store).list(&CatalogueFilter::default(), 14, None, Limit::try_from(1_000).unwrap()).await.unwrap();
        let noted: u64 = list.page.items.iter().map(|event| event.properties).sum();
        let beyond: u64 = list.page.items.iter().map(|event| event.properties_not_catalogued).sum();
        assert_eq!((list.page.items.len(), noted, beyond), (130, 50_000, 2_000));
    }

    async fn a_list_is_read_in_pages_and_searched(store: Store) {
        let events: Vec<Event> = (1..=7).map(|at| event(at, at, track(&format!("Event: {at}"), json!({})))).collect();
        apply(&store, &events).await;
        let (mut cursor, mut names) = (None::<String>, Vec::new());
        loop {
            let filter = CatalogueFilter { search: Some("EVENT".to_owned()), ..CatalogueFilter::default() };
            let list = catalogue(&store).list(&filter, 14, cursor.as_deref(), Limit::try_from(3).unwrap()).await.unwrap();
            names.extend(list.page.items.into_iter().map(|event| event.name));
            cursor = list.page.next_cursor;
            if cursor.is_none() {
                break;
            }
        }
        assert_eq!(names.len(), 7);
        let nothing = CatalogueFilter { kind: Some(FactKind::Page), ..CatalogueFilter::default() };
        let list = catalogue(&store).list(&nothing, 14, None, Limit::default()).await.unwrap();
        assert!(list.page.items.is_empty());
        let wrong = catalogue(&store).list(&nothing, 14, Some("x"), Limit::default()).await;
        assert!(matches!(wrong, Err(CustomersError::CursorInvalid(_))));
    }

    async fn drift_is_told_with_its_day(store: Store) {
        let mut position = 0;
        let mut at = |days: i64, fact: Fact| {
            position += 1;
            event(position, days * DAY, fact)
        };
        let mut events = Vec::new();
        for day in -60..=-1 {
            let order = match day {
                -60..=-31 => track("Order Completed", json!({"total": 1, "shop": "a", "day": "2026-01-01"})),
                -30..=-6 => track("Order Completed", json!({"total": 1, "day": "2026-01-01"})),
                _ => track("Order Completed", json!({"total": "1", "channel": "web", "day": "soon"})),
            };
            events.push(at(day, order));
            if day < -20 {
                events.push(at(day, track("Old Event", json!({}))));
            }
        }
        events.push(at(-3, track("New Event", json!({"a": 1}))));
        apply(&store, &events).await;
        let drift = catalogue(&store).drift(14).await.unwrap();
        let told: Vec<_> = drift.iter().map(|one| (one.what, one.detail.as_str())).collect();
        assert_eq!(told, [
            (Drifted::NewEvent, "`New Event` comes since 2026-01-12"),
            (Drifted::NewProperty, "`channel` comes since 2026-01-10"),
            (Drifted::TypeChanged, "`day` comes as text since 2026-01-10, before as instant"),
            (Drifted::TypeChanged, "`total` comes as text since 2026-01-10, before as number"),
            (Drifted::EventCeased, "`Old Event` came last on 2025-12-25"),
            (Drifted::PropertyCeased, "`shop` came last on 2025-12-15, and `Order Completed` comes without it"),
        ], "{drift:#?}");
        let filter = CatalogueFilter { is_drifted: true, ..CatalogueFilter::default() };
        let list = catalogue(&store).list(&filter, 2, None, Limit::default()).await.unwrap();
        assert!(list.page.items.iter().all(|event| event.name != "New Event"), "{list:?}");
        let list = catalogue(&store).list(&filter, 14, None, Limit::default()).await.unwrap();
        assert_eq!(list.page.items.len(), 3);
    }

    async fn a_mark_erases_examples_and_keeps_none(store: Store) {
        let fact = || identify(json!({"badge_text": "secret one", "plan": "pro"}));
        let mut record = fact();
        record.kind = FactKind::Customer;
        apply(&store, &[event(1, 1, fact()), event(2, 2, record)]).await;
        let book = catalogue(&store);
        let decided = book.decide(of_traits(DecisionKind::Personal, FactKind::Customer, "badge_text"), "usr_1").await.unwrap();
        assert!(decided.is_new && decided.decision.kind == FactKind::Identify);
        let again = book.decide(of_traits(DecisionKind::Personal, FactKind::Identify, "badge_text"), "usr_2").await.unwrap();
        assert!(!again.is_new);
        assert_eq!(again.decision, decided.decision);
        apply(&store, &[event(3, 3, identify(json!({"badge_text": "secret two"})))]).await;
        assert!(!dump(&store).await.concat().contains("secret one") && !dump(&store).await.concat().contains("secret two"));
        for kind in [FactKind::Identify, FactKind::Customer] {
            let shown = book.show(kind, "", 14).await.unwrap();
            let badge_text = &shown.properties[0];
            assert!(badge_text.personal && badge_text.examples.is_empty(), "{badge_text:?}");
            assert_eq!(shown.properties[1].examples, ["\"pro\""]);
        }
        // A replay keeps what is marked out as well.
        let kept = dump(&store).await;
        reset(&store).await;
        let mut record = fact();
        record.kind = FactKind::Customer;
        apply(&store, &[event(1, 1, fact()), event(2, 2, record), event(3, 3, identify(json!({"badge_text": "secret two"})))]).await;
        assert_eq!(dump(&store).await, kept);
        assert_eq!(book.undo(decided.decision.id).await.unwrap().property.as_deref(), Some("badge_text"));
        apply(&store, &[event(4, 4, identify(json!({"badge_text": "9"})))]).await;
        assert!(!book.show(FactKind::Identify, "", 14).await.unwrap().properties[0].examples.is_empty());
        assert!(matches!(book.undo(decided.decision.id).await, Err(CustomersError::DecisionMissing(_))));
    }

    async fn decisions_are_checked_beside_each_other(store: Store) {
        use DecisionKind::{Forbid, Personal, Rename};
        let book = catalogue(&store);
        let rename = book.decide(new(Rename, "Purchase", None, Some("Order Completed")), "usr_1").await.unwrap();
        assert!(rename.is_new);
        let other = book.decide(new(Rename, "Purchase", None, Some("Order Made")), "usr_1").await.unwrap();
        assert!(other.is_new && other.decision.id != rename.decision.id);
        assert_eq!(book.decisions().await.unwrap(), std::slice::from_ref(&other.decision));
        book.decide(new(Forbid, "Debug", None, None), "usr_1").await.unwrap();
        book.decide(new(Forbid, "Order Made", Some("card"), None), "usr_1").await.unwrap();
        let wrong = [
            (new(Rename, "Buy", None, Some("Purchase")), "to is `Purchase`, and there is a decision to rename that"),
            (new(Rename, "Buy", None, Some("Debug")), "to is `Debug`, and there is a decision to forbid that"),
            (new(Rename, "Order Made", None, Some("X")), "name is `Order Made`, to which something is renamed"),
            (new(Forbid, "Purchase", None, None), "name is `Purchase`, and there is a decision to rename it"),
            (new(Rename, "Order Made", Some("card"), Some("c")), "property is `card`, and there is a decision to forbid it"),
            (new(Rename, "A", None, Some("A")), "to is the name that it has"),
            (new(Rename, "A", None, None), "to is missing"),
            (new(Forbid, "A", None, Some("B")), "to is not known"),
            (new(Forbid, "", None, None), "name is missing"),
            (new(Personal, "A", None, None), "property is missing"),
            (of_traits(Forbid, FactKind::Identify, "email"), "property is `email`, which tells who somebody is"),
            (of_traits(Forbid, FactKind::Order, "total"), "kind is `order`, whose properties have a form of their own"),
            (NewDecision { kind: FactKind::Order, ..new(Forbid, "", None, None) }, "kind has no names"),
            (NewDecision { kind: FactKind::Group, ..new(Forbid, "acme", Some("x"), None) }, "name is not known"),
            (new(Forbid, "A", Some(&"x".repeat(256)), None), "property has 1 to 255 characters"),
        ];
        for (decision, expected) in wrong {
            let found = match book.decide(decision, "usr_1").await {
                Err(CustomersError::DecisionInvalid(found)) => found,
                other => return assert!(other.is_err(), "nothing is wrong with what should fail by: {expected}"),
            };
            let told = format!("{} {}", found[0].path, found[0].reason);
            assert!(told.starts_with(expected), "{told} instead of {expected}");
            let code = found[0].code.unwrap();
            assert!(code.starts_with("decision."), "{code}");
            assert!(found[0].args.values().all(|value| found[0].reason.contains(value.as_str())), "{:?}", found[0]);
        }
    }

    async fn doors_apply_what_was_decided(store: Store) {
        use DecisionKind::{Forbid, Rename};
        let book = catalogue(&store);
        let mut ids = Vec::new();
        for new in [
            new(Rename, "Purchase", None, Some("Order Completed")),
            new(Forbid, "Debug", None, None),
            new(Forbid, "Order Completed", Some("card"), None),
            new(Rename, "Order Completed", Some("sum"), Some("total")),
            of_traits(Forbid, FactKind::Customer, "income"),
        ] {
            ids.push(book.decide(new, "usr_1").await.unwrap().decision.id);
        }
        let rulings = Rulings::of(&book.decisions().await.unwrap());
        let judged = rulings.judge(track("Purchase", json!({"card": 1, "sum": 5, "a": 2})));
        let (fact, dropped, mut applied) = taken(judged).unwrap();
        applied.sort();
        assert_eq!(fact.name.as_deref(), Some("Order Completed"));
        assert_eq!(Value::Object(fact.properties), json!({"total": 5, "a": 2}));
        assert_eq!((dropped, applied), (vec!["card".to_owned()], vec![ids[0], ids[2], ids[3]]));
        let both = rulings.judge(track("Order Completed", json!({"sum": 5, "total": 6})));
        assert!(matches!(both, Judged::Taken { fact, .. } if Value::Object(fact.properties.clone()) == json!({"total": 6})));
        assert!(matches!(rulings.judge(track("Debug", json!({}))), Judged::Forbidden { by, .. } if by == ids[1]));
        let told = rulings.judge(identify(json!({"income": 1, "plan": "pro"})));
        assert!(matches!(told, Judged::Taken { fact, .. } if Value::Object(fact.traits.clone()) == json!({"plan": "pro"})));
        // What has a form of its own, and what nobody decided on, stays as it is.
        let mut order = track("", json!({"card": 1}));
        order.kind = FactKind::Order;
        for fact in [order, track("Other", json!({"card": 1})), track("debug", json!({}))] {
            let (kept, dropped, applied) = taken(rulings.judge(fact.clone())).unwrap();
            assert_eq!((kept, dropped.len(), applied.len()), (fact, 0, 0));
        }
        assert!(Rulings::default().is_empty() && !rulings.is_empty());
    }
}
