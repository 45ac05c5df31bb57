//! Webhooks against a receiver on this machine: everything arrives at least once, signed, and nothing goes inside.

mod incoming;
mod receiver;

use std::net::SocketAddr;
use std::time::Duration;

use app::Workspace;
use app::access::Actor;
use app::webhooks::{
    AddressError, AllowedNetworks, Delivery, DeliveryState, Endpoint, EndpointTerms, Filter,
    Message, SendError, Sender, Signed, WebhookError, WebhookSecret, WithSecret, verify,
};
use customers::{Fact, FactKind, SourceId, Who};
use kernel::{Failure, Limit};
use serde_json::{Value, json};
use store::{NewEvent, on};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use crate::engine::{Engine, Home, on_both};
use receiver::Receiver;

/// A workspace that may send to this machine.
async fn open(engine: &Engine) -> (Home, Workspace) {
    let home = engine.home().await;
    let workspace = home.create("UTC").await.unwrap();
    (home, workspace.allowing("127.0.0.0/8".parse().unwrap()))
}

async fn endpoint(workspace: &Workspace, url: &str) -> WithSecret {
    let terms = EndpointTerms {
        url: url.to_owned(),
        ..EndpointTerms::default()
    };
    let endpoints = workspace.endpoints();
    endpoints.create(Actor::Machine, &terms).await.unwrap()
}

fn event(workspace: &Workspace, message_id: &str, name: &str) -> NewEvent {
    let who = Who {
        user_id: Some("17".to_owned()),
        email: Some("ada@example.org".to_owned()),
        ..Who::default()
    };
    let mut fact = Fact::new(FactKind::Track, message_id, workspace.clock().now(), who);
    fact.name = Some(name.to_owned());
    NewEvent {
        source_id: SourceId::from_raw(7).unwrap().raw(),
        body: fact.body(),
        kind: fact.kind.as_str().to_owned(),
        message_id: fact.message_id,
        happened_at: fact.happened_at,
    }
}

/// The address of one that says this to whoever connects, and closes.
async fn saying(text: &'static [u8]) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            // What is sent is read first: else it would be a reset, and no end.
            let mut sent = [0; 4096];
            let _bytes = stream.read(&mut sent).await;
            let _written = stream.write_all(text).await;
        }
    });
    address
}

/// Something happens so many times, and is sent.
async fn happen(workspace: &Workspace, range: std::ops::Range<u32>) {
    let events = range.map(|index| event(workspace, &format!("m-{index}"), "Signed Up"));
    workspace.log().append(events.collect()).await.unwrap();
    workspace.catch_up().await.unwrap();
    workspace.send_webhooks().await.unwrap();
}

async fn deliveries(workspace: &Workspace, endpoint: &Endpoint) -> Vec<Delivery> {
    let endpoints = workspace.endpoints();
    let page = endpoints
        .deliveries(endpoint.id, None, None, Limit::default())
        .await;
    page.unwrap().items
}

async fn reload(workspace: &Workspace, endpoint: &Endpoint) -> Endpoint {
    workspace.endpoints().get(endpoint.id).await.unwrap()
}

fn fits(message: &receiver::Received, secrets: &[WebhookSecret], workspace: &Workspace) -> bool {
    let signed = Signed {
        id: &message.headers["webhook-id"],
        timestamp: &message.headers["webhook-timestamp"],
        signature: &message.headers["webhook-signature"],
    };
    verify(secrets, &signed, &message.body, workspace.clock().now()).is_ok()
}

on_both! {
    async fn every_event_arrives_once_and_signed(engine) {
        let (_home, workspace) = open(engine).await;
        let receiver = Receiver::start().await;
        happen(&workspace, 0..3).await;
        let made = endpoint(&workspace, &receiver.url()).await;
        happen(&workspace, 3..10).await;
        happen(&workspace, 3..10).await;
        let received = receiver.received();
        assert_eq!(received.len(), 7);
        for message in &received {
            assert!(fits(message, std::slice::from_ref(&made.secret), &workspace));
            assert!(!fits(message, &[WebhookSecret::draw().unwrap()], &workspace));
            assert_eq!(message.path, "/hook");
            assert_eq!(message.headers["content-type"], "application/json");
            let body: Value = serde_json::from_slice(&message.body).unwrap();
            assert_eq!((&body["type"], &body["data"]["user_id"]), (&json!("fact.track"), &json!("17")));
            assert_eq!(body["data"].get("email"), None);
        }
        let ids: std::collections::BTreeSet<String> = receiver.ids().into_iter().collect();
        assert_eq!(ids.len(), 7);
        let kept = deliveries(&workspace, &made.endpoint).await;
        assert!(kept.iter().all(|delivery| delivery.state == DeliveryState::Delivered && delivery.attempts == 1));
        assert!(kept.iter().all(|delivery| ids.contains(&delivery.id.to_string())));
    }

    async fn an_endpoint_is_told_what_its_filter_lets_through(engine) {
        let (_home, workspace) = open(engine).await;
        let receiver = Receiver::start().await;
        let terms = EndpointTerms {
            url: receiver.url(),
            filter: Filter { names: vec!["Order Completed".to_owned()], ..Filter::default() },
            with_personal_data: true,
            ..EndpointTerms::default()
        };
        let made = workspace.endpoints().create(Actor::Machine, &terms).await.unwrap();
        assert_eq!(made.endpoint.filter, terms.filter);
        workspace.log().append(vec![event(&workspace, "o-1", "Order Completed")]).await.unwrap();
        happen(&workspace, 0..5).await;
        let [message] = receiver.received().try_into().unwrap();
        let body: Value = serde_json::from_slice(&message.body).unwrap();
        assert_eq!(body["data"]["message_id"], "o-1");
        assert_eq!(body["data"]["email"], "ada@example.org");
    }

    async fn what_fails_is_tried_again_with_the_same_message_id(engine) {
        let (home, workspace) = open(engine).await;
        let receiver = Receiver::start().await;
        let made = endpoint(&workspace, &receiver.url()).await.endpoint;
        receiver.answer("500 Internal Server Error");
        happen(&workspace, 0..1).await;
        // Each wait of the schedule and a fifth more: it is due, and was not due before.
        for (attempts, wait) in (2..=8).zip([5, 300, 1_800, 7_200, 18_000, 36_000, 36_000]) {
            home.clock.advance(Duration::from_secs(wait - 1));
            workspace.send_webhooks().await.unwrap();
            assert_eq!(receiver.received().len(), attempts - 1);
            home.clock.advance(Duration::from_secs(wait / 5 + 2));
            workspace.send_webhooks().await.unwrap();
            assert_eq!(receiver.received().len(), attempts);
        }
        home.clock.advance(Duration::from_secs(1_000_000));
        workspace.send_webhooks().await.unwrap();
        let ids = receiver.ids();
        assert_eq!((ids.len(), ids.iter().all(|id| *id == ids[0])), (8, true));
        let [delivery] = deliveries(&workspace, &made).await.try_into().unwrap();
        assert_eq!((delivery.state, delivery.attempts, delivery.last_status), (DeliveryState::Failed, 8, Some(500)));
        let error = delivery.last_error.unwrap();
        assert_eq!((error.sentence.as_str(), error.args["status"].as_str()), ("the receiver answered 500", "500"));
        assert_eq!(error.code.as_deref(), Some("webhook.undelivered.refused"));
        // Somebody has mended the receiver and asks for it once more.
        receiver.answer("200 OK");
        workspace.endpoints().retry(made.id, delivery.id).await.unwrap();
        workspace.send_webhooks().await.unwrap();
        let [delivery] = deliveries(&workspace, &made).await.try_into().unwrap();
        assert_eq!(delivery.state, DeliveryState::Delivered);
        assert_eq!(receiver.ids()[8], ids[0]);
        assert_eq!(reload(&workspace, &made).await.failing_since, None);
    }

    async fn an_endpoint_that_fails_for_five_days_is_disabled_until_it_is_enabled(engine) {
        let (home, workspace) = open(engine).await;
        let receiver = Receiver::start().await;
        let made = endpoint(&workspace, &receiver.url()).await.endpoint;
        receiver.answer("503 Service Unavailable");
        happen(&workspace, 0..1).await;
        assert!(reload(&workspace, &made).await.failing_since.is_some());
        home.clock.advance(Duration::from_hours(120));
        happen(&workspace, 1..2).await;
        let failed = reload(&workspace, &made).await;
        assert!(failed.disabled_at.is_some());
        let reason = failed.disabled_reason.unwrap();
        assert_eq!(reason.sentence, "every attempt of the last 120 hours failed");
        assert_eq!(reason.code.as_deref(), Some("webhook.disabled.failing"));
        let before = receiver.received().len();
        home.clock.advance(Duration::from_hours(1));
        happen(&workspace, 2..3).await;
        assert_eq!(receiver.received().len(), before);
        receiver.answer("200 OK");
        workspace.endpoints().enable(made.id).await.unwrap();
        happen(&workspace, 3..4).await;
        // What waited arrives, and what is new; what happened meanwhile was never for it.
        let kept = deliveries(&workspace, &made).await;
        let states: Vec<DeliveryState> = kept.iter().map(|delivery| delivery.state).collect();
        assert_eq!(states, [DeliveryState::Delivered; 3]);
        assert_eq!(reload(&workspace, &made).await.failing_since, None);
    }

    async fn a_receiver_that_is_gone_is_left_alone(engine) {
        let (_home, workspace) = open(engine).await;
        let receiver = Receiver::start().await;
        let made = endpoint(&workspace, &receiver.url()).await.endpoint;
        receiver.answer("410 Gone");
        happen(&workspace, 0..1).await;
        let gone = reload(&workspace, &made).await;
        assert!(gone.disabled_reason.unwrap().sentence.contains("410"));
    }

    async fn why_no_answer_came_has_a_name_and_what_the_library_said(engine) {
        let (_home, workspace) = open(engine).await;
        let gone = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let (mute, other) = (saying(b"").await, saying(b"220 mail.example ESMTP\r\n").await);
        for (url, code, said) in [
            (format!("http://{gone}/"), "no_listener", "refused"),
            (format!("http://{mute}/"), "broken", "closed"),
            (format!("https://{other}/"), "insecure", "corrupt message"),
        ] {
            let made = endpoint(&workspace, &url).await.endpoint;
            let error = workspace.endpoints().test(made.id).await.unwrap().error.unwrap();
            assert_eq!(error.code, Some(format!("webhook.undelivered.{code}")), "{error}");
            let own = &error.args["said"];
            assert!(own.contains(said) && error.sentence.contains(own.as_str()), "{error:?}");
        }
    }

    async fn what_was_kept_before_keeps_its_sentence(engine) {
        let (_home, workspace) = open(engine).await;
        let receiver = Receiver::start().await;
        let made = endpoint(&workspace, &receiver.url()).await.endpoint;
        receiver.answer("500 Internal Server Error");
        happen(&workspace, 0..1).await;
        let mut tx = workspace.store().begin().await.unwrap();
        on!(tx, conn => sqlx::query("update webhook_delivery set last_error_wording = null").execute(conn).await.map(drop)).unwrap();
        tx.commit().await.unwrap();
        let [delivery] = deliveries(&workspace, &made).await.try_into().unwrap();
        assert_eq!(delivery.last_error, Some(Failure::new("the receiver answered 500".to_owned(), None)));
    }

    async fn a_redirect_is_a_failure_and_leads_nowhere(engine) {
        let (_home, workspace) = open(engine).await;
        let (receiver, elsewhere) = (Receiver::start().await, Receiver::start().await);
        let made = endpoint(&workspace, &receiver.url()).await.endpoint;
        for status in ["301 Moved Permanently", "302 Found", "307 Temporary Redirect", "308 Permanent Redirect"] {
            receiver.answer(&format!("{status}\r\nlocation: {}", elsewhere.url()));
            let tested = workspace.endpoints().test(made.id).await.unwrap();
            let error = tested.error.unwrap();
            assert!(!tested.is_delivered && error.sentence.contains("redirects are not followed"));
            assert_eq!((error.code.as_deref(), &error.args["status"]), (Some("webhook.undelivered.redirected"), &status[..3].to_owned()));
        }
        assert_eq!((receiver.received().len(), elsewhere.received().len()), (4, 0));
    }

    async fn a_slow_receiver_holds_up_no_other(engine) {
        let (_home, workspace) = open(engine).await;
        let (slow, quick) = (Receiver::start().await, Receiver::start().await);
        let held = endpoint(&workspace, &slow.url()).await.endpoint;
        let made = endpoint(&workspace, &quick.url()).await.endpoint;
        slow.hold();
        let sending = workspace.clone();
        let task = tokio::spawn(async move { happen(&sending, 0..20).await });
        quick.until(20).await;
        assert!(slow.received().len() <= 4);
        slow.let_go();
        task.await.unwrap();
        for endpoint in [held, made] {
            let kept = deliveries(&workspace, &endpoint).await;
            assert!(kept.len() == 20 && kept.iter().all(|delivery| delivery.state == DeliveryState::Delivered));
        }
    }

    async fn a_process_killed_between_sending_and_writing_sends_the_same_message_again(engine) {
        let (home, workspace) = open(engine).await;
        let receiver = Receiver::start().await;
        let made = endpoint(&workspace, &receiver.url()).await.endpoint;
        receiver.hold();
        let sending = workspace.clone();
        let task = tokio::spawn(async move { happen(&sending, 0..1).await });
        receiver.until(1).await;
        task.abort();
        assert!(task.await.unwrap_err().is_cancelled());
        drop(workspace);
        receiver.let_go();
        // The dead one's right to send runs out; whoever starts next has it.
        home.clock.advance(Duration::from_mins(1));
        let workspace = home.open().await.unwrap().allowing("127.0.0.0/8".parse().unwrap());
        workspace.send_webhooks().await.unwrap();
        let ids = receiver.ids();
        assert_eq!((ids.len(), &ids[0]), (2, &ids[1]));
        let [delivery] = deliveries(&workspace, &made).await.try_into().unwrap();
        assert_eq!((delivery.state, delivery.attempts), (DeliveryState::Delivered, 1));
    }

    async fn a_rotated_secret_overlaps_with_the_one_before_for_a_day(engine) {
        let (home, workspace) = open(engine).await;
        let receiver = Receiver::start().await;
        let old = endpoint(&workspace, &receiver.url()).await;
        let new = workspace.endpoints().rotate(old.endpoint.id).await.unwrap();
        happen(&workspace, 0..1).await;
        let message = receiver.received().pop().unwrap();
        for secret in [&old.secret, &new.secret] {
            assert!(fits(&message, std::slice::from_ref(secret), &workspace));
        }
        home.clock.advance(Duration::from_hours(24));
        happen(&workspace, 1..2).await;
        let message = receiver.received().pop().unwrap();
        assert!(fits(&message, &[new.secret], &workspace));
        assert!(!fits(&message, &[old.secret], &workspace));
    }

    async fn a_replay_tells_nothing_twice(engine) {
        let (_home, workspace) = open(engine).await;
        let receiver = Receiver::start().await;
        endpoint(&workspace, &receiver.url()).await;
        happen(&workspace, 0..3).await;
        let mut tx = workspace.store().begin().await.unwrap();
        store::log::set_cursor(&mut tx, "webhooks", 0).await.unwrap();
        on!(tx, conn => sqlx::query("delete from webhook_delivery").execute(conn).await.map(drop)).unwrap();
        tx.commit().await.unwrap();
        workspace.catch_up().await.unwrap();
        workspace.send_webhooks().await.unwrap();
        assert_eq!(receiver.received().len(), 3);
    }

    async fn an_inner_address_is_refused_when_it_is_given(engine) {
        let workspace = engine.workspace().await;
        let terms = EndpointTerms { url: "http://169.254.169.254/latest".to_owned(), ..EndpointTerms::default() };
        let refused = workspace.endpoints().create(Actor::Machine, &terms).await.unwrap_err();
        assert!(matches!(refused, WebhookError::Address(AddressError::Private(_))));
        // A name is judged when it is connected to.
        let receiver = Receiver::start().await;
        let url = format!("http://localhost:{}/", receiver.address.port());
        let made = endpoint(&workspace, &url).await.endpoint;
        happen(&workspace, 0..1).await;
        let [delivery] = deliveries(&workspace, &made).await.try_into().unwrap();
        let error = delivery.last_error.unwrap();
        assert!(error.sentence.contains("is not a public address"));
        assert_eq!(error.code.as_deref(), Some("webhook.address_refused.private"));
        assert!(["127.0.0.1", "::1"].contains(&error.args["address"].as_str()));
        assert!(receiver.received().is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receiver_that_takes_too_long_has_failed() {
    let receiver = Receiver::start().await;
    receiver.hold();
    let allowed: AllowedNetworks = "127.0.0.1".parse().unwrap();
    let sender = Sender::patient(allowed, Duration::from_millis(50)).unwrap();
    let message = Message {
        id: "msg_1".to_owned(),
        seconds: 1,
        signature: String::new(),
        body: b"{}".to_vec(),
    };
    let refused = sender.post(&receiver.url(), message).await.unwrap_err();
    assert!(matches!(refused, SendError::Late(_)), "{refused:?}");
}
