//! Incoming webhooks: what is taken, what is refused, and that a refusal is written down.

use app::Workspace;
use app::access::Actor;
use app::webhooks::{HmacEncoding, Refused, SenderCheck, WebhookError, WithToken, sign};
use customers::{Fact, Sources};
use kernel::Limit;
use serde_json::json;

use crate::engine::on_both;

const ORDER: &[u8] =
    br#"{"id": "e-1", "type": "paid", "order": {"number": 9, "cents": 1999, "customer": "17"}}"#;

fn definition() -> String {
    let rule = json!({
        "when": [{"value": "/type", "equals": "paid"}],
        "kind": "order",
        "message_id": "/id",
        "who": {"user_id": "/order/customer"},
        "properties": {
            "order_id": {"value": "/order/number", "as": "text", "required": true},
            "total": {"value": "/order/cents", "as": "hundredths"}
        }
    });
    json!({ "rules": [rule] }).to_string()
}

async fn door(workspace: &Workspace, check: SenderCheck) -> WithToken {
    let doors = workspace.incoming_webhooks();
    let made = doors
        .create(Actor::Machine, "Shop", &definition(), check)
        .await
        .unwrap();
    doors.go_live(made.incoming.id).await.unwrap();
    made
}

on_both! {
    async fn a_payload_is_durable_when_it_is_answered_and_once(engine) {
        let workspace = engine.workspace().await;
        let doors = workspace.incoming_webhooks();
        let made = door(&workspace, SenderCheck::Address).await;
        let one = doors.receive(&made.token, |_| None, ORDER).await.unwrap();
        let again = doors.receive(&made.token, |_| None, ORDER).await.unwrap();
        assert_eq!((one.facts, one.new, again.facts, again.new), (1, 1, 1, 0));
        let [event] = workspace.log().read(0, 10).await.unwrap().try_into().unwrap();
        let fact = Fact::from_parts(&event.kind, &event.message_id, event.happened_at, &event.body).unwrap();
        assert_eq!((fact.message_id.as_str(), fact.who.user_id.as_deref()), ("e-1", Some("17")));
        assert_eq!(fact.properties["total"], "19.99");
        // What no rule is for is taken, and makes nothing: the sender need not send it again.
        let other = doors.receive(&made.token, |_| None, br#"{"type": "seen"}"#).await.unwrap();
        assert_eq!(other.facts, 0);
    }

    async fn a_refused_payload_is_written_down_with_its_reason(engine) {
        let workspace = engine.workspace().await;
        let doors = workspace.incoming_webhooks();
        let made = door(&workspace, SenderCheck::Address).await;
        let body = br#"{"type": "paid", "id": "e-2", "order": {"cents": "much"}}"#;
        let refused = doors.receive(&made.token, |_| None, body).await.unwrap_err();
        let Refused::Unmapped(problems) = refused else { panic!("{refused:?}") };
        assert_eq!(problems.len(), 2);
        let sources = Sources::new(workspace.store().clone());
        let page = sources.refusals(made.incoming.source, None, Limit::default()).await.unwrap();
        let [row] = page.items.try_into().unwrap();
        assert_eq!(row.code, "webhook.payload_unmapped");
        assert!(row.sentence.contains("at /rules/0/properties/order_id: "), "{}", row.sentence);
        let args = row.args.unwrap();
        assert_eq!((args["at"].as_str(), args["places"].as_str()), ("/rules/0/properties/order_id", "2"));
        assert!(row.sample.contains("much"));
        assert_eq!(workspace.log().last_position().await.unwrap(), 0);
    }

    async fn nothing_is_taken_at_a_door_that_is_not_live_or_not_there(engine) {
        let workspace = engine.workspace().await;
        let doors = workspace.incoming_webhooks();
        let made = doors.create(Actor::Machine, "Shop", &definition(), SenderCheck::Address).await.unwrap();
        assert!(matches!(doors.receive(&made.token, |_| None, ORDER).await, Err(Refused::Closed)));
        doors.go_live(made.incoming.id).await.unwrap();
        doors.receive(&made.token, |_| None, ORDER).await.unwrap();
        // What is saved changes nothing until it goes live.
        doors.save(made.incoming.id, r#"{"rules": [{"kind": "product"}]}"#).await.unwrap();
        assert_eq!(doors.receive(&made.token, |_| None, ORDER).await.unwrap().new, 0);
        doors.go_live(made.incoming.id).await.unwrap();
        assert_eq!(doors.receive(&made.token, |_| None, ORDER).await.unwrap().new, 1);
        let fresh = doors.rotate(made.incoming.id).await.unwrap();
        assert!(matches!(doors.receive(&made.token, |_| None, ORDER).await, Err(Refused::Unknown)));
        doors.receive(&fresh.token, |_| None, ORDER).await.unwrap();
        Sources::new(workspace.store().clone()).disable(made.incoming.source).await.unwrap();
        assert!(matches!(doors.receive(&fresh.token, |_| None, ORDER).await, Err(Refused::Closed)));
        doors.remove(made.incoming.id).await.unwrap();
        assert!(matches!(doors.receive(&fresh.token, |_| None, ORDER).await, Err(Refused::Unknown)));
    }

    async fn a_sender_proves_itself(engine) {
        let workspace = engine.workspace().await;
        let doors = workspace.incoming_webhooks();
        let check = SenderCheck::HmacSha256 {
            header: "X-Shop-Hmac".to_owned(),
            encoding: HmacEncoding::Hex,
            secret: "key".to_owned(),
        };
        let made = door(&workspace, check).await;
        let wrong = |name: &str| (name == "x-shop-hmac").then_some("00");
        assert!(matches!(doors.receive(&made.token, wrong, ORDER).await, Err(Refused::Unproven(_))));
        assert!(matches!(doors.receive(&made.token, |_| None, ORDER).await, Err(Refused::Unproven(_))));
        let sources = Sources::new(workspace.store().clone());
        let page = sources.refusals(made.incoming.source, None, Limit::default()).await.unwrap();
        assert!(page.items.len() == 2 && page.items.iter().all(|row| row.sample.is_empty()));

        let secret: app::webhooks::WebhookSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".parse().unwrap();
        let standard = SenderCheck::StandardWebhooks { secret: secret.clone() };
        doors.set_check(made.incoming.id, standard).await.unwrap();
        let seconds = workspace.clock().now().as_second();
        let (time, signature) = (seconds.to_string(), sign(&secret, "msg_1", seconds, ORDER));
        let headers = |name: &str| match name {
            "webhook-id" => Some("msg_1"),
            "webhook-timestamp" => Some(time.as_str()),
            "webhook-signature" => Some(signature.as_str()),
            _ => None,
        };
        assert_eq!(doors.receive(&made.token, headers, ORDER).await.unwrap().new, 1);
        assert!(matches!(doors.receive(&made.token, headers, b"{}").await, Err(Refused::Unproven(_))));
    }

    async fn a_mapping_with_problems_is_not_saved(engine) {
        let workspace = engine.workspace().await;
        let doors = workspace.incoming_webhooks();
        let wrong = r#"{"rules": [{"kind": "sale"}]}"#;
        let refused = doors.create(Actor::Machine, "Shop", wrong, SenderCheck::Address).await.unwrap_err();
        assert!(refused.to_string().contains("/rules/0/kind: the kind is one of identify"), "{refused}");
        let made = door(&workspace, SenderCheck::Address).await;
        assert!(doors.save(made.incoming.id, wrong).await.is_err());
        let taken = doors.create(Actor::Machine, "Shop", &definition(), SenderCheck::Address).await.unwrap_err();
        assert!(matches!(taken, WebhookError::IncomingTaken(_)));
        let tried = doors.try_out(&definition(), ORDER).unwrap();
        assert_eq!((tried.facts.len(), tried.problems.len()), (1, 0));
    }
}
