//! Bodies of the tracking specification: whatever comes, nothing panics, and what is taken comes back as it was.
#![no_main]

use std::sync::Arc;

use customers::{Fact, Received, TrackingCall, read_tracking, unpack_gzip};
use jiff::Timestamp;
use kernel::{IdSource, ManualClock};
use libfuzzer_sys::fuzz_target;

const CALLS: [&str; 8] = [
    "batch", "import", "identify", "track", "page", "screen", "group", "alias",
];

fuzz_target!(|input: &[u8]| {
    let Some((first, body)) = input.split_first() else {
        return;
    };
    let name = CALLS[usize::from(*first) % CALLS.len()];
    let Ok(call) = name.parse::<TrackingCall>() else {
        return;
    };
    let at = Timestamp::UNIX_EPOCH + jiff::SignedDuration::from_hours(24 * 20_000);
    let ids = IdSource::new(Arc::new(ManualClock::at(at)));
    let _unpacked = unpack_gzip(body);
    let Ok(read) = read_tracking(call, body, Received { at, ids: &ids }) else {
        return;
    };
    for (_, fact) in read.facts {
        assert!(fact.happened_at <= at && !fact.who.is_nobody());
        let kind = fact.kind.as_str();
        let back = Fact::from_parts(kind, &fact.message_id, fact.happened_at, &fact.body());
        assert!(back.is_ok_and(|back| back.body() == fact.body()));
    }
});
