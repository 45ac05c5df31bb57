//! What customers will spend, against simulated ones.

use lab::{
    GammaGamma, History, Outlook, PurchaseKind, PurchaseModel, SpendHistory, count_to_f64,
    forecast_spend,
};

use crate::forecast::simulate;
use crate::random::Random;

const OUTLOOK: Outlook = Outlook {
    horizon: 20.0,
    rate: 0.0,
    level: 0.95,
};

/// A customer's purchases and values, and the sum of the values that come.
fn customer(
    draw: &mut Random,
    model: &PurchaseModel,
    [p, q, gamma]: [f64; 3],
) -> (History, SpendHistory, f64, f64) {
    let (history, later) = simulate(draw, model, 30.0, OUTLOOK.horizon);
    let nu = draw.gamma(q) / gamma;
    let repeats = history.repeat_purchases();
    let mut sum = |count: u64| match count {
        0 => 0.0,
        _ => draw.gamma(p * count_to_f64(count)) / nu,
    };
    let mean_value = sum(repeats) / count_to_f64(repeats.max(1));
    let seen = SpendHistory {
        repeat_purchases: repeats,
        mean_value,
    };
    (history, seen, sum(later), p / nu)
}

#[test]
fn intervals_hold_what_they_promise() {
    for (kind, parameters) in [
        (PurchaseKind::BgNbd, [3.0, 6.0, 0.5, 100.0]),
        (PurchaseKind::MbgNbd, [3.0, 6.0, 0.5, 100.0]),
        (PurchaseKind::ParetoNbd, [3.0, 6.0, 1.0, 500.0]),
    ] {
        let truth = [2.0, 4.0, 60.0];
        let model = PurchaseModel::new(kind, &parameters).expect("a model");
        let spend = GammaGamma::new(truth[0], truth[1], truth[2]).expect("a model");
        let mut draw = Random(41);
        let (mut inside, mut means, mut came, mut expected) = (0, 0, 0.0, 0.0);
        for _ in 0..2000 {
            let (history, seen, sum, mean) = customer(&mut draw, &model, truth);
            let forecast = forecast_spend(&model, &spend, &history, seen, OUTLOOK).expect("valid");
            if sum >= forecast.low && sum <= forecast.high {
                inside += 1;
            }
            let (low, high) = spend.mean_interval(seen, 0.95).expect("valid");
            if mean >= low && mean <= high {
                means += 1;
            }
            came += sum;
            expected += forecast.mean.expect("q > 1");
        }
        for count in [inside, means] {
            let share = f64::from(count) / 2000.0;
            assert!((0.935..0.97).contains(&share), "{kind}: {share}");
        }
        assert!(
            (came / expected - 1.0).abs() < 0.05,
            "{kind}: {came} {expected}"
        );
    }
}

#[test]
fn extremes_are_finite_and_a_discount_lowers() {
    let model =
        PurchaseModel::new(PurchaseKind::BgNbd, &[0.243, 4.414, 0.793, 2.426]).expect("a model");
    let spend = GammaGamma::new(6.25, 3.74, 15.44).expect("a model");
    for (repeats, recency, age) in [
        (0, 0.0, 0.0),
        (0, 0.0, 5000.0),
        (1, 1.0, 200.0),
        (5000, 200.0, 200.0),
    ] {
        let history = History::new(repeats, recency, age).expect("a history");
        let seen = SpendHistory {
            repeat_purchases: repeats,
            mean_value: 3.0,
        };
        let full = forecast_spend(&model, &spend, &history, seen, OUTLOOK).expect("valid");
        let later = Outlook {
            rate: 0.02,
            ..OUTLOOK
        };
        let today = forecast_spend(&model, &spend, &history, seen, later).expect("valid");
        assert!(
            full.low >= 0.0 && full.low <= full.high && full.high.is_finite(),
            "{full:?}"
        );
        assert!(
            today.high <= full.high && today.mean < full.mean,
            "{today:?}"
        );
    }
}
