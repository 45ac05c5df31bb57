//! What the public side remembers: how much each address sent, what to count, and the secret of pages.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use customers::forms::{FormId, Guard, TokenSecret};
use tokio::sync::OnceCell;

use crate::problem::Problem;
use crate::state::AppState;

/// What was counted is written down so often: a crowd of robots is one small write.
const PERIOD: Duration = Duration::from_secs(5);

/// What the public side remembers, in memory.
#[derive(Debug, Default)]
pub(crate) struct Door {
    guard: Guard,
    secret: OnceCell<TokenSecret>,
    tallies: Mutex<Tallies>,
}

#[derive(Debug, Default)]
struct Tallies {
    counts: HashMap<(FormId, &'static str), i64>,
    written: Duration,
}

impl Door {
    /// The workspace's secret.
    pub(super) async fn secret(&self, state: &AppState) -> Result<&TokenSecret, Problem> {
        let drawn = self
            .secret
            .get_or_try_init(|| state.workspace().form_secret());
        Ok(drawn.await?)
    }

    /// Lets an answer of an address through, or says how long to wait.
    pub(super) fn admit(
        &self,
        secret: &TokenSecret,
        address: Option<IpAddr>,
        now: Duration,
    ) -> Result<(), u64> {
        let name = address.map(|address| secret.hash(&network(address)));
        self.guard.take(&name.unwrap_or_default(), now)
    }

    /// Counts that something happened to a form.
    pub(super) async fn count(&self, state: &AppState, form: FormId, what: &'static str) {
        let now = state.clock().elapsed_since_start();
        let due = {
            let mut tallies = self.tallies.lock().unwrap_or_else(PoisonError::into_inner);
            *tallies.counts.entry((form, what)).or_default() += 1;
            now.saturating_sub(tallies.written) >= PERIOD
        };
        if due {
            self.write(state).await;
        }
    }

    /// Writes down what was counted.
    pub(crate) async fn write(&self, state: &AppState) {
        let counts: Vec<(FormId, &str, i64)> = {
            let mut tallies = self.tallies.lock().unwrap_or_else(PoisonError::into_inner);
            tallies.written = state.clock().elapsed_since_start();
            let counted = tallies.counts.drain();
            counted
                .map(|((form, what), count)| (form, what, count))
                .collect()
        };
        if counts.is_empty() {
            return;
        }
        if let Err(error) = state.workspace().forms().count(&counts).await {
            tracing::warn!(%error, "views and refusals of forms were not counted");
        }
    }
}

/// The network that an address belongs to: of IPv6 the first half, of which a household has one.
fn network(address: IpAddr) -> String {
    match address {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let half = address.to_bits() >> 64 << 64;
            Ipv6Addr::from_bits(half).to_string()
        }
    }
}
