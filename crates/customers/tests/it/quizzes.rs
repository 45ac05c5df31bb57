//! Forms and quizzes: definitions with their mistakes, answers with theirs, and the laws of the ranking.

use std::collections::BTreeMap;

use customers::Product;
use customers::forms::{
    Answer, AnswerFault, Answers, Definition, Input, Item, Number, SAMPLE_PRODUCTS, SAMPLE_QUIZ,
    catalogue_item, rank, read_answers, read_definition, sought, told,
};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

fn quiz() -> Definition {
    read_definition(SAMPLE_QUIZ).unwrap()
}

/// The sample's kitchens, as the store would give them.
fn kitchens(definition: &Definition) -> Vec<Item> {
    let mut lines = SAMPLE_PRODUCTS.lines();
    let header: Vec<&str> = lines.next().unwrap().split(',').collect();
    let item = |line: &str| {
        let cells: Map<String, Value> = header
            .iter()
            .zip(line.split(','))
            .map(|(name, cell)| ((*name).to_owned(), json!(cell)))
            .collect();
        let text = |name: &str| cells[name].as_str().unwrap().to_owned();
        let product = Product {
            key: text("sku"),
            name: Some(text("name")),
            category: Some(text("category")),
            attributes: Value::Object(cells.clone()).to_string(),
        };
        catalogue_item(&product, definition.quiz.as_ref().unwrap())
    };
    lines.map(item).collect()
}

fn input(fields: &[(&str, &str)]) -> Input {
    let mut input = BTreeMap::new();
    for (field, value) in fields {
        let values: &mut Vec<String> = input.entry((*field).to_owned()).or_default();
        values.push((*value).to_owned());
    }
    input
}

const FIELDS: &[(&str, &str)] = &[
    ("shape", "corner"),
    ("style", "modern"),
    ("appliances", "dishwasher"),
    ("appliances", "oven"),
    ("when", "within_8_weeks"),
    ("budget", "5 000"),
    ("email", "ada@example.org"),
    ("news", "yes"),
];

fn wrong(json: &Value) -> Vec<(String, String)> {
    let mistakes = read_definition(&json.to_string()).unwrap_err();
    mistakes
        .into_iter()
        .map(|wrong| (wrong.path, wrong.sentence))
        .collect()
}

fn faults(definition: &Definition, fields: &[(&str, &str)]) -> Vec<(String, AnswerFault)> {
    let wrong = read_answers(definition, &input(fields)).unwrap_err();
    wrong
        .into_iter()
        .map(|wrong| (wrong.question, wrong.fault))
        .collect()
}

#[test]
fn five_questions_lead_to_four_offers_with_their_reasons() {
    let definition = quiz();
    let answers = read_answers(&definition, &input(FIELDS)).unwrap();
    let wishes = sought(&definition, &answers);
    let names: Vec<&str> = wishes.iter().map(|sought| sought.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "shape=corner",
            "style=modern",
            "appliances=oven",
            "appliances=dishwasher",
            "when=within_8_weeks",
            "budget"
        ]
    );
    let offers = rank(&kitchens(&definition), &wishes);
    let first: Vec<(&str, usize, Option<i32>)> = offers
        .iter()
        .take(4)
        .map(|offer| {
            (
                offer.name.as_str(),
                offer.meets.len(),
                offer.below_limit_percent,
            )
        })
        .collect();
    assert_eq!(
        first,
        [
            ("Rila Corner", 6, Some(14)),
            ("Loft Corner", 6, Some(0)),
            ("Fjord 300 Corner", 5, Some(6)),
            ("Rila 260", 3, Some(42)),
        ]
    );
    assert_eq!(
        offers[3].misses,
        ["shape=corner", "appliances=oven", "appliances=dishwasher"]
    );
    let above = offers.iter().find(|offer| offer.name == "Rila U").unwrap();
    assert_eq!(above.below_limit_percent, Some(-10));
}

#[test]
fn an_answer_is_told_with_the_words_of_its_question() {
    let definition = quiz();
    let answers = read_answers(&definition, &input(FIELDS)).unwrap();
    let lines = told(&definition, &answers.json(), "nb");
    let line = |id: &str| {
        let line = lines.iter().find(|line| line.question == id).unwrap();
        (line.label.as_str(), line.text.as_str())
    };
    assert_eq!(line("style"), ("Hvilken stil liker du?", "Moderne"));
    assert_eq!(line("appliances").1, "Stekeovn; Oppvaskmaskin");
    assert_eq!(line("budget").1, "5000");
}

#[test]
fn every_wrong_field_is_named() {
    let definition = quiz();
    let fields = [
        ("shape", "round"),
        ("style", "modern"),
        ("style", "classic"),
        ("appliances", "sauna"),
        ("budget", "499"),
        ("email", "ada"),
        ("call", "yes"),
        ("colour", "blue"),
    ];
    assert_eq!(
        faults(&definition, &fields),
        [
            ("shape".to_owned(), AnswerFault::NotAnOption),
            ("style".to_owned(), AnswerFault::OneOnly),
            ("appliances".to_owned(), AnswerFault::NotAnOption),
            ("when".to_owned(), AnswerFault::Missing),
            (
                "budget".to_owned(),
                AnswerFault::TooSmall(Number::whole(500).unwrap())
            ),
            ("email".to_owned(), AnswerFault::Email),
            ("phone".to_owned(), AnswerFault::Missing),
            ("colour".to_owned(), AnswerFault::Unasked),
        ]
    );
}

#[test]
fn what_is_not_shown_is_not_taken() {
    let definition = quiz();
    let mut fields = FIELDS.to_vec();
    fields.extend([("call", "no"), ("phone", "call me")]);
    let answers = read_answers(&definition, &input(&fields)).unwrap();
    assert_eq!(answers.find("phone"), None);
    assert_eq!(answers.find("call"), Some(&Answer::YesNo(false)));
    fields.retain(|(field, _)| !matches!(*field, "call" | "phone"));
    fields.extend([("call", "yes"), ("phone", "۰۹۱۲ ۳۴۵ ۶۷ ۸۹")]);
    let answers = read_answers(&definition, &input(&fields)).unwrap();
    assert_eq!(answers.phone().unwrap().expose(), "09123456789");
}

#[test]
fn every_mistake_of_a_definition_has_its_path() {
    let mistakes = wrong(&json!({
        "title": {"en": "", "xx": "?"},
        "languages": ["en", "English"],
        "questions": [
            {"id": "a", "type": "one_of", "label": "A", "options": [
                {"value": "x"}, {"value": "x"}, {"value": "y", "wants": [{"attribute": "k"}]}
            ]},
            {"id": "a", "type": "text", "label": "", "unit": "kg"},
            {"id": "B", "type": "consent", "label": "I agree", "purpose": "news"},
            {"id": "c", "type": "number", "label": "C", "min": 5, "max": 1, "decimals": 9},
            {"id": "d", "type": "email", "label": "D", "show_if": {"question": "e", "is_one_of": ["x"]}},
            {"id": "e", "type": "email", "label": "E", "show_if": {"question": "a", "is_one_of": ["z"]}},
            {"id": "website", "type": "colour", "label": "F"},
            {"id": "website", "type": "text", "label": "G"}
        ],
        "hosts": ["https://shop.example.org"],
        "after": {"redirect": "https://evil.example.org/"}
    }));
    let paths: Vec<&str> = mistakes.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "languages[1]",
            "title.xx",
            "questions[0].options[1].value",
            "questions[0].options[2].wants",
            "questions[0].options[2].wants[0]",
            "questions[1].id",
            "questions[1].unit",
            "questions[1].label",
            "questions[2].id",
            "questions[2].channel",
            "questions[2].text_version",
            "questions[3].decimals",
            "questions[3].min",
            "questions[4].show_if.question",
            "questions[5].show_if.is_one_of[0]",
            "questions[6]",
            "questions[7].id",
            "hosts[0]",
            "after.redirect",
        ]
    );
    assert!(mistakes.iter().all(|(_, sentence)| !sentence.is_empty()));
    for (text, at) in [("", ""), ("[]", ""), ("{\"title\": \"T\"}", "")] {
        assert_eq!(read_definition(text).unwrap_err()[0].path, at, "{text}");
    }
}

#[test]
fn the_definition_in_the_documents_is_one() {
    let page = include_str!("../../../../docs/forms.md");
    let (_, rest) = page.split_once("```json\n").unwrap();
    let (example, _) = rest.split_once("```").unwrap();
    assert_eq!(read_definition(example).unwrap().questions.len(), 7);
}

#[test]
fn a_form_leads_only_to_its_own_hosts() {
    let form = |address: &str| {
        json!({
            "title": "T", "hosts": ["shop.example.org"], "after": {"redirect": address},
            "questions": [{"id": "a", "type": "email", "label": "A"}]
        })
    };
    assert!(read_definition(&form("https://shop.example.org/thanks?a=1").to_string()).is_ok());
    for address in [
        "http://shop.example.org/",
        "https://shop.example.org.evil.org/",
        "https://shop.example.org@evil.org/",
        "https://evil.org/shop.example.org",
        "https://shop.example.org/\r\nSet-Cookie: a",
        "javascript:alert(1)",
    ] {
        assert_eq!(wrong(&form(address))[0].0, "after.redirect", "{address}");
    }
}

/// Answers to the sample quiz: the fields that people may send, and such that they may not.
fn any_input() -> impl Strategy<Value = Input> {
    let field = prop::sample::select(vec![
        "shape",
        "style",
        "appliances",
        "when",
        "budget",
        "name",
        "email",
        "call",
        "phone",
        "news",
        "utm_source",
        "other",
    ]);
    let value = prop_oneof![
        prop::sample::select(vec![
            "corner",
            "straight",
            "modern",
            "any",
            "oven",
            "fridge",
            "within_4_weeks",
            "no_hurry",
            "5000",
            "1,5",
            "yes",
            "no",
            "a@b.c",
            "+47 22 33 44 55",
            "",
        ])
        .prop_map(str::to_owned),
        ".{0,40}",
    ];
    prop::collection::btree_map(
        field.prop_map(str::to_owned),
        prop::collection::vec(value, 0..4),
        0..12,
    )
}

fn any_items() -> impl Strategy<Value = Vec<Item>> {
    let price = prop::option::of(0_i64..20);
    let item = (0..12_u8, price, 0..3_u8).prop_map(|(key, price, style)| Item {
        key: format!("k{key}"),
        name: String::new(),
        category: None,
        price: price.map(|price| Number::whole(price).unwrap()),
        attributes: Map::from_iter([("style".to_owned(), json!(style.to_string()))]),
    });
    // A key names one product.
    prop::collection::vec(item, 0..20).prop_map(|items| {
        let unique: BTreeMap<String, Item> = items
            .into_iter()
            .map(|item| (item.key.clone(), item))
            .collect();
        unique.into_values().collect()
    })
}

fn priced(limit: i64, is_must: bool) -> (Definition, Answers) {
    let definition = json!({
        "title": "T",
        "questions": [
            {"id": "style", "type": "one_of", "label": "S", "options": [
                {"value": "1", "wants": [{"attribute": "style", "is_one_of": ["1"]}]}
            ]},
            {"id": "limit", "type": "number", "label": "L", "must": is_must,
             "wants": {"price": true, "compare": "at_most"}}
        ],
        "quiz": {}
    });
    let definition = read_definition(&definition.to_string()).unwrap();
    let fields = input(&[("style", "1"), ("limit", &limit.to_string())]);
    let answers = read_answers(&definition, &fields).unwrap();
    (definition, answers)
}

proptest! {
    #[test]
    fn no_answers_make_it_panic(input in any_input()) {
        let definition = quiz();
        if let Ok(answers) = read_answers(&definition, &input) {
            let wishes = sought(&definition, &answers);
            let offers = rank(&kitchens(&definition), &wishes);
            prop_assert_eq!(offers.len(), 12);
            prop_assert!(offers.iter().all(|offer| offer.meets.len() + offer.misses.len() == wishes.len()));
            told(&definition, &answers.json(), "fa");
        }
    }

    #[test]
    fn no_text_makes_a_definition_panic(text in ".{0,200}", at in 0..4000_usize, cut in 1..40_usize) {
        let _either = read_definition(&text);
        let damaged: String = SAMPLE_QUIZ.chars().enumerate()
            .filter(|(place, _)| *place < at || *place >= at + cut)
            .map(|(_, char)| char)
            .collect();
        let _either = read_definition(&damaged);
    }

    #[test]
    fn the_order_of_the_catalogue_does_not_matter(items in any_items(), limit in 0_i64..20, turn in 0..20_usize) {
        let (definition, answers) = priced(limit, false);
        let wishes = sought(&definition, &answers);
        let ranked = rank(&items, &wishes);
        let mut turned = items.clone();
        if !turned.is_empty() {
            let middle = turn % turned.len();
            turned.rotate_left(middle);
        }
        prop_assert_eq!(rank(&turned, &wishes), ranked);
    }

    #[test]
    fn a_higher_limit_removes_no_offer(items in any_items(), limit in 0_i64..20, more in 0_i64..20) {
        let keys = |limit| {
            let (definition, answers) = priced(limit, true);
            let offers = rank(&items, &sought(&definition, &answers));
            offers.into_iter().map(|offer| offer.key).collect::<Vec<_>>()
        };
        let (low, high) = (keys(limit), keys(limit + more));
        prop_assert!(low.iter().all(|key| high.contains(key)));
        prop_assert!(low.len().min(4) <= high.len().min(4));
    }
}
