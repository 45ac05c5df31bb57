//! The log in pieces of any size, and again from zero, tells the same.

use customers::{AttributeRow, Customers};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::json;

use super::*;
use crate::kept::begin;

const CASES: usize = 40;
const EVENTS: usize = 30;

fn some(prefix: &'static str) -> impl Strategy<Value = String> {
    prop_oneof![2 => Just(String::new()), 3 => (0..4).prop_map(move |at| format!("{prefix}{at}"))]
}

fn somebody() -> impl Strategy<Value = Who> {
    let email = some("").prop_map(|at| {
        if at.is_empty() {
            at
        } else {
            format!("m{at}@example.org")
        }
    });
    (some("u"), some("a"), email, some("+4912345"))
        .prop_map(|(user, visitor, email, phone)| who(&user, &visitor, &email, &phone))
}

/// Anything about anybody, up to a minute late.
fn anything() -> impl Strategy<Value = (Fact, i64)> {
    let kinds = prop::sample::select(FactKind::ALL.to_vec());
    let name = prop_oneof![some("u"), some("a"), Just("Order Completed".to_owned())];
    let traits = prop::collection::btree_map(
        "name|email|plan|phone",
        prop_oneof![
            Just(json!(null)),
            (0..3).prop_map(|at| json!(format!("m{at}@example.org"))),
            Just(json!("123456"))
        ],
        0..3,
    );
    (kinds, somebody(), name, traits, 0_i64..60).prop_map(|(kind, who, name, traits, late)| {
        let mut fact = fact(kind, who);
        fact.name = Some(name);
        fact.traits = traits.into_iter().collect();
        if late % 3 == 0 {
            fact.context = campaign();
        }
        (fact, late)
    })
}

fn row(at: usize, key: usize) -> AttributeRow {
    use customers::Meaning;
    AttributeRow {
        line: 1,
        key: format!("u{key}"),
        values: [
            (Meaning::Email, format!("m{at}@example.org")),
            (Meaning::Name, format!("file {at}")),
        ]
        .into(),
        attributes: [("plan".to_owned(), "filed".to_owned())].into(),
    }
}

async fn apply_in_pieces(store: &Store, events: &[Event], sizes: &[usize]) {
    let (mut rest, mut sizes) = (events, sizes.iter().cycle());
    while !rest.is_empty() {
        let size = sizes.next().copied().unwrap_or(1).min(rest.len());
        apply(store, &rest[..size]).await;
        rest = &rest[size..];
    }
}

store::contract! {
    async fn pieces_and_replays_tell_the_same(store: Store) {
        let customers = Customers::new(store.clone());
        let mut runner = TestRunner::deterministic();
        let cases = (
            prop::collection::vec(anything(), EVENTS),
            prop::collection::vec(1_usize..9, 1..6),
            0..EVENTS,
            prop::collection::vec((0_usize..4, 0_usize..4), 0..3),
        );
        for case in 0..CASES {
            let (facts, sizes, cut, rows) = cases.new_tree(&mut runner).unwrap().current();
            let events: Vec<Event> = facts
                .into_iter()
                .enumerate()
                .map(|(at, (fact, late))| {
                    // A file comes at noon, between the events before `cut` and those behind.
                    let seconds = 10 * (i64::try_from(at).unwrap() - i64::try_from(cut).unwrap());
                    let mut event = event(i64::try_from(at + 1).unwrap(), seconds, fact);
                    event.happened_at -= SignedDuration::from_secs(late);
                    event
                })
                .collect();
            apply_in_pieces(&store, &events[..cut], &sizes).await;
            let rows: Vec<AttributeRow> = rows.into_iter().map(|(at, key)| row(at, key)).collect();
            customers.upsert(begin(&store, "f").await, &rows).await.unwrap();
            apply_in_pieces(&store, &events[cut..], &sizes).await;
            let kept = dump(&store).await;
            for sizes in [[EVENTS], [1], [64]] {
                reset(&store).await;
                apply_in_pieces(&store, &events, &sizes).await;
                pretty(&kept, &dump(&store).await, case, cut);
            }
            clear(&store).await;
        }
    }
}

fn pretty(kept: &[String], again: &[String], case: usize, cut: usize) {
    let difference: Vec<_> = kept
        .iter()
        .zip(again)
        .filter(|(left, right)| left != right)
        .collect();
    assert!(
        kept == again,
        "case {case}, a file before event {}: {difference:#?}",
        cut + 1
    );
}

async fn clear(store: &Store) {
    reset(store).await;
    let mut tx = store.begin().await.unwrap();
    for text in ["delete from customer", "delete from import"] {
        on!(tx, conn => sqlx::query(text).execute(conn).await.map(drop)).unwrap();
    }
    tx.commit().await.unwrap();
}
