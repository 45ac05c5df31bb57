//! Covariates by the program: orders of a simulated truth in a file, and what the model says of countries and first products.

use std::fmt::Write;

use serde_json::Value;

use crate::program::Program;

const CUSTOMERS: u64 = 2_500;

/// `SplitMix64`, uniform between 0 and 1.
fn uniform(state: &mut u64) -> f64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut word = *state;
    word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    word ^= word >> 31;
    #[expect(clippy::cast_precision_loss, reason = "52 bits")]
    let share = (word >> 12) as f64;
    (share + 0.5) / 2.0_f64.powi(52)
}

/// BG/NBD: French customers buy twice as often as German ones, those who began with tea 0.6 times as often as with coffee. Three have no
/// country, and Malta has four.
fn orders() -> String {
    let header = "order_id,customer_id,ordered_at,product_id,quantity,unit_price,country,channel\n";
    let (mut text, mut state, mut order) = (header.to_owned(), 7, 0);
    for customer in 0..CUSTOMERS {
        let (country, pace) = match customer % 5 {
            _ if customer < 3 => ("", 1.0),
            _ if customer < 7 => ("Malta", 1.0),
            0..3 => ("Germany", 1.0),
            _ => ("France", 2.0),
        };
        let (product, slower) = if customer.is_multiple_of(2) {
            ("coffee", 1.0)
        } else {
            ("tea", 0.6)
        };
        let rate = -uniform(&mut state).ln() / 60.0 * pace * slower;
        let stays = uniform(&mut state).powf(1.0 / 2.5);
        let (mut at, mut repeats) = (uniform(&mut state) * 400.0, 0);
        while at < 600.0 {
            order += 1;
            let bought = if repeats == 0 { product } else { "cup" };
            #[expect(clippy::cast_possible_truncation, reason = "below 600")]
            let day = (at as i64) + 18_262;
            let date = jiff::civil::date(1970, 1, 1) + jiff::Span::new().days(day);
            let price = 5.0 + 40.0 * uniform(&mut state);
            let _ = writeln!(
                text,
                "{order},c{customer},{date} 12:00:00,{bought},1,{price:.2},{country},web"
            );
            if repeats > 0 && uniform(&mut state) > stays {
                break;
            }
            repeats += 1;
            at -= uniform(&mut state).ln() / rate;
        }
    }
    text
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap()
}

/// The effect of a level lies within three standard errors of the truth.
#[track_caller]
fn assert_effect(covariate: &Value, level: &str, truth: f64) {
    let levels = covariate["levels"].as_array().unwrap();
    let found = levels.iter().find(|one| one["level"] == level).unwrap();
    let error = number(&found["standard_error"]);
    assert!(
        (number(&found["effect"]) - truth.ln()).abs() < 3.0 * error,
        "{found}"
    );
}

#[test]
fn effects_in_a_file_reach_the_model_the_scores_and_sql() {
    let program = Program::with_workspace();
    let file = program.file("orders.csv", orders());
    program.run(&["import", "orders", &file]).succeeds();
    let fit = [
        "model",
        "fit",
        "--covariate",
        "country,first-product",
        "--covariate",
        "channel",
        "--json",
    ];
    let model = program.run(&fit).succeeds().json();
    let comparison = &model["comparison"];
    assert_eq!(
        comparison["chosen_covariates"],
        serde_json::json!(["country", "first_product"])
    );
    assert_eq!(comparison["covariates_left_out"][0]["name"], "channel");
    let [country, product] = [0, 1].map(|place| &model["covariates"][place]);
    assert_eq!(
        (&country["name"], &product["name"]),
        (&"country".into(), &"first_product".into())
    );
    assert_effect(country, "France", 2.0);
    let base = product["levels"][0]["level"].as_str().unwrap();
    let (other, truth) = if base == "coffee" {
        ("tea", 0.6)
    } else {
        ("coffee", 1.0 / 0.6)
    };
    assert_effect(product, other, truth);
    // Malta and nothing are too rare, even together: they count as the average customer.
    assert_eq!(
        (
            &country["gathered"],
            country["levels"].as_array().unwrap().len()
        ),
        (&2.into(), 2)
    );

    let shown = program.run(&["model", "show"]).succeeds().out;
    assert!(shown.contains("country France"), "{shown}");
    assert!(
        shown.contains("no candidate has channel: it is the same for all"),
        "{shown}"
    );
    answers_for_each_customer(&program);
}

/// The functions, and the published scores, are those of each customer's own traits.
fn answers_for_each_customer(program: &Program) {
    let asked = "select customer_key, traits, expected_orders(repeat_orders, first_day, last_day, as_of, 365.0, traits) as own,
            expected_orders(repeat_orders, first_day, last_day, as_of, 365.0) as average
        from customer_history join customer using (customer_id)
        where customer_key in ('c1', 'c8', 'c10') order by customer_key";
    let rows = program.run(&["query", asked, "--json"]).succeeds().json();
    assert_eq!(rows[0]["traits"], "first_product=tea");
    assert_eq!(rows[1]["traits"], "country=Germany; first_product=coffee");
    assert!(
        (number(&rows[1]["own"]) - number(&rows[1]["average"])).abs() > 1e-6,
        "{rows}"
    );
    // The published scores are those of each customer's own traits.
    let scores = program
        .run(&["scores", "--top", "3", "--json"])
        .succeeds()
        .json();
    let best = "select max(clv(repeat_orders, first_day, last_day, as_of, mean_spend_minor, 365, 0.1, traits)) as best
        from customer_history";
    let best = program.run(&["query", best, "--json"]).succeeds().json();
    let published = number(&scores[0]["clv_12m_minor"]);
    assert!(
        (number(&best[0]["best"]) / published - 1.0).abs() < 1e-9,
        "{best} {scores}"
    );

    let refused = program.run(&["model", "fit", "--covariate", "age"]);
    assert_eq!(refused.code, Some(1));
    assert!(
        refused.err.contains("`age` is not a covariate"),
        "{}",
        refused.err
    );
}
