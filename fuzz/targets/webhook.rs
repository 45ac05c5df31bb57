//! Payloads under a definition: whatever comes, nothing panics, ids differ, and facts come back as they were.
//!
//! The input is the definition, a zero byte, the payload.
#![no_main]

use customers::Fact;
use customers::hooks::{Arrival, HookMapping};
use jiff::Timestamp;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let mut parts = input.splitn(2, |byte| *byte == 0);
    let (definition, payload) = (parts.next().unwrap_or_default(), parts.next());
    let Ok(definition) = std::str::from_utf8(definition) else {
        return;
    };
    let Ok(mapping) = HookMapping::read(definition) else {
        return;
    };
    let arrival = Arrival {
        received_at: Timestamp::UNIX_EPOCH + jiff::SignedDuration::from_hours(24 * 20_000),
        digest: "d",
    };
    let mapped = mapping.apply(payload.unwrap_or_default(), arrival);
    if !mapped.problems.is_empty() {
        return;
    }
    let mut ids: Vec<_> = mapped.facts.iter().map(|fact| &fact.message_id).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), mapped.facts.len());
    for fact in &mapped.facts {
        let kind = fact.kind.as_str();
        let back = Fact::from_parts(kind, &fact.message_id, fact.happened_at, &fact.body());
        assert!(back.is_ok_and(|back| back.body() == fact.body()));
    }
});
