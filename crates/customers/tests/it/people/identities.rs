//! Who is meant by what.

use customers::{FactKind, find_card, find_card_by_email};
use serde_json::json;
use store::Store;
use store::log::{ConsumeError, Consumer};

use super::*;

store::contract! {
    async fn a_visitor_is_nobody_until_identified(store: Store) {
        let anonymous = who("", "a1", "", "");
        let mut landing = fact(FactKind::Page, anonymous.clone());
        landing.context = campaign();
        apply(&store, &[event(1, 1, landing), event(2, 2, fact(FactKind::Page, anonymous.clone()))]).await;
        assert_eq!(resolved(&store, std::slice::from_ref(&anonymous)).await, [0]);
        assert_eq!(one(&store, "select cast(count(*) as text) from customer").await, "0");

        let ada = who("u1", "a1", "", "");
        let traits = json!({"email": "Ada@example.org", "firstName": "Ada", "lastName": "Lovelace"});
        apply(&store, &[event(3, 3, identify(ada.clone(), traits))]).await;
        let by_all = [anonymous, ada, who("", "", "ada@EXAMPLE.org", ""), who("u2", "", "", "")];
        let ids = resolved(&store, &by_all).await;
        assert_eq!(ids[..3], [ids[0]; 3]);
        assert_eq!((ids[0] > 0, ids[3]), (true, 0));
        assert_eq!(one(&store, "select name || ' ' || email from customer").await, "Ada Lovelace Ada@example.org");
        // What was seen of the visitor is the customer's: two pages and the campaign.
        let profile = "select cast(events as text) || ' ' || cast(pages as text) || ' ' || said from profile";
        let profile = one(&store, profile).await;
        assert!(profile.starts_with("3 2 ") && profile.contains("spring"), "{profile}");
        let card = find_card(&store, "u1").await.unwrap().unwrap();
        let by_id = find_card(&store, &card.id.to_string()).await.unwrap().unwrap();
        assert_eq!(card, by_id);
        let profile = card.profile.unwrap();
        assert_eq!((profile.events, profile.pages), (3, 2));
        assert_eq!((&profile.campaign["source"], &profile.traits["firstName"]), (&json!("vk"), &json!("Ada")));
        let marks: Vec<_> = card.identifiers.iter().map(|mark| (mark.kind.as_str(), mark.value.as_str())).collect();
        assert_eq!(marks, [("email", "ada@example.org")]);
        let address = kernel::Email::parse("Ada@Example.org").unwrap();
        let by_email = find_card_by_email(&store, &address).await.unwrap().unwrap();
        assert_eq!(card.id, by_email.id);
        assert!(!format!("{by_email:?}").contains("Ada"), "{by_email:?}");
        assert!(find_card(&store, "u9").await.unwrap().is_none());
    }

    async fn a_customer_without_key_takes_the_first_one(store: Store) {
        let form = identify(who("", "a1", "ada@example.org", "+44 20 7946 0018"), json!({}));
        apply(&store, &[event(1, 1, form)]).await;
        let found = resolved(&store, &[who("", "", "", "+442079460018")]).await;
        apply(&store, &[event(2, 2, identify(who("u1", "", "ada@example.org", ""), json!({})))]).await;
        assert_eq!(resolved(&store, &[who("u1", "", "", "")]).await, found);
        // The next key is somebody else, who may live in the same house.
        apply(&store, &[event(3, 3, identify(who("u2", "a1", "ada@example.org", ""), json!({})))]).await;
        let ids = resolved(&store, &[who("u1", "", "", ""), who("u2", "", "", ""), who("", "", "ada@example.org", "")]).await;
        assert_ne!(ids[0], ids[1]);
        assert_eq!(ids[2], ids[0]);
        // Whoever was identified last sits in front of it.
        assert_eq!(resolved(&store, &[who("", "a1", "", "")]).await, [ids[1]]);
    }

    async fn others_at_the_same_screen_are_others(store: Store) {
        let at_kiosk = |email: &str| identify(who("", "kiosk", email, ""), json!({}));
        apply(&store, &[event(1, 1, at_kiosk("ada@example.org")), event(2, 2, at_kiosk("bob@example.org"))]).await;
        let ids = resolved(&store, &[who("", "", "ada@example.org", ""), who("", "", "bob@example.org", ""), who("", "kiosk", "", "")]).await;
        assert_ne!(ids[0], ids[1]);
        assert_eq!(ids[2], ids[1]);
    }

    async fn an_alias_joins_ids_and_never_two_customers(store: Store) {
        let alias = |user_id: &str, previous: &str| {
            let mut fact = fact(FactKind::Alias, who(user_id, "", "", ""));
            fact.name = Some(previous.to_owned());
            fact
        };
        let events = [
            event(1, 1, fact(FactKind::Page, who("", "a1", "", ""))),
            event(2, 2, alias("u1", "a1")),
            event(3, 3, alias("u1", "old-key")),
            event(4, 4, identify(who("u2", "", "", ""), json!({}))),
            event(5, 5, alias("u1", "u2")),
        ];
        apply(&store, &events).await;
        let all = [who("u1", "", "", ""), who("", "a1", "", ""), who("old-key", "", "", ""), who("u2", "", "", "")];
        let ids = resolved(&store, &all).await;
        assert_eq!(ids[..3], [ids[0]; 3]);
        assert_ne!(ids[3], ids[0]);
    }

    async fn our_ids_name_their_customers_and_make_none(store: Store) {
        apply(&store, &[event(1, 1, identify(who("", "", "ada@example.org", ""), json!({})))]).await;
        let key = one(&store, "select source_key from customer").await;
        let known = resolved(&store, &[who(&key, "", "", "")]).await;
        let events = [
            event(2, 2, identify(who(&key, "", "", ""), json!({"plan": "pro"}))),
            event(3, 3, identify(who("cus_0000000000016", "a9", "", ""), json!({}))),
        ];
        apply(&store, &events).await;
        assert_eq!(one(&store, "select attributes from customer").await, r#"{"plan":"pro"}"#);
        assert_eq!(one(&store, "select cast(count(*) as text) from customer").await, "1");
        assert_eq!(resolved(&store, &[who("", "", "ada@example.org", "")]).await, known);
    }

    async fn a_late_event_does_not_overwrite_a_newer_one(store: Store) {
        let ada = who("u1", "", "", "");
        let mut late = event(2, 9, identify(ada.clone(), json!({"plan": "free", "city": "London"})));
        late.happened_at = noon();
        apply(&store, &[event(1, 5, identify(ada.clone(), json!({"plan": "pro"}))), late]).await;
        assert_eq!(one(&store, "select attributes from customer").await, r#"{"city":"London","plan":"pro"}"#);
        // Nothing happens after it was received: a clock that runs ahead does not win for ever.
        let mut ahead = event(3, 10, identify(ada.clone(), json!({"plan": "gold"})));
        ahead.happened_at = "2999-01-01T00:00:00Z".parse().unwrap();
        apply(&store, &[ahead, event(4, 11, identify(ada, json!({"plan": null})))]).await;
        assert_eq!(one(&store, "select attributes from customer").await, r#"{"city":"London"}"#);
    }

    async fn what_can_not_be_kept_is_set_aside(store: Store) {
        let mut tx = store.begin().await.unwrap();
        let endless = fact(FactKind::Page, who(&"u".repeat(5000), "", "", ""));
        let zero = fact(FactKind::Page, who("", "a\0b", "", ""));
        for (at, fact) in [(4, endless), (5, zero)] {
            let error = People.apply(&mut tx, &[event(at, 1, fact)]).await.unwrap_err();
            assert!(matches!(error, ConsumeError::Poison { position, .. } if position == at), "{error:?}");
        }
        // Texts that only PostgreSQL would mind.
        let zeros = json!({"name": "A\0da", "address": {"country": "G\0B"}, "note": "x\0y"});
        People.apply(&mut tx, &[event(6, 1, identify(who("u1", "", "", ""), zeros))]).await.unwrap();
        tx.commit().await.unwrap();
    }
}
