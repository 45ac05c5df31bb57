//! Levels of a category: which there are, and which is the reference.

use lab::{Cell, Covariates};

#[test]
fn levels_are_those_that_were_seen() {
    let channels = Covariates::new(2).with_levels("channel", &["web", "shop"]);
    let channels = channels.unwrap();
    assert_eq!(
        channels
            .encode(&[Cell::Level("fax")])
            .expect_err("no level")
            .to_string(),
        "category `channel` has no level `fax`: take one that it was made from"
    );
    assert!(
        Covariates::new(2)
            .with_levels("channel", &["web", "web"])
            .is_err()
    );
    assert!(
        Covariates::new(2)
            .with_levels_against("channel", &["web", "shop"], "fax")
            .is_err()
    );
    // Of equally frequent levels the first by name is the reference.
    assert_eq!(channels.names(), ["channel=web"]);
    assert_eq!(channels.row(0), Some(vec![1.0]));
}
