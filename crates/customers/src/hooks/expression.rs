//! What a field of a fact is made of.

use serde_json::{Map, Value};

use super::convert::Conversion;
use super::limits::{Budget, FACT_BYTES_MAX};
use super::path::{Path, Scope};
use super::template::Template;
use super::{HookFault, HookProblem};

/// Where a value comes from.
#[derive(Clone, Debug)]
pub(super) enum Origin {
    Path(Path),
    Constant(Value),
    /// The first that is there.
    First(Vec<Expression>),
    Template(Template),
    /// An object of fields, or where a path is given, a list of such objects.
    Fields(Option<Path>, Fields),
}

/// A value, and how it is understood.
#[derive(Clone, Debug)]
pub(super) struct Expression {
    pub(super) origin: Origin,
    pub(super) conversion: Option<Conversion>,
    pub(super) required: bool,
}

/// Names with their values, in the order of the names.
pub(super) type Fields = Vec<(String, Expression)>;

/// What a fact gathers while it is made.
pub(super) struct Making {
    pub(super) budget: Budget,
    pub(super) problems: Vec<HookProblem>,
}

/// The most items of a list inside a fact.
const ITEMS_MAX: usize = 1_000;

impl Expression {
    /// The value, or nothing when it is absent; what is wrong is told at `at`.
    pub(super) fn value(&self, at: &str, scope: Scope<'_>, making: &mut Making) -> Option<Value> {
        let found = match &self.origin {
            Origin::Path(path) => match path.find(scope) {
                Some(value) => making.copy(at, value),
                None => None,
            },
            Origin::Constant(value) => making.copy(at, value),
            Origin::First(all) => all
                .iter()
                .enumerate()
                .find_map(|(index, one)| one.value(&format!("{at}/first/{index}"), scope, making)),
            Origin::Template(template) => match template.fill(scope) {
                Ok(text) => text.and_then(|text| making.copy(at, &text.into())),
                Err(reason) => making.problem(at, reason),
            },
            Origin::Fields(None, fields) => {
                let object = object(fields, &format!("{at}/of"), scope, making);
                (!object.is_empty()).then_some(Value::Object(object))
            }
            Origin::Fields(Some(path), fields) => list(path, fields, at, scope, making),
        };
        let found = match (found, self.conversion) {
            (Some(value), Some(conversion)) => match conversion.of(&value) {
                Ok(converted) => Some(converted),
                Err(reason) => return making.problem(at, reason),
            },
            (found, _) => found,
        };
        if found.is_none() && self.required {
            return making.problem(at, HookFault::ValueMissing);
        }
        found
    }
}

/// An object of those fields that are there.
pub(super) fn object(
    fields: &Fields,
    at: &str,
    scope: Scope<'_>,
    making: &mut Making,
) -> Map<String, Value> {
    let mut object = Map::new();
    for (name, expression) in fields {
        if let Some(value) = expression.value(&format!("{at}/{name}"), scope, making) {
            if making.budget.take(name.len() + 4).is_err() {
                making.too_large(at);
                break;
            }
            object.insert(name.clone(), value);
        }
    }
    object
}

fn list(
    path: &Path,
    fields: &Fields,
    at: &str,
    scope: Scope<'_>,
    making: &mut Making,
) -> Option<Value> {
    let Value::Array(items) = path.find(scope)? else {
        let path = path.to_string();
        return making.problem(&format!("{at}/each"), HookFault::ListWrong { path });
    };
    if items.len() > ITEMS_MAX {
        let reason = HookFault::ListLong {
            path: path.to_string(),
            most: ITEMS_MAX,
        };
        return making.problem(&format!("{at}/each"), reason);
    }
    let place = format!("{at}/of");
    let mut made = Vec::with_capacity(items.len());
    for item in items {
        made.push(Value::Object(object(
            fields,
            &place,
            scope.at(item),
            making,
        )));
        if !making.problems.is_empty() {
            return None;
        }
    }
    Some(Value::Array(made))
}

impl Making {
    pub(super) fn problem<T>(&mut self, at: &str, reason: HookFault) -> Option<T> {
        self.problems.push(HookProblem::new(at, reason));
        None
    }

    fn copy(&mut self, at: &str, value: &Value) -> Option<Value> {
        if self.budget.take_value(value).is_err() {
            self.too_large(at);
            return None;
        }
        Some(value.clone())
    }

    fn too_large(&mut self, at: &str) {
        let said = self
            .problems
            .iter()
            .any(|problem| problem.reason == TOO_LARGE);
        if !said {
            self.problems.push(HookProblem::new(at, TOO_LARGE));
        }
    }
}

const TOO_LARGE: HookFault = HookFault::FactLong {
    most: FACT_BYTES_MAX,
};
