//! Integrals of smooth functions by the rule of Gauss and Legendre.

/// Places and weights of the rule with 16 points; the other half lies opposite.
const SIXTEEN: [(f64, f64); 8] = [
    (0.989_400_934_991_649_9, 0.027_152_459_411_754_058),
    (0.944_575_023_073_232_6, 0.062_253_523_938_647_776),
    (0.865_631_202_387_831_8, 0.095_158_511_682_492_9),
    (0.755_404_408_355_003, 0.124_628_971_255_533_95),
    (0.617_876_244_402_643_8, 0.149_595_988_816_576_82),
    (0.458_016_777_657_227_37, 0.169_156_519_395_002_56),
    (0.281_603_550_779_258_9, 0.182_603_415_044_923_6),
    (0.095_012_509_837_637_44, 0.189_450_610_455_068_47),
];

/// The rule with 8 points, likewise.
const EIGHT: [(f64, f64); 4] = [
    (0.960_289_856_497_536_2, 0.101_228_536_290_376_26),
    (0.796_666_477_413_626_7, 0.222_381_034_453_374_48),
    (0.525_532_409_916_329, 0.313_706_645_877_887_3),
    (0.183_434_642_495_649_8, 0.362_683_783_378_362),
];

/// Places and weights of one half of the rule with 8 points, or with 16.
pub(crate) fn nodes(few: bool) -> &'static [(f64, f64)] {
    if few { &EIGHT } else { &SIXTEEN }
}

/// ∫ over a range by 16 points.
pub(crate) fn sixteen_points(from: f64, to: f64, function: impl Fn(f64) -> f64) -> f64 {
    by_points(&SIXTEEN, from, to, function)
}

/// ∫ over a range by 8 points.
pub(crate) fn eight_points(from: f64, to: f64, function: impl Fn(f64) -> f64) -> f64 {
    by_points(&EIGHT, from, to, function)
}

fn by_points(rule: &[(f64, f64)], from: f64, to: f64, function: impl Fn(f64) -> f64) -> f64 {
    let (middle, half) = (f64::midpoint(from, to), 0.5 * (to - from));
    let pairs = rule.iter();
    half * pairs
        .map(|(place, weight)| {
            weight * (function(middle - half * place) + function(middle + half * place))
        })
        .sum::<f64>()
}

/// ∫ over a time from 0, of a function that is smooth over ln(`scale` + time): parts no longer than `longest` on that
/// scale, with 8 or 16 points each.
pub(crate) fn over_time(
    scale: f64,
    time: f64,
    longest: f64,
    rule: impl Fn(f64, f64, &dyn Fn(f64) -> f64) -> f64,
    function: impl Fn(f64) -> f64,
) -> f64 {
    let end = (time / scale).ln_1p();
    let parts = (end / longest).ceil().clamp(1.0, 1e4);
    let length = end / parts;
    let stretched = |place: f64| {
        let waited = scale * place.exp_m1();
        (scale + waited) * function(waited)
    };
    let (mut sum, mut part) = (0.0, 0.0);
    while part < parts {
        sum += rule(part * length, (part + 1.0) * length, &stretched);
        part += 1.0;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn polynomials_and_powers_are_integrated_exactly() {
        let eight = eight_points(0.0, 2.0, |x| 16.0 * x.powi(15));
        let sixteen = sixteen_points(0.0, 2.0, |x| 32.0 * x.powi(31));
        assert!((eight / 2.0_f64.powi(16) - 1.0).abs() < 1e-14);
        assert!((sixteen / 2.0_f64.powi(32) - 1.0).abs() < 1e-14);
        let power = over_time(
            3.0,
            400.0,
            1.5,
            |from, to, f| sixteen_points(from, to, f),
            |t| (3.0 + t).powf(-2.5),
        );
        let exact = (3.0_f64.powf(-1.5) - 403.0_f64.powf(-1.5)) / 1.5;
        assert!((power / exact - 1.0).abs() < 1e-12);
    }
}
