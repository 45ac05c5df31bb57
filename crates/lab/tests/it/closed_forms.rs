//! Closed forms, as published, computed with sixty digits by an independent program (`mpmath` 1.3.0); Pareto/NBD's probability to be
//! there by the integral that defines it. What the models answer agrees to 1e-9.

#![expect(
    clippy::expect_used,
    reason = "an input that is none must stop the test"
)]

use lab::{
    BetaDiscreteWeibull, BgBb, BgNbd, GammaGamma, History, LabError, MbgNbd, ParetoNbd,
    PeriodHistory, ShiftedBetaGeometric, SpendHistory,
};

fn close(got: f64, want: f64) {
    assert!(
        (got - want).abs() <= 1e-9 * want.abs(),
        "{got:e} instead of {want:e}"
    );
}

/// Repeat purchases, recency, age; probability to be there, purchases of the next 39 weeks.
type Row = (u64, f64, f64, f64, f64);

/// Rows of one set of parameters, and the purchases of a new customer by 1, 39 and 400 weeks.
fn check(
    rows: &[Row],
    new: [f64; 3],
    p_alive: impl Fn(&History) -> f64,
    expected: impl Fn(&History) -> Result<f64, LabError>,
    expected_new: impl Fn(f64) -> Result<f64, LabError>,
) {
    for &(repeats, recency, age, alive, purchases) in rows {
        let history = History::new(repeats, recency, age).expect("a history");
        close(p_alive(&history), alive);
        close(expected(&history).expect("39 weeks"), purchases);
    }
    for (weeks, want) in [1.0, 39.0, 400.0].into_iter().zip(new) {
        close(expected_new(weeks).expect("weeks"), want);
    }
}

/// Fader, Hardie & Lee (2005), equations (8) to (10), and their note on the probability to be there.
#[test]
fn bg_nbd_is_its_closed_form() {
    let parameters = [[0.243, 4.414, 0.793, 2.426], [1.7, 25.0, 2.6, 0.8]];
    let rows: [Row; 8] = [
        (0, 0.0, 38.86, 1.0, 0.195_098_052_011_262_6),
        (
            2,
            30.43,
            38.86,
            0.726_578_570_080_672_9,
            1.226_028_174_767_144,
        ),
        (
            7,
            5.5,
            39.0,
            0.000_240_282_495_928_399_1,
            0.001_246_148_475_784_122,
        ),
        (
            26,
            30.86,
            31.0,
            0.968_915_649_717_525_1,
            20.749_726_140_857_29,
        ),
        (0, 0.0, 38.86, 1.0, 0.633_842_234_626_181_9),
        (
            2,
            30.43,
            38.86,
            0.290_791_713_564_269_2,
            0.383_732_540_884_498_3,
        ),
        (
            7,
            5.5,
            39.0,
            0.004_124_614_759_949_403,
            0.012_358_142_792_296_49,
        ),
        (
            26,
            30.86,
            31.0,
            0.902_518_479_558_710_4,
            9.027_794_859_093_545,
        ),
    ];
    let new = [
        [
            0.053_267_891_171_658_28,
            1.196_723_193_320_817,
            4.413_917_134_269_572,
        ],
        [
            0.065_300_977_372_451_63,
            1.000_788_193_803_537,
            1.455_592_540_119_506,
        ],
    ];
    for ((parameters, rows), new) in parameters.into_iter().zip(rows.chunks(4)).zip(new) {
        let [first, second, third, fourth] = parameters;
        let model = BgNbd::new(first, second, third, fourth).expect("parameters");
        check(
            rows,
            new,
            |history| model.p_alive(history),
            |history| model.expected_purchases(history, 39.0),
            |weeks| model.expected_new(weeks),
        );
    }
    let model = BgNbd::new(0.243, 4.414, 0.793, 2.426).expect("parameters");
    for (purchases, want) in [
        (0, 0.573_786_352_096_009_4),
        (1, 0.199_395_280_835_911_5),
        (5, 0.017_965_493_866_579_04),
    ] {
        close(model.probability(purchases, 39.0).expect("weeks"), want);
    }
}

/// Batislam, Denizel & Filiztekin (2007).
#[test]
fn mbg_nbd_is_its_closed_form() {
    let parameters = [[0.525, 6.183, 0.891, 1.614], [1.7, 25.0, 2.6, 0.8]];
    let rows: [Row; 8] = [
        (
            0,
            0.0,
            38.86,
            0.389_735_080_918_762_9,
            0.154_012_746_675_146_7,
        ),
        (
            2,
            30.43,
            38.86,
            0.706_202_265_118_487_3,
            1.262_960_623_267_366,
        ),
        (
            7,
            5.5,
            39.0,
            0.000_367_136_042_922_527_3,
            0.001_862_859_318_905_499,
        ),
        (
            26,
            30.86,
            31.0,
            0.965_566_144_144_061_6,
            19.450_722_652_157_35,
        ),
        (
            0,
            0.0,
            38.86,
            0.058_803_834_775_299_4,
            0.041_187_139_080_619_75,
        ),
        (
            2,
            30.43,
            38.86,
            0.389_429_895_239_024_5,
            0.552_516_737_065_360_8,
        ),
        (
            7,
            5.5,
            39.0,
            0.004_728_307_747_012_122,
            0.014_766_415_641_573_74,
        ),
        (
            26,
            30.86,
            31.0,
            0.905_813_257_677_901_4,
            9.214_164_218_826_519,
        ),
    ];
    let new = [
        [
            0.053_084_795_263_701_84,
            1.182_953_665_597_173,
            3.975_689_384_090_591,
        ],
        [
            0.015_505_697_498_674_63,
            0.280_600_248_760_861_2,
            0.471_924_743_597_129_5,
        ],
    ];
    for ((parameters, rows), new) in parameters.into_iter().zip(rows.chunks(4)).zip(new) {
        let [first, second, third, fourth] = parameters;
        let model = MbgNbd::new(first, second, third, fourth).expect("parameters");
        check(
            rows,
            new,
            |history| model.p_alive(history),
            |history| model.expected_purchases(history, 39.0),
            |weeks| model.expected_new(weeks),
        );
    }
}

/// Schmittlein, Morrison & Colombo (1987).
#[test]
fn pareto_nbd_is_its_closed_form() {
    let parameters = [[0.553, 10.578, 0.606, 11.669], [1.7, 5.0, 2.6, 40.0]];
    let rows: [Row; 8] = [
        (
            0,
            0.0,
            38.86,
            0.295_286_604_616_894_1,
            0.107_081_468_215_308_8,
        ),
        (
            2,
            30.43,
            38.86,
            0.869_167_559_153_011_2,
            1.455_123_193_257_602,
        ),
        (
            7,
            5.5,
            39.0,
            0.001_491_141_383_807_431,
            0.007_367_752_467_244_853,
        ),
        (
            26,
            30.86,
            31.0,
            0.997_918_731_055_158_3,
            20.117_026_077_370_51,
        ),
        (
            0,
            0.0,
            38.86,
            0.019_051_809_342_728_8,
            0.017_260_557_676_553_33,
        ),
        (
            2,
            30.43,
            38.86,
            0.654_883_650_151_474_7,
            1.291_324_964_983_256,
        ),
        (
            7,
            5.5,
            39.0,
            1.318_527_513_335_599e-5,
            6.098_346_207_018_627e-5,
        ),
        (
            26,
            30.86,
            31.0,
            0.994_596_268_920_329_5,
            17.103_863_419_680_11,
        ),
    ];
    let new = [
        [
            0.050_979_843_245_990_99,
            1.213_002_844_281_016,
            4.755_156_469_987_866,
        ],
        [
            0.329_272_229_087_894_6,
            5.639_041_449_686_463,
            8.316_688_112_397_765,
        ],
    ];
    for ((parameters, rows), new) in parameters.into_iter().zip(rows.chunks(4)).zip(new) {
        let [first, second, third, fourth] = parameters;
        let model = ParetoNbd::new(first, second, third, fourth).expect("parameters");
        check(
            rows,
            new,
            |history| model.p_alive(history),
            |history| model.expected_purchases(history, 39.0),
            |weeks| model.expected_new(weeks),
        );
    }
}

/// Fader & Hardie (2013), note 025, equation (5).
#[test]
fn gamma_gamma_is_its_closed_form() {
    let model = GammaGamma::new(6.25, 3.74, 15.44).expect("parameters");
    for (repeat_purchases, mean_value, want) in [
        (0, 0.0, 35.218_978_102_189_78),
        (2, 22.35, 24.663_713_910_761_15),
        (7, 73.74, 71.469_670_896_967_09),
    ] {
        let seen = SpendHistory {
            repeat_purchases,
            mean_value,
        };
        let mean = model.conditional_mean(seen).expect("valid");
        close(mean.expect("finite"), want);
    }
}

/// Fader, Hardie & Shang (2010): the probability to be there in the next period, and the purchases of five.
#[test]
fn bg_bb_is_its_closed_form() {
    let model = BgBb::new([1.204, 0.750, 0.657, 2.783]).expect("parameters");
    for (purchases, last, periods, alive, expected) in [
        (0, 0, 6, 0.108_016_584_168_674_2, 0.072_802_877_475_043_01),
        (2, 4, 6, 0.589_514_116_433_697_9, 1.057_348_941_909_681),
        (6, 6, 6, 0.930_402_542_372_881_4, 3.752_115_607_599_815),
        (
            3,
            3,
            12,
            0.002_948_719_639_493_077,
            0.004_118_252_841_406_015,
        ),
    ] {
        let history = PeriodHistory::new(purchases, last, periods).expect("a history");
        close(model.probability_alive(history), alive);
        close(model.expected_purchases(history, 5), expected);
    }
}

/// Fader & Hardie (2007) and Fader et al. (2018): B(α, β + tᶜ)/B(α, β).
#[test]
fn survival_of_contracts_is_its_closed_form() {
    let geometric = ShiftedBetaGeometric::new(0.668, 3.806).expect("parameters");
    for (periods, want) in [
        (1, 0.850_692_892_266_428_3),
        (7, 0.488_944_620_893_725_7),
        (40, 0.190_488_697_928_493_3),
        (1000, 0.023_456_415_736_421_07),
    ] {
        close(geometric.survival(periods), want);
    }
    let weibull = BetaDiscreteWeibull::new(0.214, 1.427, 1.724).expect("parameters");
    for (periods, want) in [
        (1, 0.869_591_712_370_505_8),
        (7, 0.490_992_316_996_968_9),
        (40, 0.259_979_258_691_365_2),
        (1000, 0.079_314_716_076_933_83),
    ] {
        close(weibull.survival(periods), want);
    }
}
