//! The quality of what arrives as the log tells it, and alarms, on both engines.

use customers::{
    AlarmFilter, Fact, FactKind, Grain, NewRefusal, Quality, QualityKeeper, SourceKind,
    SourceTally, Sources, Watched, Watchman,
};
use jiff::SignedDuration;
use jiff::tz::TimeZone;
use kernel::Limit;
use serde_json::{Value, json};
use store::{Consumer, Event, Store, on};

use crate::people::{event, noon, object, who};

const HOURS: &str = "
    select cast(source_id as text) || ' ' || cast(hour as text) || ' ' || cast(events as text) || ' ' || cast(nameless as text)
        || ' ' || cast(orders as text) || ' ' || cast(orders_nameless as text) || ' ' || cast(returns as text)
        || ' ' || cast(ahead as text) || ' ' || cast(minute as text) || ' ' || cast(late_hour as text) || ' '
        || cast(late_day as text) || ' ' || cast(late_week as text) || ' ' || cast(more as text)
        || ' ' || cast(emails as text) || ' ' || cast(emails_invalid as text) || ' ' || cast(phones_invalid as text)
    from quality_hour order by source_id, hour";
const CONTACTS: &str = "
    select cast(source_id as text) || ' ' || cast(position as text) || ' ' || what || ' ' || masked
    from quality_contact order by source_id, position, what";
const BRING: &str = "
    insert into quality_hour
        (source_id, hour, events, nameless, orders, orders_nameless, returns, returns_nameless, ahead, minute, late_hour,
        late_day, late_week, more, emails, emails_invalid, phones, phones_invalid)
    values ($1, $2, $3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)";

async fn apply(store: &Store, events: &[Event]) {
    let mut tx = store.begin().await.unwrap();
    QualityKeeper.apply(&mut tx, events).await.unwrap();
    tx.commit().await.unwrap();
}

async fn dump(store: &Store) -> Vec<String> {
    let mut conn = store.read().await.unwrap();
    let mut all = Vec::new();
    for text in [HOURS, CONTACTS] {
        let rows: Vec<String> =
            on!(conn, conn => sqlx::query_scalar(text).fetch_all(conn).await).unwrap();
        all.extend(rows);
    }
    all
}

fn fact(kind: FactKind, name: &str, user: &str, traits: Value) -> Fact {
    let mut fact = Fact::new(kind, "m", noon(), who(user, "a1", "", ""));
    fact.name = (!name.is_empty()).then(|| name.to_owned());
    fact.traits = object(traits);
    fact
}

/// An event received some seconds after noon that happened so long before.
fn late(position: i64, seconds: i64, fact: &Fact) -> Event {
    let mut event = event(position, 0, fact);
    event.happened_at -= SignedDuration::from_secs(seconds);
    event
}

async fn bring(store: &Store, source: i64, hours: impl Iterator<Item = (i64, i64)>) {
    let mut tx = store.begin().await.unwrap();
    for (hour, events) in hours {
        on!(tx, conn => sqlx::query(BRING).bind(source).bind(hour).bind(events).execute(conn).await.map(drop)).unwrap();
    }
    tx.commit().await.unwrap();
}

fn watchman(store: &Store) -> Watchman {
    Watchman::new(store.clone(), TimeZone::UTC)
}

async fn look(store: &Store) -> Watched {
    let mut tx = store.begin().await.unwrap();
    let watched = watchman(store).look(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    watched
}

store::contract! {
    async fn a_report_tells_what_is_wrong_with_what_came(store: Store) {
        let sources = Sources::new(store.clone());
        let shop = sources.ensure(SourceKind::Server, "shop").await.unwrap();
        let quiet = sources.ensure(SourceKind::Server, "quiet").await.unwrap();
        let identify = |traits| fact(FactKind::Identify, "", "u1", traits);
        let mut events = [
            event(1, 0, identify(json!({"email": "ada@gmail", "phone": "+44 20 7946 0018"}))),
            event(2, 0, identify(json!({"email": "ada@example.org", "phone": "call me"}))),
            event(3, 0, identify(json!({"email": null, "phone": 12}))),
            event(4, 0, fact(FactKind::Order, "", "u1", json!({}))),
            event(5, 0, fact(FactKind::Order, "", "", json!({}))),
            event(6, 0, fact(FactKind::Track, "Order Completed", "", json!({}))),
            event(7, 0, fact(FactKind::Return, "", "", json!({}))),
            late(8, 30 * 60, &fact(FactKind::Page, "", "", json!({}))),
            late(9, 5 * 3_600, &fact(FactKind::Page, "", "", json!({}))),
            late(10, 3 * 86_400, &fact(FactKind::Page, "", "", json!({}))),
            late(11, 30 * 86_400, &fact(FactKind::Page, "", "", json!({}))),
            late(12, -7_200, &fact(FactKind::Page, "", "", json!({}))),
        ];
        for event in &mut events {
            event.source_id = shop.raw();
        }
        apply(&store, &events).await;
        let mut tally = SourceTally::default();
        for id in ["m1", "m2"] {
            tally.refuse(quiet, &NewRefusal { at: noon(), message_id: Some(id), code: "event.who_missing", args: None, sentence: "it names nobody", sample: "{}" });
        }
        sources.record(&tally).await.unwrap();
        sources.record(&tally).await.unwrap();
        let report = Quality::new(store.clone(), TimeZone::UTC).report(7).await.unwrap();
        assert_eq!((report.from.to_string(), report.until.to_string()), ("2026-01-09".to_owned(), "2026-01-15".to_owned()));
        assert_eq!((report.followed_until, report.sources.len(), report.refused), (Some(noon()), 2, 4));
        let of = &report.sources[0];
        let figures = of.figures;
        assert_eq!((figures.events, figures.nameless, figures.orders, figures.orders_nameless, figures.returns_nameless), (12, 8, 3, 2, 1));
        assert_eq!((figures.ahead, figures.minute, figures.hour, figures.day, figures.week, figures.more), (1, 7, 1, 1, 1, 1));
        assert!((figures.late_share() - 0.25).abs() < 1e-9);
        assert_eq!((figures.emails, figures.emails_invalid, figures.phones, figures.phones_invalid), (2, 1, 3, 2));
        let masked: Vec<_> = of.contacts.iter().map(|bad| (bad.position, bad.what.as_str(), bad.masked.as_str())).collect();
        assert_eq!(masked, [(3, "phone", "00"), (2, "phone", "xxxx xx"), (1, "email", "a…@g…")]);
        assert_eq!(report.totals, figures);
        assert_eq!((report.refusals.len(), report.refusals[0].count, report.refusals[0].code.as_str()), (1, 4, "event.who_missing"));
    }

    async fn slices_and_replays_add_up_to_the_same(store: Store) {
        let events: Vec<Event> = (1..=120_i64)
            .map(|at| {
                let email = if at % 3 == 0 { "nobody" } else { "ada@example.org" };
                let user = if at % 4 == 0 { "" } else { "u1" };
                let kind = [FactKind::Identify, FactKind::Order, FactKind::Return][usize::try_from(at % 3).unwrap()];
                let mut event = event(at, at * 600, fact(kind, "", user, json!({"email": email, "phone": at})));
                event.source_id = at % 2 + 1;
                event.happened_at -= SignedDuration::from_secs(at * at * 60);
                event
            })
            .collect();
        let mut kept = None;
        for size in [120, 1, 7, 50] {
            for slice in events.chunks(size) {
                apply(&store, slice).await;
            }
            let found = dump(&store).await;
            assert_eq!(kept.get_or_insert_with(|| found.clone()), &found, "slices of {size}");
            let mut tx = store.begin().await.unwrap();
            QualityKeeper.reset(&mut tx).await.unwrap();
            tx.commit().await.unwrap();
            assert_eq!(dump(&store).await, Vec::<String>::new());
        }
    }

    async fn an_alarm_is_kept_from_its_beginning_to_its_end(store: Store) {
        let sources = Sources::new(store.clone());
        let mut ids = Vec::new();
        for name in ["stops", "new", "disabled", "well"] {
            ids.push(sources.ensure(SourceKind::Server, name).await.unwrap());
        }
        sources.disable(ids[2]).await.unwrap();
        let now = noon().as_second() / 3_600;
        let weeks = |stop: i64| (now - 35 * 24..stop).map(|hour| (hour, 100));
        bring(&store, ids[0].raw(), weeks(now - 3)).await;
        bring(&store, ids[1].raw(), (now - 20 * 24..now - 5).map(|hour| (hour, 100))).await;
        bring(&store, ids[2].raw(), weeks(now - 3)).await;
        bring(&store, ids[3].raw(), weeks(now)).await;
        let watched = look(&store).await;
        assert_eq!((watched.begun.len(), watched.ended.len()), (1, 0), "{watched:?}");
        let alarm = watched.begun[0].clone();
        assert_eq!((alarm.source, alarm.grain, alarm.seen), (ids[0], Grain::Hour, 0));
        assert_eq!((alarm.begun_at, alarm.noticed_at), (noon() - SignedDuration::from_hours(3), noon()));
        assert!((alarm.usual - 100.0).abs() < 1e-9 && (alarm.bound - 50.0).abs() < 1e-9);
        // It goes on, and is told once.
        assert_eq!(look(&store).await, Watched::default());
        assert_eq!(watchman(&store).count_open().await.unwrap(), 1);
        // The running hour brings enough.
        bring(&store, ids[0].raw(), [(now, 60)].into_iter()).await;
        let watched = look(&store).await;
        assert_eq!((watched.begun.len(), watched.ended.len()), (0, 1));
        assert_eq!(watched.ended[0].ended_at, Some(noon()));
        assert_eq!(watchman(&store).count_open().await.unwrap(), 0);
        for (filter, expected) in [
            (AlarmFilter::default(), 1),
            (AlarmFilter { is_open: true, ..AlarmFilter::default() }, 0),
            (AlarmFilter { source: Some(ids[0]), ..AlarmFilter::default() }, 1),
            (AlarmFilter { source: Some(ids[1]), ..AlarmFilter::default() }, 0),
        ] {
            let page = watchman(&store).alarms(filter, None, Limit::default()).await.unwrap();
            assert_eq!(page.items.len(), expected, "{filter:?}");
        }
        let volumes = Quality::new(store.clone(), TimeZone::UTC).volumes(ids[0], 1).await.unwrap();
        assert_eq!(volumes.len(), 24);
        let told: Vec<_> = volumes[20..].iter().map(|volume| (volume.events, volume.usual.map(|usual| usual > 99.0))).collect();
        assert_eq!(told, [(0, Some(true)), (0, Some(true)), (0, Some(true)), (60, Some(true))]);
        let volumes = Quality::new(store.clone(), TimeZone::UTC).volumes(ids[1], 1).await.unwrap();
        assert!(volumes.iter().all(|volume| volume.usual.is_none()));
    }
}
