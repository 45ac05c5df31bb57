//! The log reaches the lake: every event once, whatever happens on the way.

use app::{Counted as _, Workspace};
use customers::{Fact, FactKind, SourceKind, Sources, Who};
use jiff::Timestamp;
use serde_json::{Value, json};
use store::on;

use crate::contents::{contents, query};
use crate::engine::{Home, on_both, orders};
use crate::files::{SPRING, lines};

/// The note of a stretch that a process makes before it is killed.
const NOTE: &str = "insert into lake_stretch (slot, id, after_position, last_position, started_at)
    values (1, $1, $2, $3, 0)";

/// The note as it was before the cursor moved behind the stretch, and the cursor.
const NOTE_AGAIN: &str =
    "insert into lake_stretch (slot, id, after_position, last_position, started_at)
    select 1, $1, 0, position, 0 from consumer where name = 'lake'";
const BACK: &str = "update consumer set position = $1 where name = 'lake'";

const ASIDE: &str =
    "select position, reason from set_aside_event where consumer = 'lake' order by position";

/// A fact of a customer or a visitor: `(message, minute, who, kind, name, properties)`.
type Told = (String, i64, &'static str, FactKind, &'static str, Value);

fn track(message: &str, minute: i64, who: &'static str, name: &'static str, said: Value) -> Told {
    (message.to_owned(), minute, who, FactKind::Track, name, said)
}

/// A morning of a shop.
fn morning() -> Vec<Told> {
    let cups =
        |quantity: i64| json!([{"sku": "A1", "name": "Cup", "price": 3.5, "quantity": quantity}]);
    vec![
        ("m1".to_owned(), 0, "u1", FactKind::Identify, "", json!({})),
        track(
            "m2",
            1,
            "u1",
            "Product Viewed",
            json!({"sku": "A1", "name": "Cup", "url": "https://shop.example/cup"}),
        ),
        track(
            "m3",
            2,
            "u1",
            "Order Completed",
            json!({"order_id": "L1", "products": cups(2)}),
        ),
        // The server says it, too, a little later.
        track(
            "m4",
            3,
            "u1",
            "Order Completed",
            json!({"order_id": "L1", "products": cups(2)}),
        ),
        (
            "m5".to_owned(),
            4,
            "u2",
            FactKind::Order,
            "",
            json!({"order_id": "L2", "channel": "till", "total": "10.00"}),
        ),
        track(
            "m6",
            5,
            "u1",
            "Order Updated",
            json!({"order_id": "L1", "products": cups(3)}),
        ),
        track(
            "m7",
            6,
            "u1",
            "Order Refunded",
            json!({"order_id": "L1", "products": [{"sku": "A1"}]}),
        ),
        track("m8", 7, "u2", "Order Cancelled", json!({"order_id": "L2"})),
        track("m9", 8, "", "Page Left", json!({})),
        track(
            "m10",
            9,
            "u1",
            "Order Completed",
            json!({"order_id": "L3", "products": [{"sku": "A1", "price": "?"}]}),
        ),
    ]
}

async fn tell(workspace: &Workspace, told: &[Told]) {
    let source = Sources::new(workspace.store().clone());
    let source = source.ensure(SourceKind::Server, "shop").await.unwrap();
    let begin: Timestamp = "2024-06-01T08:00:00Z".parse().unwrap();
    let events = told.iter().map(|(message, minute, who, kind, name, said)| {
        let who = Who {
            user_id: (!who.is_empty()).then(|| (*who).to_owned()),
            anonymous_id: who.is_empty().then(|| "visitor".to_owned()),
            ..Who::default()
        };
        let at = begin + jiff::SignedDuration::from_mins(*minute);
        let mut fact = Fact::new(*kind, message, at, who);
        fact.name = (!name.is_empty()).then(|| (*name).to_owned());
        fact.properties = said.as_object().cloned().unwrap_or_default();
        let campaign = json!({"source": "mail", "name": "june"});
        fact.context.insert("campaign".to_owned(), campaign);
        fact.into_event(source)
    });
    workspace.log().append(events.collect()).await.unwrap();
}

/// A workspace to which each of the facts was told and which was brought up to date after each.
async fn told_one_by_one(home: &Home, told: &[Told]) -> Workspace {
    let workspace = home.create("Europe/Sofia").await.unwrap();
    for fact in told {
        tell(&workspace, std::slice::from_ref(fact)).await;
        workspace.catch_up().await.unwrap();
    }
    workspace
}

async fn told_at_once(home: &Home, told: &[Told]) -> Workspace {
    let workspace = home.create("Europe/Sofia").await.unwrap();
    tell(&workspace, told).await;
    workspace.catch_up().await.unwrap();
    workspace
}

async fn run(workspace: &Workspace, statement: &'static str, values: &[i64]) {
    let mut tx = workspace.store().begin().await.unwrap();
    on!(tx, conn => {
        let mut query = sqlx::query(statement);
        for value in values {
            query = query.bind(value);
        }
        query.execute(conn).await.map(drop)
    })
    .unwrap();
    tx.commit().await.unwrap();
}

async fn set_aside(workspace: &Workspace) -> Vec<(i64, String)> {
    let mut conn = workspace.store().read().await.unwrap();
    on!(conn, conn => sqlx::query_as(ASIDE).fetch_all(conn).await).unwrap()
}

on_both! {
    async fn what_is_told_is_in_the_lake(engine) {
        let workspace = told_at_once(&engine.home().await, &morning()).await;
        let lines = query(
            &workspace,
            "select order_key, customer_key, product_key, cast(quantity as int) as quantity, amount_minor, channel
            from order_line join customer using (customer_id) order by at, 1, 4",
        ).await;
        assert_eq!(
            lines,
            "order_key,customer_key,product_key,quantity,amount_minor,channel\r\n\
             L1,u1,A1,3,1050,\r\n\
             L2,u2,,1,1000,till\r\n\
             L1,u1,A1,-1,-350,\r\n\
             L2,u2,,-1,-1000,till\r\n"
                .replace("\r\n", if lines.contains("\r\n") { "\r\n" } else { "\n" })
        );
        let sums = query(&workspace, "select count(*), sum(revenue_minor) from orders").await;
        assert!(sums.trim_end().ends_with("2,2050"), "{sums}");
        let events = query(
            &workspace,
            "select count(*), count(distinct position), count(customer_id), min(utm_source), max(url),
                min(source), count(order_key)
            from event",
        ).await;
        assert!(
            events.trim_end().ends_with("10,10,9,mail,https://shop.example/cup,shop,7"),
            "{events}"
        );
        let aside = set_aside(&workspace).await;
        assert_eq!(aside.len(), 1, "{aside:?}");
        assert!(aside[0].1.starts_with("`products[0].price` is not a number"), "{aside:?}");
    }

    async fn cutting_the_log_elsewhere_changes_nothing(engine) {
        let slowly = told_one_by_one(&engine.home().await, &morning()).await;
        let at_once = told_at_once(&engine.home().await, &morning()).await;
        assert_eq!(contents(&slowly).await, contents(&at_once).await);
        assert_eq!(set_aside(&slowly).await, set_aside(&at_once).await);
    }

    async fn an_order_is_in_the_next_report(engine) {
        let workspace = engine.workspace().await;
        orders(&workspace, &lines(&SPRING)).await;
        let before = workspace.overview().await.unwrap();
        tell(&workspace, &morning()[..3]).await;
        let after = workspace.overview().await.unwrap();
        assert_eq!((after.orders, after.customers), (before.orders + 1, before.customers + 1));
    }

    async fn a_replay_gives_the_same(engine) {
        let workspace = engine.workspace().await;
        orders(&workspace, &lines(&SPRING)).await;
        tell(&workspace, &morning()).await;
        workspace.catch_up().await.unwrap();
        let before = contents(&workspace).await;
        workspace.replay_log("lake", 0).await.unwrap();
        workspace.catch_up().await.unwrap();
        assert_eq!(contents(&workspace).await, before);
        assert_eq!(set_aside(&workspace).await.len(), 1);
    }

    async fn killed_before_the_stretch_was_in_the_lake(engine) {
        let home = engine.home().await;
        let clean = told_at_once(&engine.home().await, &morning()).await;
        let workspace = home.create("Europe/Sofia").await.unwrap();
        tell(&workspace, &morning()).await;
        run(&workspace, NOTE, &[77, 0, 5]).await;
        drop(workspace);
        let workspace = home.open().await.unwrap();
        workspace.catch_up().await.unwrap();
        assert_eq!(contents(&workspace).await, contents(&clean).await);
    }

    async fn killed_after_the_stretch_was_in_the_lake(engine) {
        let home = engine.home().await;
        let workspace = told_at_once(&home, &morning()).await;
        let before = contents(&workspace).await;
        let id = query(&workspace, "select max(import_id) from event").await;
        let id: i64 = id.lines().last().unwrap().parse().unwrap();
        run(&workspace, NOTE_AGAIN, &[id]).await;
        run(&workspace, BACK, &[0]).await;
        drop(workspace);
        let workspace = home.open().await.unwrap();
        workspace.catch_up().await.unwrap();
        assert_eq!(contents(&workspace).await, before);
    }

    async fn two_processes_flush_each_event_once(engine) {
        let home = engine.home().await;
        let one = home.create("Europe/Sofia").await.unwrap();
        let other = home.open().await.unwrap();
        let told = morning();
        let telling = async {
            for fact in &told {
                tell(&one, std::slice::from_ref(fact)).await;
            }
        };
        let flushing = async |workspace: &Workspace| {
            for _ in 0..told.len() {
                workspace.catch_up().await.unwrap();
            }
        };
        tokio::join!(telling, flushing(&one), flushing(&other));
        other.catch_up().await.unwrap();
        let clean = told_at_once(&engine.home().await, &told).await;
        assert_eq!(contents(&one).await, contents(&clean).await);
    }

    async fn a_file_of_orders_that_came_live_adds_what_is_new(engine) {
        let workspace = told_at_once(&engine.home().await, &morning()).await;
        let before = query(&workspace, "select count(*), sum(revenue_minor) from orders").await;
        // The shop's own export knows the order by its day only.
        let file = "order,customer,date,sku,quantity,price\nL1,u1,2024-06-01,A1,3,3.50\n";
        let record = orders(&workspace, file).await;
        assert_eq!((record.counts().added, record.counts().known), (0, 1));
        let after = query(&workspace, "select count(*), sum(revenue_minor) from orders").await;
        assert_eq!(after, before);
    }

    async fn what_is_read_in_parts_is_one_stretch(engine) {
        let home = engine.home().await;
        let workspace = home.create("Europe/Sofia").await.unwrap();
        let page = |number: i64| track(&format!("p{number}"), number, "u1", "Page Left", json!({}));
        let told: Vec<Told> = (0..4_100).map(page).collect();
        tell(&workspace, &told).await;
        workspace.catch_up().await.unwrap();
        let stretches = query(
            &workspace,
            "select count(*) as events, count(distinct position) as positions, count(distinct import_id) as stretches from event",
        ).await;
        assert_eq!(stretches.lines().last().unwrap().trim(), "4100,4100,1", "{stretches}");
    }

    async fn many_flushes_leave_few_files(engine) {
        let home = engine.home().await;
        let workspace = home.create("Europe/Sofia").await.unwrap();
        for flush in 0..40 {
            let order = json!({"order_id": format!("F{flush}"), "total": 1});
            tell(&workspace, &[(format!("f{flush}"), flush, "u1", FactKind::Order, "", order)]).await;
            workspace.catch_up().await.unwrap();
        }
        let before = contents(&workspace).await;
        let done = workspace.compact().await.unwrap().unwrap();
        assert!(done.merged >= 3 * 30, "{done:?}");
        assert_eq!(contents(&workspace).await, before);
        let again = workspace.compact().await.unwrap().unwrap();
        assert_eq!((again.merged, again.rewritten), (0, 0));
        // Life goes on in the merged files.
        let order = json!({"order_id": "F3", "total": 2});
        tell(&workspace, &[("again".to_owned(), 50, "u1", FactKind::Order, "", order)]).await;
        let sum = query(&workspace, "select sum(revenue_minor) from orders").await;
        assert!(sum.trim_end().ends_with("4100"), "{sum}");
    }
}
