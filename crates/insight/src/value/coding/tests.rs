//! Tests of levels, groups and rows.

use super::*;

fn counted(levels: &[(&str, u64)]) -> (Vec<String>, Vec<Count>) {
    let count = |customers: u64| Count {
        customers,
        repeat: customers / 2,
    };
    let texts = levels.iter().map(|(text, _)| (*text).to_owned());
    let counts = levels.iter().map(|&(_, customers)| count(customers));
    (texts.collect(), counts.collect())
}

fn names(coded: &Coded) -> Vec<&str> {
    let levels = coded.levels.iter();
    levels
        .map(|(level, _)| level.as_deref().unwrap_or("*"))
        .collect()
}

#[test]
fn rare_levels_are_gathered_and_new_ones_belong_to_them() {
    let (texts, counts) = counted(&[
        ("country=DE", 400),
        ("country=FR; channel=web", 600),
        ("country=NO", 49),
        ("country=IT", 30),
        ("", 60),
    ]);
    let (coding, left_out) = Coding::of(&[Trait::Country, Trait::Channel], &texts, &counts);
    assert!(left_out.is_empty());
    assert_eq!(names(&coding.covariates[0]), ["FR", "DE", "unknown", "*"]);
    assert_eq!(coding.covariates[0].gathered, 2);
    assert_eq!(names(&coding.covariates[1]), ["web", "unknown"]);
    assert_eq!(
        coding.columns(),
        [
            "country=DE",
            "country=unknown",
            "country=all others",
            "channel=unknown"
        ]
    );
    let row = |text: &str| coding.row(coding.group(text));
    assert_eq!(row("country=FR; channel=web"), [0.0; 4]);
    assert_eq!(row("country=DE; channel=web"), [1.0, 0.0, 0.0, 0.0]);
    assert_eq!(row(""), [0.0, 1.0, 0.0, 1.0]);
    assert_eq!(
        row("country=Atlantis; channel=web"),
        [0.0, 0.0, 1.0, 0.0],
        "a new level"
    );
    // A channel that was not seen has nothing gathered to belong to: it has the mean.
    assert_eq!(row("country=FR; channel=fax")[..3], [0.0; 3]);
    assert!((row("country=FR; channel=fax")[3] - 539.0 / 1_139.0).abs() < 1e-12);
    assert_eq!(coding.row(0), coding.means());
    assert_eq!(coding.groups(), 15);
    for group in 0..15 {
        assert_eq!(coding.row(group).len(), 4);
    }
}

#[test]
fn one_level_or_none_that_is_frequent_tells_nothing() {
    let reason = |levels: &[(&str, u64)]| {
        let (texts, counts) = counted(levels);
        let (coding, left_out) = Coding::of(&[Trait::Country], &texts, &counts);
        assert!(coding.is_empty() && coding.groups() == 1);
        left_out[0].reason.clone()
    };
    assert_eq!(
        reason(&[("country=DE", 400), ("country=DE; channel=web", 100)]),
        "it is the same for all 500 customers"
    );
    let many: Vec<String> = (0..10_000)
        .map(|number| format!("country={number}"))
        .collect();
    let many: Vec<(&str, u64)> = many.iter().map(|text| (text.as_str(), 3)).collect();
    assert!(reason(&many).starts_with("of its 10000 levels none is had by 50 customers"));
    assert!(reason(&[("country=DE", 400), ("", 3)]).starts_with("of its 2 levels one is had by"));
}

#[test]
fn of_many_frequent_levels_some_have_effects_of_their_own() {
    let many: Vec<String> = (0..30)
        .map(|number| format!("first_product={number}"))
        .collect();
    let many: Vec<(&str, u64)> = (many.iter().zip(100..))
        .map(|(text, customers)| (text.as_str(), customers))
        .collect();
    let (texts, counts) = counted(&many);
    let (coding, _) = Coding::of(&[Trait::FirstProduct], &texts, &counts);
    let coded = &coding.covariates[0];
    assert_eq!(coded.levels.len(), MOST_LEVELS + 1);
    assert_eq!((names(coded)[0], names(coded)[MOST_LEVELS]), ("29", "*"));
    assert_eq!(coded.gathered, 19);
    assert_eq!(
        coding.group("first_product=3"),
        coding.group("first_product=new")
    );
}
