//! Counters for Prometheus: requests by route and status, how long they took, imports by outcome.
//!
//! The recorder belongs to the server's state, not to the process, so that two servers do not share their counters.

use std::time::Duration;

use app::work::LogStatus;
use axum::extract::{MatchedPath, Request, State};
use axum::http::header;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use metrics::{counter, gauge, histogram, with_local_recorder};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusRecorder};

use crate::state::AppState;

const REQUESTS: &str = "clientele_http_requests_total";
const DURATION: &str = "clientele_http_request_duration_seconds";
const IMPORTS: &str = "clientele_imports_total";
const LOG_POSITION: &str = "clientele_log_position";
const LOG_LAG_EVENTS: &str = "clientele_log_lag_events";
const LOG_LAG_SECONDS: &str = "clientele_log_lag_seconds";
const LOG_SET_ASIDE: &str = "clientele_log_set_aside_events";
const ALARMS_OPEN: &str = "clientele_quality_alarms_open";
const RUNNING: &str = "clientele_imports_running";

/// Upper bounds of the histogram's buckets, seconds.
const BOUNDS: [f64; 12] = [
    0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0, 60.0,
];

/// The counters of one server.
#[derive(Debug)]
pub struct Metrics {
    recorder: PrometheusRecorder,
}

impl Default for Metrics {
    fn default() -> Self {
        let duration = Matcher::Full(DURATION.to_owned());
        let builder = PrometheusBuilder::new().set_buckets_for_metric(duration, &BOUNDS);
        // The only refusal is of an empty list of bounds.
        Self {
            recorder: builder.unwrap_or_default().build_recorder(),
        }
    }
}

impl Metrics {
    fn request(&self, method: String, route: String, status: u16, took: Duration) {
        with_local_recorder(&self.recorder, || {
            let labels = [
                ("method", method),
                ("route", route),
                ("status", status.to_string()),
            ];
            counter!(REQUESTS, &labels).increment(1);
            histogram!(DURATION, &labels[..2]).record(took.as_secs_f64());
        });
    }

    /// Counts an import that began.
    pub(crate) fn import_began(&self) {
        with_local_recorder(&self.recorder, || gauge!(RUNNING).increment(1.0));
    }

    /// Counts an import that ended.
    pub(crate) fn import_ended(&self, outcome: &'static str) {
        with_local_recorder(&self.recorder, || {
            gauge!(RUNNING).decrement(1.0);
            counter!(IMPORTS, "outcome" => outcome).increment(1);
        });
    }

    /// Tells how far the log goes and everybody is; the rate of the position is the rate of appending.
    fn log(&self, status: &LogStatus) {
        with_local_recorder(&self.recorder, || {
            gauge!(LOG_POSITION).set(count(status.position));
            for consumer in &status.consumers {
                let label = [("consumer", consumer.name.clone())];
                gauge!(LOG_LAG_EVENTS, &label).set(count(consumer.lag_events));
                gauge!(LOG_LAG_SECONDS, &label).set(count(consumer.lag_seconds));
                gauge!(LOG_SET_ASIDE, &label).set(count(consumer.set_aside));
            }
        });
    }

    /// Tells how many sources bring less than usual.
    fn alarms(&self, open: u64) {
        let open = count(i64::try_from(open).unwrap_or(i64::MAX));
        with_local_recorder(&self.recorder, || gauge!(ALARMS_OPEN).set(open));
    }

    /// The counters as Prometheus reads them.
    pub fn render(&self) -> String {
        self.recorder.handle().run_upkeep();
        self.recorder.handle().render()
    }
}

/// Counts a request by its route; a path that is no route counts as one.
pub(crate) async fn measure(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Response {
    let method = request.method().to_string();
    let route = request.extensions().get::<MatchedPath>();
    let route = route.map_or("other", MatchedPath::as_str).to_owned();
    let began = state.clock().elapsed_since_start();
    let response = next.run(request).await;
    let took = state.clock().elapsed_since_start().saturating_sub(began);
    state
        .metrics()
        .request(method, route, response.status().as_u16(), took);
    response
}

/// Answers Prometheus.
pub(crate) async fn show(State(state): State<AppState>) -> Response {
    let kind = [(
        header::CONTENT_TYPE,
        "text/plain; version=0.0.4; charset=utf-8",
    )];
    // A store that does not answer must not hide the other counters.
    match state.workspace().log_status().await {
        Ok(status) => state.metrics().log(&status),
        Err(error) => tracing::warn!(%error, "the state of the log is not known"),
    }
    match state.workspace().watchman().count_open().await {
        Ok(open) => state.metrics().alarms(open),
        Err(error) => tracing::warn!(%error, "the alarms are not known"),
    }
    (kind, state.metrics().render()).into_response()
}

#[expect(
    clippy::cast_precision_loss,
    reason = "gauges are floats, and exact up to 2^53"
)]
fn count(number: i64) -> f64 {
    number as f64
}
