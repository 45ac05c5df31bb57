//! Reading a definition: every problem is told, each with its place.

use serde_json::{Map, Value};

use super::condition::{Condition, Test};
use super::convert::Conversion;
use super::expression::{Expression, Fields, Origin};
use super::limits::{NAME_CHARACTERS_MAX, NESTING_MAX, NODES_MAX, PROBLEMS_MAX, RULES_MAX};
use super::path::Path;
use super::rule::Rule;
use super::template::Template;
use super::{HookFault, HookProblem};
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
                .problem("/rules", HookFault::RulesMissing)
                .unwrap_or_default();
        };
        if rules.is_empty() || rules.len() > RULES_MAX {
            let reason = HookFault::RulesCount { most: RULES_MAX };
            return self.problem("/rules", reason).unwrap_or_default();
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
                HookFault::RuleNameless {
                    example: "{\"constant\": \"Order Completed\"}",
                },
            );
        }
        Some(read)
    }

    fn kind(&mut self, value: Option<&Value>, at: &str) -> Option<FactKind> {
        let found = value
            .and_then(Value::as_str)
            .and_then(|text| text.parse().ok());
        if found.is_none() {
            let names = FactKind::ALL.map(FactKind::as_str).join(", ");
            return self.problem(at, HookFault::KindUnknown { names });
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
                .problem(at, HookFault::ConditionsList)
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
                let names = "\"equals\", \"in\", \"exists\"";
                return self.problem(at, HookFault::ConditionWrong { names });
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
                let example = "{\"total\": \"/amount\"}";
                let reason = HookFault::FieldsExpected { example };
                return self.problem(at, reason).unwrap_or_default();
            }
        };
        let mut fields = Fields::new();
        for (name, value) in object {
            let at = format!("{at}/{name}");
            let characters = name.chars().count();
            if !(1..=NAME_CHARACTERS_MAX).contains(&characters) || name.contains('\0') {
                let most = NAME_CHARACTERS_MAX;
                self.problem::<()>(&at, HookFault::FieldName { most });
            } else if let Some(expression) = self.expression(value, &at, depth) {
                fields.push((name.clone(), expression));
            }
        }
        fields
    }

    fn expression(&mut self, value: &Value, at: &str, depth: Depth) -> Option<Expression> {
        self.count(at, 1);
        if depth.nesting > NESTING_MAX {
            return self.problem(at, HookFault::Nesting { most: NESTING_MAX });
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
            Some(_) => {
                let names = "true, false";
                return self.problem(&format!("{at}/required"), HookFault::YesOrNo { names });
            }
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
                HookFault::EachAlone {
                    name: "\"each\"",
                    beside: "\"of\"",
                },
            );
        }
        match given.as_slice() {
            ["value"] => Some(Origin::Path(
                self.path(object.get("value"), &format!("{at}/value"))?,
            )),
            ["constant"] if is_scalar(value("constant")) => {
                Some(Origin::Constant(value("constant").clone()))
            }
            ["constant"] => self.problem(&format!("{at}/constant"), HookFault::ConstantWrong),
            ["first"] => self.first(value("first"), &format!("{at}/first"), deeper),
            ["template"] => self.template(value("template"), &format!("{at}/template")),
            ["of"] => self.of(object, at, deeper),
            _ => self.problem(
                at,
                HookFault::OriginWrong {
                    names: "\"value\", \"constant\", \"first\", \"template\", \"of\"",
                },
            ),
        }
    }

    fn first(&mut self, value: &Value, at: &str, depth: Depth) -> Option<Origin> {
        let Value::Array(all) = value else {
            return self.problem(at, HookFault::FirstList);
        };
        let all = all.iter().enumerate();
        let read =
            all.filter_map(|(index, one)| self.expression(one, &format!("{at}/{index}"), depth));
        Some(Origin::First(read.collect()))
    }

    fn template(&mut self, value: &Value, at: &str) -> Option<Origin> {
        let Some(text) = value.as_str().filter(|text| !text.contains('\0')) else {
            return self.problem(
                at,
                HookFault::TemplateText {
                    example: "\"order {/id}\"",
                },
            );
        };
        match Template::read(text) {
            Ok(template) => {
                self.count(at, template.places());
                Some(Origin::Template(template))
            }
            Err(reason) => self.problem(at, reason),
        }
    }

    fn of(&mut self, object: &Object, at: &str, depth: Depth) -> Option<Origin> {
        let each = object.get("each");
        if each.is_some() && depth.in_list {
            return self.problem(&format!("{at}/each"), HookFault::EachNested);
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
            return self.problem(at, HookFault::ConversionUnknown { names });
        }
        known.map(|(_, conversion)| *conversion)
    }

    fn optional_path(&mut self, value: Option<&Value>, at: &str) -> Option<Path> {
        value.and_then(|value| self.path(Some(value), at))
    }

    fn path(&mut self, value: Option<&Value>, at: &str) -> Option<Path> {
        let Some(text) = value.and_then(Value::as_str) else {
            let example = "/customer/id";
            return self.problem(at, HookFault::PathExpected { example });
        };
        match Path::read(text) {
            Ok(path) => Some(path),
            Err(reason) => self.problem(at, reason),
        }
    }

    /// An object with no other names than these.
    fn object<'a>(&mut self, value: &'a Value, at: &str, names: &[&str]) -> Option<&'a Object> {
        let Value::Object(object) = value else {
            let names = names.join(", ");
            return self.problem(at, HookFault::ObjectExpected { names });
        };
        for name in object.keys().filter(|name| !names.contains(&name.as_str())) {
            let reason = HookFault::NameUnknown {
                name: name.clone(),
                names: names.join(", "),
            };
            self.problem::<()>(&format!("{at}/{name}"), reason);
        }
        Some(object)
    }

    fn count(&mut self, at: &str, nodes: usize) {
        let before = self.nodes;
        self.nodes = before.saturating_add(nodes);
        if before <= NODES_MAX && self.nodes > NODES_MAX {
            self.problem::<()>(at, HookFault::ValuesMany { most: NODES_MAX });
        }
    }

    fn problem<T>(&mut self, at: &str, reason: HookFault) -> Option<T> {
        if self.problems.len() < PROBLEMS_MAX {
            self.problems.push(HookProblem::new(at, reason));
        }
        None
    }
}

const fn is_scalar(value: &Value) -> bool {
    matches!(value, Value::String(_) | Value::Number(_) | Value::Bool(_))
}
