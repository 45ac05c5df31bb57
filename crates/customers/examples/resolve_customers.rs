//! Gives half a million keys their ids in a fresh SQLite store, twice, and tells how fast.
#![expect(
    clippy::print_stdout,
    reason = "an example talks to the one who runs it"
)]

use std::error::Error;
use std::sync::Arc;

use customers::{Customers, ImportId};
use kernel::{Clock, SystemClock};
use store::{Store, StoreUrl};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let clock: Arc<dyn Clock> = Arc::new(SystemClock::default());
    let url = StoreUrl::sqlite(folder.path().join("clientele.db"));
    let store = Store::open(&url, Arc::clone(&clock)).await?;
    let customers = Customers::new(store.clone());
    let keys: Vec<String> = (0..500_000).map(|at| format!("customer-{at}")).collect();
    for round in ["new", "known"] {
        let start = clock.elapsed_since_start().as_secs_f64();
        let resolved = customers
            .resolve(ImportId::fresh(store.ids()), &keys)
            .await?;
        let seconds = clock.elapsed_since_start().as_secs_f64() - start;
        println!("{round}: {seconds:.2} s, {} created", resolved.created);
    }
    store.close().await;
    Ok(())
}
