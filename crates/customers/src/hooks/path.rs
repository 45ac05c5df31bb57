//! Paths into a payload, as JSON pointers (RFC 6901).
//!
//! `/customer/id` leads from the item that a rule is at (the whole payload, where it goes over no list), `$/shop/id` always
//! from the whole payload; an empty path is the item itself, `$` the payload.

use serde_json::Value;

use super::HookFault;
use super::limits::{PATH_BYTES_MAX, STEPS_MAX};

/// A way from the payload or the item to a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Path {
    from_payload: bool,
    steps: Vec<String>,
}

/// Where a rule looks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scope<'a> {
    pub(super) payload: &'a Value,
    pub(super) item: &'a Value,
}

impl<'a> Scope<'a> {
    pub(super) const fn of(payload: &'a Value) -> Self {
        Self {
            payload,
            item: payload,
        }
    }

    pub(super) const fn at(self, item: &'a Value) -> Self {
        Self {
            payload: self.payload,
            item,
        }
    }
}

impl Path {
    pub(super) fn read(text: &str) -> Result<Self, HookFault> {
        if text.len() > PATH_BYTES_MAX {
            return Err(HookFault::PathLong {
                most: PATH_BYTES_MAX,
            });
        }
        let (from_payload, rest) = match text.strip_prefix('$') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        if rest.is_empty() {
            let steps = Vec::new();
            return Ok(Self {
                from_payload,
                steps,
            });
        }
        let rest = rest.strip_prefix('/').ok_or_else(|| HookFault::PathStart {
            path: text.to_owned(),
            starts: "/, $/",
            example: "/customer/id",
            constant: "{\"constant\": …}",
        })?;
        let steps: Vec<String> = rest.split('/').map(step).collect::<Result<_, _>>()?;
        if steps.len() > STEPS_MAX {
            return Err(HookFault::PathSteps { most: STEPS_MAX });
        }
        Ok(Self {
            from_payload,
            steps,
        })
    }

    /// The value there; what is null counts as absent.
    pub(super) fn find<'a>(&self, scope: Scope<'a>) -> Option<&'a Value> {
        let start = if self.from_payload {
            scope.payload
        } else {
            scope.item
        };
        let found = self
            .steps
            .iter()
            .try_fold(start, |value, step| match value {
                Value::Object(object) => object.get(step),
                Value::Array(items) => items.get(index(step)?),
                _ => None,
            })?;
        (!found.is_null()).then_some(found)
    }
}

fn step(text: &str) -> Result<String, HookFault> {
    let mut step = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match (letter, letter == '~') {
            (_, false) => step.push(letter),
            (_, true) => match letters.next() {
                Some('0') => step.push('~'),
                Some('1') => step.push('/'),
                _ => return Err(HookFault::PathEscape),
            },
        }
    }
    Ok(step)
}

fn index(step: &str) -> Option<usize> {
    let is_plain = step.bytes().all(|byte| byte.is_ascii_digit());
    is_plain.then(|| step.parse().ok()).flatten()
}

impl std::fmt::Display for Path {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.from_payload {
            out.write_str("$")?;
        }
        for step in &self.steps {
            write!(out, "/{}", step.replace('~', "~0").replace('/', "~1"))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn find(path: &str, payload: &Value) -> Option<Value> {
        let path = Path::read(path).unwrap();
        assert_eq!(Path::read(&path.to_string()), Ok(path.clone()));
        path.find(Scope::of(payload)).cloned()
    }

    #[test]
    fn paths_are_json_pointers() {
        let payload = json!({"a": {"b": [1, {"c/d": 2, "~": 3}]}, "n": null, "": 4});
        assert_eq!(find("/a/b/0", &payload), Some(json!(1)));
        assert_eq!(find("/a/b/1/c~1d", &payload), Some(json!(2)));
        assert_eq!(find("$/a/b/1/~0", &payload), Some(json!(3)));
        assert_eq!(find("/", &payload), Some(json!(4)));
        assert_eq!(find("", &payload), Some(payload.clone()));
        for absent in ["/n", "/x", "/a/b/7", "/a/b/-1", "/a/b/+1", "/a/x/y"] {
            assert_eq!(find(absent, &payload), None, "{absent}");
        }
    }

    #[test]
    fn what_is_no_path_is_refused() {
        for text in ["a", "$a", "/a~2", "/~"] {
            assert!(Path::read(text).is_err(), "{text}");
        }
        assert!(Path::read(&"/a".repeat(17)).is_err());
        assert!(Path::read(&format!("/{}", "a".repeat(500))).is_err());
    }

    #[test]
    fn within_a_list_a_path_starts_at_the_item() {
        let payload = json!({"shop": 1, "items": [{"id": 7}]});
        let scope = Scope::of(&payload).at(&payload["items"][0]);
        let find = |path: &str| Path::read(path).unwrap().find(scope).cloned();
        assert_eq!(
            (find("/id"), find("$/shop")),
            (Some(json!(7)), Some(json!(1)))
        );
    }
}
