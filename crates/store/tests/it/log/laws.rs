//! LOG-1 as a law: whatever is appended, followed, killed, replayed and tried again, in whatever order, the consumer has applied
//! each event that is not poison once, in order.

use proptest::prelude::*;
use store::log::{Follower, replay};
use store::{Log, NewEvent, catch_up};

use super::{Writer, applied, event};

#[derive(Clone, Debug)]
enum Deed {
    Append(Vec<(u16, bool)>),
    Step,
    Restart,
    Replay,
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let append = prop::collection::vec((0_u16..60, prop::bool::weighted(0.1)), 0..40);
    let deed = prop_oneof![
        4 => append.prop_map(Deed::Append),
        3 => Just(Deed::Step),
        1 => Just(Deed::Restart),
        1 => Just(Deed::Replay),
    ];
    prop::collection::vec(deed, 1..20)
}

fn new_event(id: u16, is_poison: bool) -> NewEvent {
    let body = if is_poison { "\"poison\"" } else { "{}" };
    event(&format!("{id:05}"), body)
}

async fn holds(store: store::Store, deeds: Vec<Deed>) {
    let mut log = Log::open(store.clone());
    let mut follower = Follower::new(&log);
    let mut kept: Vec<(u16, bool)> = Vec::new();
    for deed in deeds {
        match deed {
            Deed::Append(batch) => {
                let events = batch.iter().map(|&(id, poison)| new_event(id, poison));
                let answers = log.append(events.collect()).await.unwrap();
                for ((id, poison), answer) in batch.into_iter().zip(answers) {
                    let first = kept.iter().find(|(known, _)| *known == id);
                    assert_eq!(answer.is_new, first.is_none());
                    assert_eq!(answer.differs, first.is_some_and(|(_, was)| *was != poison));
                    if first.is_none() {
                        kept.push((id, poison));
                    }
                }
            }
            Deed::Step => drop(follower.step(&Writer).await.unwrap()),
            Deed::Restart => {
                follower.stop().await.unwrap();
                log = Log::open(store.clone());
                follower = Follower::new(&log);
            }
            Deed::Replay => drop(replay(&store, &Writer, 0).await.unwrap()),
        }
    }
    follower.stop().await.unwrap();
    catch_up(&log, &Writer).await.unwrap();
    let in_log = log.read(0, 10_000).await.unwrap();
    let in_log: Vec<String> = in_log.into_iter().map(|event| event.message_id).collect();
    let expected: Vec<String> = kept.iter().map(|(id, _)| format!("{id:05}")).collect();
    assert_eq!(in_log, expected);
    let mut good: Vec<String> = kept
        .iter()
        .filter(|(_, poison)| !poison)
        .map(|(id, _)| format!("{id:05}"))
        .collect();
    good.sort();
    assert_eq!(applied(&store).await, good);
    let aside = store::log::set_aside(&store, None, 0, 10_000)
        .await
        .unwrap();
    assert_eq!(aside.len(), kept.len() - good.len());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn each_event_is_applied_once_on_sqlite(deeds in deeds()) {
        testkit::on_sqlite(|store| holds(store, deeds));
    }

    #[test]
    fn each_event_is_applied_once_on_postgres(deeds in deeds()) {
        testkit::on_postgres(|store| holds(store, deeds));
    }
}
