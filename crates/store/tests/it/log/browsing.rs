//! Looking at the log from its end.

use jiff::SignedDuration;
use store::{Log, Store};

use super::events;

store::contract! {
    async fn the_newest_come_first(store: Store) {
        let log = Log::open(store);
        log.append(events(5)).await.unwrap();
        let newest = log.browse(i64::MAX, 2).await.unwrap();
        let ids: Vec<&str> = newest.iter().map(|event| event.message_id.as_str()).collect();
        assert_eq!(ids, ["m00004", "m00003"]);
        let next = log.browse(newest[1].position, 10).await.unwrap();
        assert_eq!(next.len(), 3);
        assert!(log.browse(1, 10).await.unwrap().is_empty());
    }

    async fn a_position_is_found_by_its_instant(store: Store) {
        let now = store.clock().now();
        let log = Log::open(store);
        assert_eq!(log.position_at(now).await.unwrap(), 0);
        // Duplicates leave gaps between the positions.
        for _ in 0..3 {
            log.append(events(10)).await.unwrap();
        }
        log.append(events(20)).await.unwrap();
        let last = log.last_position().await.unwrap();
        let earlier = now - SignedDuration::from_secs(1);
        assert_eq!(log.position_at(earlier).await.unwrap(), 0);
        assert_eq!(log.position_at(now).await.unwrap(), last);
    }
}
