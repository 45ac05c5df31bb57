//! Who moved the equity from one day to the other.

use crate::appraisal::Appraised;
use crate::calendar::Day;
use crate::equity::report::{EquityPiece, PieceName};

/// The days, and when a customer is lost.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rule {
    pub(super) from: Day,
    pub(super) to: Day,
    pub(super) lost_after: Day,
}

/// The equity of both days, and the pieces between them.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Bridge {
    pub(super) before_minor: i64,
    pub(super) after_minor: i64,
    pub(super) pieces: Vec<EquityPiece>,
}

/// What the customers of one piece were and are worth.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    customers: u64,
    before: f64,
    after: f64,
}

/// Compares the customers of two days, each by id; everybody of the earlier one is in the later one.
pub(super) fn bridge(before: &[Appraised], after: &[Appraised], rule: Rule) -> Bridge {
    let mut sums = [Sum::default(); PieceName::ALL.len()];
    for (piece, then, now) in placed(before, after, rule) {
        let sum = &mut sums[piece as usize];
        sum.customers += 1;
        sum.before += then.map_or(0.0, |then| then.clv_minor);
        sum.after += now.clv_minor;
    }
    pieces(&sums)
}

/// Each customer of the later day, on the earlier one too when they were there, with what became of them.
pub(super) fn placed<'a>(
    before: &'a [Appraised],
    after: &'a [Appraised],
    rule: Rule,
) -> impl Iterator<Item = (PieceName, Option<&'a Appraised>, &'a Appraised)> {
    let mut earlier = before.iter().peekable();
    after.iter().map(move |now| {
        while earlier
            .next_if(|then| then.customer_id < now.customer_id)
            .is_some()
        {}
        let then = earlier.next_if(|then| then.customer_id == now.customer_id);
        (piece(then, now, rule), then, now)
    })
}

/// What became of a customer.
fn piece(then: Option<&Appraised>, now: &Appraised, rule: Rule) -> PieceName {
    let Some(then) = then else {
        return PieceName::Acquired;
    };
    let is_in = |one: &Appraised, day: Day| day < one.last_day.saturating_add(rule.lost_after);
    match (is_in(then, rule.from), is_in(now, rule.to)) {
        (true, false) => PieceName::Lost,
        (false, true) => PieceName::WonBack,
        _ if then.clv_minor < now.clv_minor => PieceName::Grown,
        _ => PieceName::Shrunk,
    }
}

/// Rounds so that the pieces add up to the whole to the minor unit: each is the difference of two rounded sums so far.
fn pieces(sums: &[Sum]) -> Bridge {
    let (mut before, mut after) = (0.0, 0.0);
    let (mut before_minor, mut after_minor) = (0, 0);
    let pieces = PieceName::ALL
        .into_iter()
        .zip(sums)
        .map(|(name, sum)| {
            before += sum.before;
            after += sum.after;
            let step = |so_far: f64, last: &mut i64| {
                let rounded = rounded(so_far);
                let step = rounded.saturating_sub(*last);
                *last = rounded;
                step
            };
            let was_minor = step(before, &mut before_minor);
            let is_minor = step(after, &mut after_minor);
            EquityPiece {
                name,
                customers: sum.customers,
                before_minor: was_minor,
                after_minor: is_minor,
                change_minor: is_minor.saturating_sub(was_minor),
            }
        })
        .collect();
    Bridge {
        before_minor,
        after_minor,
        pieces,
    }
}

fn rounded(minor: f64) -> i64 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a sum of expected amounts; the cast saturates"
    )]
    let minor = minor.round() as i64;
    minor
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const RULE: Rule = Rule {
        from: 1_000,
        to: 1_365,
        lost_after: 180,
    };

    fn one(customer_id: i64, last_day: Day, clv_minor: f64) -> Appraised {
        Appraised {
            customer_id,
            first_day: 0,
            last_day,
            orders: 1,
            revenue_minor: 0,
            p_alive: 0.5,
            clv_minor,
            silence: 0.0,
        }
    }

    #[test]
    fn everybody_is_in_the_piece_worked_out_by_hand() {
        let before = [
            one(1, 990, 100.4),
            one(2, 900, 50.4),
            one(3, 700, 10.0),
            one(4, 821, 80.0),
            one(5, 600, 5.0),
        ];
        let after = [
            one(1, 1_300, 150.4),
            one(2, 1_250, 40.4),
            one(3, 1_360, 60.0),
            // Day 821 + 180 is day 1,001: in the base on day 1,000, and not on day 1,365.
            one(4, 821, 3.0),
            one(5, 600, 4.0),
            one(6, 1_200, 30.0),
        ];
        let found = bridge(&before, &after, RULE);
        let pieces: Vec<(PieceName, u64, i64)> = found
            .pieces
            .iter()
            .map(|piece| (piece.name, piece.customers, piece.change_minor))
            .collect();
        assert_eq!(
            pieces,
            [
                (PieceName::Acquired, 1, 30),
                (PieceName::WonBack, 1, 50),
                (PieceName::Grown, 1, 50),
                (PieceName::Shrunk, 2, -11),
                (PieceName::Lost, 1, -77),
            ]
        );
        assert_eq!((found.before_minor, found.after_minor), (246, 288));
    }

    proptest! {
        #[test]
        fn pieces_add_up_to_the_minor_unit(
            people in prop::collection::vec((0.0..1e6_f64, 0.0..1e6_f64, 500_i32..1_000, 0_i32..365, any::<bool>()), 0..60),
        ) {
            let people: Vec<_> = (0_i64..).zip(people).collect();
            let before: Vec<_> = people
                .iter()
                .filter(|(_, person)| person.4)
                .map(|&(id, (clv, _, last, _, _))| one(id, last, clv))
                .collect();
            let after: Vec<_> = people.iter().map(|&(id, (_, clv, last, more, _))| one(id, last + more, clv)).collect();
            let found = bridge(&before, &after, RULE);
            let sum = |figure: fn(&EquityPiece) -> i64| found.pieces.iter().map(figure).sum::<i64>();
            prop_assert_eq!(sum(|piece| piece.before_minor), found.before_minor);
            prop_assert_eq!(sum(|piece| piece.after_minor), found.after_minor);
            prop_assert_eq!(sum(|piece| piece.change_minor), found.after_minor - found.before_minor);
            let whole: f64 = before.iter().map(|one| one.clv_minor).sum();
            prop_assert!((lab::minor_to_f64(found.before_minor) - whole).abs() <= 0.51);
        }
    }
}
