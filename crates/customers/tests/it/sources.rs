//! Sources, on both engines.

use customers::{
    CustomersError, Expected, Fact, FactKind, NewRefusal, Reason, SourceKind, SourceTally, Sources,
    Who,
};
use jiff::Timestamp;
use kernel::Limit;
use store::{Log, Store};

fn refusal(at: Timestamp, sample: &str) -> NewRefusal<'_> {
    NewRefusal {
        at,
        message_id: Some("m-1"),
        code: "event.who_missing",
        args: None,
        sentence: "the event names nobody",
        sample,
    }
}

store::contract! {
    async fn a_source_is_found_by_its_key_until_it_has_another(store: Store) {
        let sources = Sources::new(store);
        let made = sources.create(SourceKind::Website, " Shop ").await.unwrap();
        assert_eq!(made.name, "Shop");
        let key = made.write_key.clone().unwrap();
        assert_eq!(sources.find_by_write_key(&key).await.unwrap(), Some(made.clone()));
        let turned = sources.rotate_key(made.id).await.unwrap();
        assert_eq!(sources.find_by_write_key(&key).await.unwrap(), None);
        let found = sources.find_by_write_key(turned.write_key.as_deref().unwrap()).await.unwrap();
        assert_eq!(found.unwrap().id, made.id);
    }

    async fn a_source_that_is_there_is_not_made_again(store: Store) {
        let sources = Sources::new(store);
        let first = sources.ensure(SourceKind::Exchange, "1C").await.unwrap();
        assert_eq!(sources.ensure(SourceKind::Exchange, "1C").await.unwrap(), first);
        assert_ne!(sources.ensure(SourceKind::Form, "1C").await.unwrap(), first);
        assert_eq!(sources.list().await.unwrap().len(), 2);
        let error = sources.rotate_key(first).await.unwrap_err();
        assert!(matches!(error, CustomersError::SourceKeyless(_)));
    }

    async fn a_name_is_taken_once_a_kind(store: Store) {
        let sources = Sources::new(store);
        let one = sources.create(SourceKind::Server, "ERP").await.unwrap();
        let again = sources.create(SourceKind::Server, "ERP").await.unwrap_err();
        assert!(matches!(again, CustomersError::SourceTaken(_)));
        let other = sources.create(SourceKind::Server, "ERP 2").await.unwrap();
        assert!(matches!(
            sources.rename(other.id, "ERP").await.unwrap_err(),
            CustomersError::SourceTaken(_)
        ));
        assert_eq!(sources.rename(one.id, "Back office").await.unwrap().name, "Back office");
        for name in ["", "  ", "a\nb", "a\0b"] {
            let error = sources.create(SourceKind::App, name).await.unwrap_err();
            assert!(matches!(error, CustomersError::SourceName), "{name:?}");
        }
    }

    async fn a_disabled_source_stays_and_can_come_back(store: Store) {
        let sources = Sources::new(store);
        let made = sources.create(SourceKind::Till, "Till 3").await.unwrap();
        let disabled = sources.disable(made.id).await.unwrap();
        assert!(!disabled.is_enabled());
        assert_eq!(sources.disable(made.id).await.unwrap(), disabled);
        assert!(sources.enable(made.id).await.unwrap().is_enabled());
    }

    async fn a_tally_adds_up_by_hour(store: Store) {
        let now = store.clock().now();
        let sources = Sources::new(store);
        let id = sources.create(SourceKind::App, "App").await.unwrap().id;
        let mut tally = SourceTally::default();
        tally.take(id, now, 3, 1);
        tally.refuse(id, &refusal(now, "{}"));
        sources.record(&tally).await.unwrap();
        sources.record(&tally).await.unwrap();
        let hours = |from: i64, until: i64| {
            let at = |hour: i64| now + jiff::SignedDuration::from_hours(hour);
            (at(from), at(until))
        };
        let (from, until) = hours(-1, 1);
        let volumes = sources.volumes(id, from, until).await.unwrap();
        assert_eq!(volumes.len(), 1);
        assert_eq!((volumes[0].accepted, volumes[0].duplicate, volumes[0].refused), (6, 2, 2));
        assert!(volumes[0].hour <= now);
        let (from, until) = hours(1, 2);
        assert!(sources.volumes(id, from, until).await.unwrap().is_empty());
    }

    async fn the_newest_thousand_refusals_are_kept(store: Store) {
        let now = store.clock().now();
        let sources = Sources::new(store);
        let id = sources.create(SourceKind::App, "App").await.unwrap().id;
        let samples: Vec<String> = (0..1_700).map(|number| format!("{{\"n\":{number}}}")).collect();
        for half in samples.chunks(850) {
            let mut tally = SourceTally::default();
            for sample in half {
                tally.refuse(id, &refusal(now, sample));
            }
            sources.record(&tally).await.unwrap();
        }
        let limit = Limit::try_from(999).unwrap();
        let page = sources.refusals(id, None, limit).await.unwrap();
        assert_eq!((page.items.len(), page.items[0].sample.as_str()), (999, "{\"n\":1699}"));
        let rest = sources.refusals(id, page.next_cursor.as_deref(), limit).await.unwrap();
        assert_eq!((rest.items.len(), rest.items[0].sample.as_str()), (1, "{\"n\":700}"));
        assert_eq!(rest.next_cursor, None);
    }

    async fn the_values_in_a_reason_are_kept(store: Store) {
        let now = store.clock().now();
        let sources = Sources::new(store);
        let id = sources.create(SourceKind::App, "App").await.unwrap().id;
        let reason = Reason::FieldType { field: "userId", expected: Expected::Id };
        let mut tally = SourceTally::default();
        tally.refuse(id, &NewRefusal { code: reason.code(), args: Some(&reason.args()), ..refusal(now, "{}") });
        tally.refuse(id, &refusal(now, "{}"));
        sources.record(&tally).await.unwrap();
        let items = sources.refusals(id, None, Limit::default()).await.unwrap().items;
        assert_eq!((&items[0].args, &items[1].args), (&None, &Some(reason.args())));
        assert_eq!(reason.args()["expected"], "id");
        assert_eq!(reason.to_string(), "`userId` is not a text or a whole number");
    }

    async fn a_fact_goes_through_the_log(store: Store) {
        let source = Sources::new(store.clone()).ensure(SourceKind::Server, "api").await.unwrap();
        let who = Who { user_id: Some("17".to_owned()), ..Who::default() };
        let mut fact = Fact::new(FactKind::Track, "m-1", store.clock().now(), who);
        fact.name = Some("Order Completed".to_owned());
        let log = Log::open(store);
        log.append(vec![fact.clone().into_event(source)]).await.unwrap();
        let events = log.read(0, 10).await.unwrap();
        assert_eq!(events[0].source_id, source.raw());
        assert_eq!(Fact::from_event(&events[0]).unwrap(), fact);
    }

    async fn a_sample_is_cut_and_can_be_kept(store: Store) {
        let now = store.clock().now();
        let sources = Sources::new(store);
        let id = sources.create(SourceKind::App, "App").await.unwrap().id;
        let mut tally = SourceTally::default();
        let long = format!("a\0{}", "ü".repeat(4_000));
        tally.refuse(id, &refusal(now, &long));
        sources.record(&tally).await.unwrap();
        let page = sources.refusals(id, None, Limit::default()).await.unwrap();
        assert_eq!(page.items[0].sample.len(), 4_096);
        assert!(page.items[0].sample.starts_with("a ü"));
        assert!(!format!("{:?}", page.items[0]).contains('ü'));
    }
}
