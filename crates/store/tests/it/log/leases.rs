//! A lease is had by one at a time, and a dead owner's runs out.

use std::time::Duration;

use store::log::{Follower, Lease, Step};
use store::{Log, Store, StoreError};

use super::{Writer, applied, events, take};

store::contract! {
    async fn a_lease_is_had_by_one_at_a_time(store: Store) {
        let lease = take(&store, "first").await.unwrap();
        assert!(take(&store, "second").await.is_none());
        assert!(take(&store, "first").await.is_some());
        lease.renew().await.unwrap();
        lease.release().await.unwrap();
        let second = take(&store, "second").await.unwrap();
        assert!(take(&store, "first").await.is_none());
        second.renew().await.unwrap();
    }

    async fn owners_have_names_of_their_own(store: Store) {
        assert_ne!(Lease::owner(&store), Lease::owner(&store));
    }
}

/// Both engines' stores come with a clock that is moved by hand, which only the store as built shows.
#[test]
fn a_dead_owner_loses_it_when_it_runs_out() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let temp = testkit::TempStore::sqlite().await.unwrap();
        runs_out(&temp).await;
        temp.close().await.unwrap();
        if let Some(url) = testkit::postgres::url() {
            let temp = testkit::TempStore::postgres(&url).await.unwrap();
            runs_out(&temp).await;
            temp.close().await.unwrap();
        }
    });
}

async fn runs_out(temp: &testkit::TempStore) {
    let store = &temp.store;
    let dead = take(store, "dead").await.unwrap();
    temp.clock.advance(Duration::from_secs(9));
    assert!(take(store, "heir").await.is_none());
    temp.clock.advance(Duration::from_secs(1));
    let heir = take(store, "heir").await.unwrap();
    // It was only slow: it learns that in its own transaction.
    let mut tx = store.begin().await.unwrap();
    let error = dead.hold_in(&mut tx).await.unwrap_err();
    assert!(matches!(error, StoreError::LeaseLost { .. }), "{error:?}");
    assert_eq!(
        error.to_string(),
        "another process has taken over \"flush\": nothing of this change was kept"
    );
    tx.rollback().await.unwrap();
    let mut tx = store.begin().await.unwrap();
    heir.hold_in(&mut tx).await.unwrap();
    tx.commit().await.unwrap();

    let log = Log::open(store.clone());
    log.append(events(5)).await.unwrap();
    let (mut first, mut second) = (Follower::new(&log), Follower::new(&log));
    assert_eq!(first.step(&Writer).await.unwrap(), Step::Moved(5));
    assert_eq!(second.step(&Writer).await.unwrap(), Step::Elsewhere);
    log.append(events(9)).await.unwrap();
    let last = log.last_position().await.unwrap();
    temp.clock.advance(Duration::from_mins(1));
    assert_eq!(second.step(&Writer).await.unwrap(), Step::Moved(last));
    assert_eq!(first.step(&Writer).await.unwrap(), Step::Idle(last));
    log.append(events(12)).await.unwrap();
    assert_eq!(first.step(&Writer).await.unwrap(), Step::Elsewhere);
    second.stop().await.unwrap();
    assert!(matches!(first.step(&Writer).await.unwrap(), Step::Moved(_)));
    assert_eq!(applied(store).await.len(), 12);
}
