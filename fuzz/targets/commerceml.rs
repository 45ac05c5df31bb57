//! Exchange files of CommerceML: whatever comes, nothing panics, what is told is told the same again, and facts come back as
//! they were.
#![no_main]

mod place;

use std::ops::ControlFlow;
use std::path::Path;

use customers::{Fact, ReadExchange, ReadOptions, read_exchange};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let path = place::file("commerceml", input);
    let (read, facts) = read(&path);
    assert!(read.is_none_or(|read| read.counts.facts == facts.len() as u64));
    for fact in &facts {
        let kind = fact.kind.as_str();
        let back = Fact::from_parts(kind, &fact.message_id, fact.happened_at, &fact.body());
        assert!(back.is_ok_and(|back| back.body() == fact.body()));
    }
    let (_, again) = self::read(&path);
    let ids = |facts: &[Fact]| -> Vec<String> {
        facts.iter().map(|fact| fact.message_id.clone()).collect()
    };
    assert_eq!(ids(&facts), ids(&again));
});

fn read(path: &Path) -> (Option<ReadExchange>, Vec<Fact>) {
    let now = Timestamp::UNIX_EPOCH + jiff::SignedDuration::from_hours(24 * 20_000);
    let currency = "EUR".parse().expect("a currency");
    let options = ReadOptions::new(TimeZone::UTC, currency, now);
    let mut facts = Vec::new();
    let read = read_exchange(
        path,
        &options,
        &mut |_| ControlFlow::Continue(()),
        &mut |told| {
            facts.push(told.fact);
            ControlFlow::Continue(())
        },
    );
    (read.ok(), facts)
}
