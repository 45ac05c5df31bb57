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

/// Of two sets of parameters.
const BG_NBD: [Row; 8] = [
    (0, 0.0, 38.86, 1.0, 0.195_098_052_011_26),
    (2, 30.43, 38.86, 0.726_578_570_080_67, 1.226_028_174_767_1),
    (
        7,
        5.5,
        39.0,
        0.000_240_282_495_928_4,
        0.001_246_148_475_784_1,
    ),
    (26, 30.86, 31.0, 0.968_915_649_717_53, 20.749_726_140_857),
    (0, 0.0, 38.86, 1.0, 0.633_842_234_626_18),
    (2, 30.43, 38.86, 0.290_791_713_564_27, 0.383_732_540_884_5),
    (7, 5.5, 39.0, 0.004_124_614_759_949_4, 0.012_358_142_792_296),
    (26, 30.86, 31.0, 0.902_518_479_558_71, 9.027_794_859_093_5),
];

/// Fader, Hardie & Lee (2005), equations (8) to (10), and their note on the probability to be there.
#[test]
fn bg_nbd_is_its_closed_form() {
    let parameters = [[0.243, 4.414, 0.793, 2.426], [1.7, 25.0, 2.6, 0.8]];
    let new = [
        [
            0.053_267_891_171_658,
            1.196_723_193_320_8,
            4.413_917_134_269_6,
        ],
        [
            0.065_300_977_372_452,
            1.000_788_193_803_5,
            1.455_592_540_119_5,
        ],
    ];
    for ((parameters, rows), new) in parameters.into_iter().zip(BG_NBD.chunks(4)).zip(new) {
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
        (0, 0.573_786_352_096_01),
        (1, 0.199_395_280_835_91),
        (5, 0.017_965_493_866_579),
    ] {
        close(model.probability(purchases, 39.0).expect("weeks"), want);
    }
}

/// Of two sets of parameters.
const MBG_NBD: [Row; 8] = [
    (0, 0.0, 38.86, 0.389_735_080_918_76, 0.154_012_746_675_15),
    (2, 30.43, 38.86, 0.706_202_265_118_49, 1.262_960_623_267_4),
    (
        7,
        5.5,
        39.0,
        0.000_367_136_042_922_53,
        0.001_862_859_318_905_5,
    ),
    (26, 30.86, 31.0, 0.965_566_144_144_06, 19.450_722_652_157),
    (0, 0.0, 38.86, 0.058_803_834_775_299, 0.041_187_139_080_62),
    (2, 30.43, 38.86, 0.389_429_895_239_02, 0.552_516_737_065_36),
    (7, 5.5, 39.0, 0.004_728_307_747_012_1, 0.014_766_415_641_574),
    (26, 30.86, 31.0, 0.905_813_257_677_9, 9.214_164_218_826_5),
];

/// Batislam, Denizel & Filiztekin (2007).
#[test]
fn mbg_nbd_is_its_closed_form() {
    let parameters = [[0.525, 6.183, 0.891, 1.614], [1.7, 25.0, 2.6, 0.8]];
    let new = [
        [
            0.053_084_795_263_702,
            1.182_953_665_597_2,
            3.975_689_384_090_6,
        ],
        [
            0.015_505_697_498_675,
            0.280_600_248_760_86,
            0.471_924_743_597_13,
        ],
    ];
    for ((parameters, rows), new) in parameters.into_iter().zip(MBG_NBD.chunks(4)).zip(new) {
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

/// Of two sets of parameters.
const PARETO_NBD: [Row; 8] = [
    (0, 0.0, 38.86, 0.295_286_604_616_89, 0.107_081_468_215_31),
    (2, 30.43, 38.86, 0.869_167_559_153_01, 1.455_123_193_257_6),
    (
        7,
        5.5,
        39.0,
        0.001_491_141_383_807_4,
        0.007_367_752_467_244_9,
    ),
    (26, 30.86, 31.0, 0.997_918_731_055_16, 20.117_026_077_371),
    (0, 0.0, 38.86, 0.019_051_809_342_729, 0.017_260_557_676_553),
    (2, 30.43, 38.86, 0.654_883_650_151_47, 1.291_324_964_983_3),
    (7, 5.5, 39.0, 1.318_527_513_335_6e-5, 6.098_346_207_018_6e-5),
    (26, 30.86, 31.0, 0.994_596_268_920_33, 17.103_863_419_68),
];

/// Schmittlein, Morrison & Colombo (1987).
#[test]
fn pareto_nbd_is_its_closed_form() {
    let parameters = [[0.553, 10.578, 0.606, 11.669], [1.7, 5.0, 2.6, 40.0]];
    let new = [
        [
            0.050_979_843_245_991,
            1.213_002_844_281,
            4.755_156_469_987_9,
        ],
        [
            0.329_272_229_087_89,
            5.639_041_449_686_5,
            8.316_688_112_397_8,
        ],
    ];
    for ((parameters, rows), new) in parameters.into_iter().zip(PARETO_NBD.chunks(4)).zip(new) {
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
        (0, 0.0, 35.218_978_102_19),
        (2, 22.35, 24.663_713_910_761),
        (7, 73.74, 71.469_670_896_967),
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
        (0, 0, 6, 0.108_016_584_168_67, 0.072_802_877_475_043),
        (2, 4, 6, 0.589_514_116_433_7, 1.057_348_941_909_7),
        (6, 6, 6, 0.930_402_542_372_88, 3.752_115_607_599_8),
        (3, 3, 12, 0.002_948_719_639_493_1, 0.004_118_252_841_406),
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
        (1, 0.850_692_892_266_43),
        (7, 0.488_944_620_893_73),
        (40, 0.190_488_697_928_49),
        (1000, 0.023_456_415_736_421),
    ] {
        close(geometric.survival(periods), want);
    }
    let weibull = BetaDiscreteWeibull::new(0.214, 1.427, 1.724).expect("parameters");
    for (periods, want) in [
        (1, 0.869_591_712_370_51),
        (7, 0.490_992_316_996_97),
        (40, 0.259_979_258_691_37),
        (1000, 0.079_314_716_076_934),
    ] {
        close(weibull.survival(periods), want);
    }
}
