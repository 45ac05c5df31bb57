//! Reading a definition: every problem is told, each with its place.

use serde_json::{Map, Value};

use super::HookProblem;
use super::condition::{Condition, Test};
use super::convert::Conversion;
use super::expression::{Expression, Fields, Origin};
use super::limits::{NAME_CHARACTERS_MAX, NESTING_MAX, NODES_MAX, PROBLEMS_MAX, RULES_MAX};
use super::path::Path;
use super::rule::Rule;
use super::template::Template;
use crate::fact::FactKind;

type Object = Map<String, Value>;

const RULE_NAMES: [&str; 10] = [
    "when",
    "each",
    "kind",
    "message_id",
    "happened_at",
    "who",
    "name",
    "properties",
    "traits",
    "context",
];
const WHO_NAMES: [&str; 4] = ["user_id", "anonymous_id", "email", "phone"];
const VALUE_NAMES: [&str; 8] = [
    "value", "constant", "first", "template", "each", "of", "as", "required",
];

/// Reads, and gathers what is wrong.
#[derive(Debug, Default)]
pub(super) struct Reader {
    pub(super) problems: Vec<HookProblem>,
    nodes: usize,
}

/// Where values stand: how deep, and whether inside a list.
#[derive(Clone, Copy)]
struct Depth {
    nesting: usize,
    in_list: bool,
}

const TOP: Depth = Depth {
    nesting: 0,
    in_list: false,
};

impl Reader {
    pub(super) fn definition(&mut self, value: &Value) -> Vec<Rule> {
        let Some(object) = self.object(value, "", &["rules"]) else {
            return Vec::new();
        };
        let Some(Value::Array(rules)) = object.get("rules") else {
            return self
                .problem("/rules", "the definition needs a list of rules")
                .unwrap_or_default();
        };
        if rules.is_empty() || rules.len() > RULES_MAX {
            let sentence = format!("a definition has 1 to {RULES_MAX} rules");
            return self.problem("/rules", sentence).unwrap_or_default();
        }
        let rules = rules.iter().enumerate();
        rules
            .filter_map(|(index, rule)| self.rule(rule, &format!("/rules/{index}")))
            .collect()
    }

    fn rule(&mut self, value: &Value, at: &str) -> Option<Rule> {
        let rule = self.object(value, at, &RULE_NAMES)?;
        let nobody = Object::new();
        let who_at = format!("{at}/who");
        let who = match rule.get("who") {
            Some(value) => self.object(value, &who_at, &WHO_NAMES).unwrap_or(&nobody),
            None => &nobody,
        };
        let kind = self.kind(rule.get("kind"), &format!("{at}/kind"));
        let read = Rule {
            conditions: self.conditions(rule.get("when"), &format!("{at}/when")),
            each: self.optional_path(rule.get("each"), &format!("{at}/each")),
            kind: kind.unwrap_or(FactKind::Track),
            message_id: self.field(rule, at, "message_id"),
            happened_at: self.field(rule, at, "happened_at"),
            user_id: self.field(who, &who_at, "user_id"),
            anonymous_id: self.field(who, &who_at, "anonymous_id"),
            email: self.field(who, &who_at, "email"),
            phone: self.field(who, &who_at, "phone"),
            name: self.field(rule, at, "name"),
            properties: self.fields(rule.get("properties"), &format!("{at}/properties"), TOP),
            traits: self.fields(rule.get("traits"), &format!("{at}/traits"), TOP),
            context: self.fields(rule.get("context"), &format!("{at}/context"), TOP),
        };
        let needs_name = matches!(
            kind,
            Some(FactKind::Track | FactKind::Group | FactKind::Alias | FactKind::Form)
        );
        if needs_name && read.name.is_none() {
            self.problem::<()>(
                at,
                "rules of this kind need a name, such as {\"constant\": \"Order Completed\"}",
            );
        }
        Some(read)
    }

    fn kind(&mut self, value: Option<&Value>, at: &str) -> Option<FactKind> {
        let found = value
            .and_then(Value::as_str)
            .and_then(|text| text.parse().ok());
        if found.is_none() {
            let all = FactKind::ALL.map(FactKind::as_str).join(", ");
            return self.problem(at, format!("the kind is one of {all}"));
        }
        found
    }

    fn conditions(&mut self, value: Option<&Value>, at: &str) -> Vec<Condition> {
        match value {
            None => Vec::new(),
            Some(Value::Array(all)) => all
                .iter()
                .enumerate()
                .filter_map(|(index, one)| self.condition(one, &format!("{at}/{index}")))
                .collect(),
            Some(_) => self
                .problem(at, "the conditions are a list")
                .unwrap_or_default(),
        }
    }

    fn condition(&mut self, value: &Value, at: &str) -> Option<Condition> {
        let object = self.object(value, at, &["value", "equals", "in", "exists"])?;
        self.count(at, 1);
        let path = self.path(object.get("value"), &format!("{at}/value"))?;
        let test = match (object.get("equals"), object.get("in"), object.get("exists")) {
            (Some(value), None, None) if is_scalar(value) => Test::In(vec![value.clone()]),
            (None, Some(Value::Array(values)), None) if values.iter().all(is_scalar) => {
                self.count(at, values.len());
                Test::In(values.clone())
            }
            (None, None, Some(Value::Bool(wanted))) => Test::Exists(*wanted),
            _ => {
                let sentence = "a condition has one of \"equals\": a text, number or true/false; \"in\": a list of such; \"exists\": true or false";
                return self.problem(at, sentence);
            }
        };
        Some(Condition { path, test })
    }

    fn field(&mut self, object: &Object, at: &str, name: &str) -> Option<Expression> {
        let value = object.get(name)?;
        self.expression(value, &format!("{at}/{name}"), TOP)
    }

    fn fields(&mut self, value: Option<&Value>, at: &str, depth: Depth) -> Fields {
        let object = match value {
            None => return Fields::new(),
            Some(Value::Object(object)) => object,
            Some(_) => {
                let sentence = "names with values are expected, {\"total\": \"/amount\"}";
                return self.problem(at, sentence).unwrap_or_default();
            }
        };
        let mut fields = Fields::new();
        for (name, value) in object {
            let at = format!("{at}/{name}");
            let characters = name.chars().count();
            if !(1..=NAME_CHARACTERS_MAX).contains(&characters) || name.contains('\0') {
                self.problem::<()>(&at, "a name has 1 to 255 characters");
            } else if let Some(expression) = self.expression(value, &at, depth) {
                fields.push((name.clone(), expression));
            }
        }
        fields
    }

    fn expression(&mut self, value: &Value, at: &str, depth: Depth) -> Option<Expression> {
        self.count(at, 1);
        if depth.nesting > NESTING_MAX {
            return self.problem(at, format!("values nest at most {NESTING_MAX} levels deep"));
        }
        if value.is_string() {
            let origin = Origin::Path(self.path(Some(value), at)?);
            return Some(Expression {
                origin,
                conversion: None,
                required: false,
            });
        }
        let object = self.object(value, at, &VALUE_NAMES)?;
        let origin = self.origin(object, at, depth)?;
        let conversion = match object.get("as") {
            None => None,
            Some(name) => Some(self.conversion(name, &format!("{at}/as"))?),
        };
        let required = match object.get("required") {
            None => false,
            Some(Value::Bool(required)) => *required,
            Some(_) => return self.problem(&format!("{at}/required"), "it is true or false"),
        };
        Some(Expression {
            origin,
            conversion,
            required,
        })
    }

    fn origin(&mut self, object: &Object, at: &str, depth: Depth) -> Option<Origin> {
        let given: Vec<&str> = ["value", "constant", "first", "template", "of"]
            .into_iter()
            .filter(|name| object.contains_key(*name))
            .collect();
        let value = |name: &str| object.get(name).unwrap_or(&Value::Null);
        let deeper = Depth {
            nesting: depth.nesting + 1,
            ..depth
        };
        if object.contains_key("each") && given != ["of"] {
            return self.problem(
                at,
                "\"each\" stands with \"of\": a list and what is made of each of its items",
            );
        }
        match given.as_slice() {
            ["value"] => Some(Origin::Path(
                self.path(object.get("value"), &format!("{at}/value"))?,
            )),
            ["constant"] if is_scalar(value("constant")) => {
                Some(Origin::Constant(value("constant").clone()))
            }
            ["constant"] => self.problem(
                &format!("{at}/constant"),
                "a constant is a text, a number, true or false",
            ),
            ["first"] => self.first(value("first"), &format!("{at}/first"), deeper),
            ["template"] => self.template(value("template"), &format!("{at}/template")),
            ["of"] => self.of(object, at, deeper),
            _ => self.problem(
                at,
                "a value has one of \"value\", \"constant\", \"first\", \"template\", \"of\"",
            ),
        }
    }

    fn first(&mut self, value: &Value, at: &str, depth: Depth) -> Option<Origin> {
        let Value::Array(all) = value else {
            return self.problem(
                at,
                "it is a list of values, of which the first that is there counts",
            );
        };
        let all = all.iter().enumerate();
        let read =
            all.filter_map(|(index, one)| self.expression(one, &format!("{at}/{index}"), depth));
        Some(Origin::First(read.collect()))
    }

    fn template(&mut self, value: &Value, at: &str) -> Option<Origin> {
        let Some(text) = value.as_str().filter(|text| !text.contains('\0')) else {
            return self.problem(at, "a template is a text, such as \"order {/id}\"");
        };
        match Template::read(text) {
            Ok(template) => {
                self.count(at, template.places());
                Some(Origin::Template(template))
            }
            Err(sentence) => self.problem(at, sentence),
        }
    }

    fn of(&mut self, object: &Object, at: &str, depth: Depth) -> Option<Origin> {
        let each = object.get("each");
        if each.is_some() && depth.in_list {
            return self.problem(
                &format!("{at}/each"),
                "a list within a list is not gone over",
            );
        }
        let path = self.optional_path(each, &format!("{at}/each"));
        let inside = Depth {
            in_list: depth.in_list || each.is_some(),
            ..depth
        };
        let fields = self.fields(object.get("of"), &format!("{at}/of"), inside);
        Some(Origin::Fields(path, fields))
    }

    fn conversion(&mut self, value: &Value, at: &str) -> Option<Conversion> {
        let known = Conversion::ALL.iter().find(|(name, _)| value == name);
        if known.is_none() {
            let names = Conversion::ALL.map(|(name, _)| name).join(", ");
            return self.problem(at, format!("it is one of {names}"));
        }
        known.map(|(_, conversion)| *conversion)
    }

    fn optional_path(&mut self, value: Option<&Value>, at: &str) -> Option<Path> {
        value.and_then(|value| self.path(Some(value), at))
    }

    fn path(&mut self, value: Option<&Value>, at: &str) -> Option<Path> {
        let Some(text) = value.and_then(Value::as_str) else {
            return self.problem(at, "a path is expected, such as /customer/id");
        };
        match Path::read(text) {
            Ok(path) => Some(path),
            Err(sentence) => self.problem(at, sentence),
        }
    }

    /// An object with no other names than these.
    fn object<'a>(&mut self, value: &'a Value, at: &str, names: &[&str]) -> Option<&'a Object> {
        let Value::Object(object) = value else {
            let sentence = format!("an object is expected, with {}", names.join(", "));
            return self.problem(at, sentence);
        };
        for name in object.keys().filter(|name| !names.contains(&name.as_str())) {
            let sentence = format!("there is no `{name}` here: there are {}", names.join(", "));
            self.problem::<()>(&format!("{at}/{name}"), sentence);
        }
        Some(object)
    }

    fn count(&mut self, at: &str, nodes: usize) {
        let before = self.nodes;
        self.nodes = before.saturating_add(nodes);
        if before <= NODES_MAX && self.nodes > NODES_MAX {
            let sentence = format!("the definition has more than {NODES_MAX} values");
            self.problem::<()>(at, sentence);
        }
    }

    fn problem<T>(&mut self, at: &str, sentence: impl Into<String>) -> Option<T> {
        if self.problems.len() < PROBLEMS_MAX {
            self.problems.push(HookProblem::new(at, sentence));
        }
        None
    }
}

const fn is_scalar(value: &Value) -> bool {
    matches!(value, Value::String(_) | Value::Number(_) | Value::Bool(_))
}
