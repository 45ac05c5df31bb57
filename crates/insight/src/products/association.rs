//! How strongly two products hang together, and whether chance can have done it.

use lab::count_to_f64;

/// The normal quantile of a two-sided interval of 95 %.
const SPREAD: f64 = 1.959_963_984_540_054;

/// How often two products were bought, each and both, among all receipts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Together {
    pub(super) both: u64,
    pub(super) one: u64,
    pub(super) other: u64,
    pub(super) all: u64,
}

impl Together {
    /// How many times as often as by chance they stand on one receipt.
    pub(super) fn lift(self) -> f64 {
        let expected = count_to_f64(self.one) * count_to_f64(self.other) / count_to_f64(self.all);
        count_to_f64(self.both) / expected
    }

    /// The 95 % interval of the lift, by the delta method on its logarithm.
    pub(super) fn lift_interval(self) -> (f64, f64) {
        let [both, one, other] =
            [self.both, self.one, self.other].map(|count| 1.0 / count_to_f64(count));
        let lift = self.lift();
        let variance = both - one - other + (2.0 * lift - 1.0) / count_to_f64(self.all);
        let spread = (SPREAD * variance.max(0.0).sqrt()).exp();
        (lift / spread, lift * spread)
    }

    /// The G statistic of independence (chi-squared with one degree of freedom), 0 and more.
    fn g(self) -> f64 {
        let cell = |seen: u64, row: u64, column: u64| {
            let expected = count_to_f64(row) * count_to_f64(column) / count_to_f64(self.all);
            let seen = count_to_f64(seen);
            if seen > 0.0 {
                seen * (seen / expected).ln()
            } else {
                0.0
            }
        };
        let (no_one, no_other) = (self.all - self.one, self.all - self.other);
        let sum = cell(self.both, self.one, self.other)
            + cell(self.one - self.both, self.one, no_other)
            + cell(self.other - self.both, no_one, self.other)
            + cell(
                (self.all + self.both).saturating_sub(self.one + self.other),
                no_one,
                no_other,
            );
        (2.0 * sum).max(0.0)
    }

    /// An upper bound of the probability that chance makes one of `tested` pairs look so (Bonferroni; the tail of chi-squared
    /// with one degree of freedom above g is at most exp(−g/2)).
    pub(super) fn chance(self, tested: u64) -> f64 {
        (count_to_f64(tested) * (-self.g() / 2.0).exp()).min(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOGETHER: Together = Together {
        both: 30,
        one: 40,
        other: 50,
        all: 100,
    };

    /// 30 · ln 1.5 + 10 · ln 0.5 + 20 · ln(2/3) + 40 · ln(4/3) = 8.6305, doubled.
    #[test]
    fn figures_are_those_worked_out_by_hand() {
        assert!((TOGETHER.lift() - 1.5).abs() < 1e-12);
        let g: f64 = 30.0 * 1.5_f64.ln()
            + 10.0 * 0.5_f64.ln()
            + 20.0 * (2.0_f64 / 3.0).ln()
            + 40.0 * (4.0_f64 / 3.0).ln();
        assert!((TOGETHER.g() - 2.0 * g).abs() < 1e-12);
        assert!((TOGETHER.chance(10) - 10.0 * (-g).exp()).abs() < 1e-12);
        let (low, high) = TOGETHER.lift_interval();
        // 1/30 − 1/40 − 1/50 + 2/100 = 0.00833.
        let spread = (SPREAD * (1.0_f64 / 120.0).sqrt()).exp();
        assert!((low - 1.5 / spread).abs() < 1e-12 && (high - 1.5 * spread).abs() < 1e-12);
    }

    #[test]
    fn independence_proves_nothing() {
        let by_chance = Together {
            both: 20,
            ..TOGETHER
        };
        assert!((by_chance.lift() - 1.0).abs() < 1e-12);
        assert!(by_chance.g() < 1e-9);
        assert!((by_chance.chance(1) - 1.0).abs() < 1e-9);
        let always = Together {
            both: 50,
            one: 50,
            other: 50,
            all: 50,
        };
        assert!(always.g() < 1e-9 && always.lift_interval() == (1.0, 1.0));
    }
}
