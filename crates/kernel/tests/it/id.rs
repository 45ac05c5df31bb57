//! Ids print and parse, keep their order, and refuse nonsense.

use kernel::IdError;
use proptest::prelude::*;

kernel::define_id!(
    /// A thing for tests.
    ThingId,
    "thg"
);

proptest! {
    #[test]
    fn what_is_printed_is_parsed(raw in 0..=i64::MAX) {
        let id = ThingId::from_raw(raw).unwrap();
        let text = id.to_string();
        prop_assert_eq!(text.len(), 17);
        prop_assert_eq!(text.parse::<ThingId>().unwrap(), id);
        let json = serde_json::to_string(&id).unwrap();
        prop_assert_eq!(serde_json::from_str::<ThingId>(&json).unwrap(), id);
    }

    #[test]
    fn texts_sort_like_ids(left in 0..=i64::MAX, right in 0..=i64::MAX) {
        let (a, b) = (ThingId::from_raw(left).unwrap(), ThingId::from_raw(right).unwrap());
        prop_assert_eq!(a.cmp(&b), a.to_string().cmp(&b.to_string()));
    }
}

#[test]
fn nonsense_is_refused_with_both_names() {
    let error = "cus_0000000000001".parse::<ThingId>().unwrap_err();
    assert_eq!(
        error.to_string(),
        "`cus_0000000000001` is not an id that starts with `thg_`"
    );
    for text in [
        "thg_",
        "thg_000000000001",
        "thg_00000000000000",
        "thg_zzzzzzzzzzzzz",
        "thg_000000000000u",
    ] {
        assert!(
            matches!(text.parse::<ThingId>(), Err(IdError::Malformed { .. })),
            "{text}"
        );
    }
    assert_eq!(ThingId::from_raw(-1), Err(IdError::Negative(-1)));
}
