//! The state of the log over HTTP.

use serde_json::json;

use crate::imports::Desk;

#[tokio::test(flavor = "multi_thread")]
async fn the_state_of_an_empty_log_is_told() {
    let desk = Desk::open().await;
    let state = desk.get("/api/v1/log").await.json();
    assert_eq!(state["position"], 0);
    assert_eq!(state["set_aside"], json!([]));
    for consumer in state["consumers"].as_array().unwrap() {
        assert_eq!(consumer["lag_events"], 0, "{consumer}");
    }
}
