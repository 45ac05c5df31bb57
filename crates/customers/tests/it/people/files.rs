//! Files and events tell of the same customers.

use customers::{Customers, ImportId, Kind, Mapping, read_attributes};
use serde_json::json;
use store::Store;

use super::*;
use crate::files::{file, options};
use crate::kept::begin;

async fn import(store: &Store, text: &str) -> ImportId {
    let import = begin(store, text).await;
    let file = file(text);
    let mut go_on = |_| std::ops::ControlFlow::Continue(());
    let read = read_attributes(
        &file.path,
        &Mapping::new(Kind::Customers),
        &options(),
        &mut go_on,
    )
    .unwrap();
    Customers::new(store.clone())
        .upsert(import, &read.rows)
        .await
        .unwrap();
    import
}

store::contract! {
    async fn a_customer_of_a_file_is_known_to_events(store: Store) {
        import(&store, "customer_id,name,email,phone\nu1,Ada,Ada@example.org,+44 20 7946 0018\n").await;
        let ids = resolved(&store, &[who("u1", "", "", ""), who("", "", "ada@example.org", ""), who("", "", "", "+442079460018")]).await;
        assert_eq!(ids, [ids[0]; 3]);
        assert!(ids[0] > 0);
        // An order of a till that knows the phone only, a day later.
        let order = fact(FactKind::Order, who("", "", "", "+44 (20) 7946-0018"));
        apply(&store, &[event(1, 86_400, order)]).await;
        assert_eq!(one(&store, "select cast(orders as text) from profile").await, "1");
        assert_eq!(one(&store, "select cast(count(*) as text) from customer").await, "1");
    }

    async fn who_spoke_last_counts(store: Store) {
        let ada = who("u1", "", "", "");
        let before = event(1, -60, identify(ada.clone(), json!({"name": "Ada Byron", "phone": "12345"})));
        let after = event(2, 60, identify(ada, json!({"name": "Countess"})));
        apply(&store, std::slice::from_ref(&before)).await;
        import(&store, "customer_id,name,email\nu1,Ada,ada@example.org\n").await;
        let row = "select name || ' ' || email || ' ' || phone from customer";
        assert_eq!(one(&store, row).await, "Ada ada@example.org 12345");
        apply(&store, std::slice::from_ref(&after)).await;
        assert_eq!(one(&store, row).await, "Countess ada@example.org 12345");
        let kept = dump(&store).await;
        reset(&store).await;
        apply(&store, &[before, after]).await;
        assert_eq!(dump(&store).await, kept);
    }

    async fn an_undone_import_takes_nobody_of_whom_the_log_told(store: Store) {
        let import = import(&store, "customer_id,name\nu1,Ada\nu2,Bob\n").await;
        apply(&store, &[event(1, 1, fact(FactKind::Page, who("u1", "", "", "")))]).await;
        let removed = Customers::new(store.clone()).remove_created_by(import, &[]).await.unwrap();
        assert_eq!(removed, 1);
        assert_eq!(one(&store, "select source_key from customer").await, "u1");
    }
}
