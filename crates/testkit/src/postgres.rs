//! A PostgreSQL for tests: the one that `TEST_POSTGRES_URL` names, or a private cluster.

mod cluster;

use std::io::Write;
use std::sync::Once;

pub use cluster::Cluster;

/// The environment variable that names the PostgreSQL for tests.
pub const URL_VARIABLE: &str = "TEST_POSTGRES_URL";

static LEFT_OUT: Once = Once::new();

/// The PostgreSQL for tests. Without one, says so once.
///
/// # Panics
///
/// When there is none and `CI` is set.
#[expect(
    clippy::disallowed_methods,
    reason = "tests are configured by their environment"
)]
pub fn url() -> Option<String> {
    if let Ok(url) = std::env::var(URL_VARIABLE)
        && !url.is_empty()
    {
        return Some(url);
    }
    let is_required = std::env::var_os("CI").is_some();
    assert!(
        !is_required,
        "{URL_VARIABLE} is not set: where CI is set, tests on PostgreSQL must run"
    );
    LEFT_OUT.call_once(|| {
        // Directly, because the test harness swallows what passing tests print.
        let line = format!(
            "PostgreSQL was left out: {URL_VARIABLE} is not set (`cargo xtask test` sets it)\n"
        );
        std::io::stderr().write_all(line.as_bytes()).ok();
    });
    None
}
