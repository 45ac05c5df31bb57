//! Schedules are kept on both engines, and due by the clocks of a time zone.

use insight::{
    Chart, Days, InsightError, Rhythm, SavedQueries, SavedQueryDraft, Schedule, ScheduleDraft,
    Schedules, Subject,
};
use jiff::tz::TimeZone;
use store::Store;

const ADA: &str = "usr_0000000000001";
const BOB: &str = "usr_0000000000002";

fn draft(name: &str, days: Days, hour: u8) -> ScheduleDraft {
    ScheduleDraft {
        name: name.to_owned(),
        subject: Subject::Base { months: 12 },
        rhythm: Rhythm::new(days, hour).unwrap(),
        is_on: true,
    }
}

/// The store's clock stands at noon of the 15th of January 2026 in UTC.
fn in_sofia(store: &Store) -> Schedules {
    Schedules::new(store.clone(), TimeZone::get("Europe/Sofia").unwrap())
}

fn due(schedule: &Schedule) -> String {
    schedule
        .due_at
        .map_or_else(|| "off".to_owned(), |at| at.to_string())
}

store::contract! {
    async fn a_schedule_is_made_changed_switched_off_and_removed(store: Store) {
        let schedules = in_sofia(&store);
        let first = schedules.create(ADA, draft("  Base ", Days::Weekly(1), 7)).await.unwrap();
        assert_eq!((first.name.as_str(), first.version, first.owner.as_str()), ("Base", 1, ADA));
        assert_eq!(due(&first), "2026-01-19T05:00:00Z");
        assert_eq!(schedules.list().await.unwrap(), std::slice::from_ref(&first));

        let other = draft("Base of all", Days::Monthly(31), 7);
        let changed = schedules.change(first.id, 1, other.clone()).await.unwrap();
        assert_eq!((changed.version, due(&changed).as_str()), (2, "2026-01-31T05:00:00Z"));
        let late = schedules.change(first.id, 1, other.clone()).await.unwrap_err();
        assert!(matches!(late, InsightError::Stale { yours: 1, now: 2, .. }), "{late}");

        let off = ScheduleDraft { is_on: false, ..other };
        let off = schedules.change(first.id, 2, off).await.unwrap();
        assert_eq!(due(&off), "off");
        schedules.remove(first.id).await.unwrap();
        let gone = schedules.remove(first.id).await.unwrap_err();
        assert_eq!(gone.to_string(), format!("there is no schedule {}: it was removed", first.id));
    }

    async fn what_can_not_be_kept_is_refused_in_a_sentence(store: Store) {
        let schedules = in_sofia(&store);
        schedules.create(ADA, draft("Base", Days::Daily, 7)).await.unwrap();
        let again = schedules.create(ADA, draft("BASE", Days::Daily, 7)).await.unwrap_err();
        assert_eq!(again.to_string(), "you already have a schedule called `BASE`: choose another name");
        schedules.create(BOB, draft("Base", Days::Daily, 7)).await.unwrap();
        let unnamed = schedules.create(ADA, draft(" ", Days::Daily, 7)).await.unwrap_err();
        assert_eq!(unnamed.to_string(), "a name has 1 to 100 characters, 0 were given");
        let none = ScheduleDraft { subject: Subject::Products { days: 0 }, ..draft("a", Days::Daily, 7) };
        let none = schedules.create(ADA, none).await.unwrap_err();
        assert_eq!(none.to_string(), "the number of days must be 1 to 3660, 0 was given");

        // Who reads reports sees the editions, so nobody's own query can be among them.
        let queries = SavedQueries::new(store.clone());
        let query = SavedQueryDraft {
            name: "Mine".to_owned(),
            description: String::new(),
            sql: "select 1".to_owned(),
            chart: Chart::default(),
            is_shared: false,
        };
        let query = queries.create(ADA, query).await.unwrap();
        let own = ScheduleDraft { subject: Subject::Query { query: query.id }, ..draft("b", Days::Daily, 7) };
        let own = schedules.create(ADA, own).await.unwrap_err();
        assert!(matches!(own, InsightError::KeptMissing { .. }), "{own}");
    }
}
