//! A request is done once, on both engines.

use store::{Answer, Begun, Once, OnceKey, Store, on};

const DO: &str = "insert into setting (key, value) values ($1, 'done')";
const DONE: &str = "select count(*) from setting where value = 'done'";

fn request(key: &str, digest: &str) -> OnceKey {
    OnceKey {
        scope: "POST /orders by key_1".to_owned(),
        key: key.to_owned(),
        digest: digest.to_owned(),
    }
}

fn answer() -> Answer {
    Answer {
        status: 201,
        body: "{}".to_owned(),
    }
}

async fn done(store: &Store) -> i64 {
    let mut conn = store.read().await.unwrap();
    on!(conn, conn => sqlx::query_scalar(DONE).fetch_one(conn).await).unwrap()
}

async fn do_it(once: &Once, key: &str) -> &'static str {
    match once.begin(request(key, "d")).await.unwrap() {
        Begun::First(mut turn) => {
            on!(turn.tx(), conn => sqlx::query(DO).bind(key).execute(conn).await.map(drop))
                .unwrap();
            turn.finish(&answer()).await.unwrap();
            "first"
        }
        Begun::Again(again) => {
            assert_eq!(again, answer());
            "again"
        }
        Begun::Running => "running",
        Begun::Differs => "differs",
    }
}

store::contract! {
    async fn a_request_is_done_once_and_answered_alike(store: Store) {
        let once = Once::new(store.clone());
        assert_eq!(do_it(&once, "a").await, "first");
        assert_eq!(do_it(&once, "a").await, "again");
        // Another process knows it as well.
        assert_eq!(do_it(&Once::new(store.clone()), "a").await, "again");
        assert!(matches!(once.begin(request("a", "other")).await.unwrap(), Begun::Differs));
        let mut other = request("a", "d");
        "POST /returns by key_1".clone_into(&mut other.scope);
        assert!(matches!(once.begin(other).await.unwrap(), Begun::First(_)));
        assert_eq!(done(&store).await, 1);
    }

    async fn a_request_that_runs_is_not_begun_again(store: Store) {
        let once = Once::new(store.clone());
        let Begun::First(turn) = once.begin(request("a", "d")).await.unwrap() else {
            panic!("it is new");
        };
        assert_eq!(do_it(&once, "a").await, "running");
        turn.abandon().await.unwrap();
        assert_eq!(do_it(&once, "a").await, "first");
    }

    async fn ten_at_once_do_it_once(store: Store) {
        // Two servers, each with five callers.
        let servers = [Once::new(store.clone()), Once::new(store.clone())];
        let tasks: Vec<_> = (0..10)
            .map(|at| {
                let once = servers[at % 2].clone();
                tokio::spawn(async move { do_it(&once, "a").await })
            })
            .collect();
        let mut first = 0;
        for task in tasks {
            let came = task.await.unwrap();
            assert_ne!(came, "differs");
            first += i32::from(came == "first");
        }
        assert_eq!((first, done(&store).await), (1, 1));
    }

    async fn what_was_not_finished_was_not_done(store: Store) {
        let once = Once::new(store.clone());
        if let Begun::First(mut turn) = once.begin(request("a", "d")).await.unwrap() {
            on!(turn.tx(), conn => sqlx::query(DO).bind("a").execute(conn).await.map(drop)).unwrap();
            turn.abandon().await.unwrap();
        }
        assert_eq!(done(&store).await, 0);
        assert_eq!(do_it(&once, "a").await, "first");
    }
}

#[tokio::test]
async fn an_answer_is_kept_for_a_day() {
    let temp = testkit::TempStore::sqlite().await.unwrap();
    let once = Once::new(temp.store.clone());
    assert_eq!(do_it(&once, "a").await, "first");
    temp.clock
        .advance(std::time::Duration::from_secs(24 * 3600 - 1));
    assert_eq!(
        (do_it(&once, "a").await, once.sweep().await.unwrap()),
        ("again", 0)
    );
    temp.clock.advance(std::time::Duration::from_secs(1));
    assert_eq!(once.sweep().await.unwrap(), 1);
    assert!(matches!(
        once.begin(request("a", "other")).await.unwrap(),
        Begun::First(_)
    ));
}
