//! The fields of an event, each with its path for whoever has to mend it.

use kernel::Currency;
use serde_json::{Map, Value};

use super::AMOUNT_MAX;
use crate::number::{DecimalMark, Number};
use crate::refusal::RefusalReason;

/// Characters of a key or a name.
const TEXT_MAX: usize = 512;

/// Lines of an order.
const LINES_MAX: usize = 5_000;

/// Characters of a value in a sentence.
const SHOWN_MAX: usize = 40;

/// The fields of one object within an event.
#[derive(Debug)]
pub(super) struct Fields<'a> {
    of: &'a Map<String, Value>,
    /// What stands before a field's name: empty, or `products[2].`.
    path: String,
    pub(super) currency: Currency,
}

impl<'a> Fields<'a> {
    pub(super) fn new(of: &'a Map<String, Value>, currency: Currency) -> Self {
        Self {
            of,
            path: String::new(),
            currency,
        }
    }

    /// Refuses amounts in another currency than the workspace's.
    pub(super) fn check_currency(&self) -> Result<(), String> {
        let Some(given) = self.text(&["currency"])? else {
            return Ok(());
        };
        if given.eq_ignore_ascii_case(self.currency.code()) {
            return Ok(());
        }
        let ours = self.currency;
        Err(format!(
            "`{}currency` is {}, and the workspace keeps {ours}: send amounts in {ours}",
            self.path,
            shorten(&given)
        ))
    }

    /// The order's key.
    pub(super) fn order(&self) -> Result<String, String> {
        self.text(&["order_id"])?
            .ok_or_else(|| format!("`{}order_id` is missing, and an order needs it", self.path))
    }

    /// The first of `names` that holds a text or a number; blank is nothing.
    pub(super) fn text(&self, names: &[&str]) -> Result<Option<String>, String> {
        for name in names {
            let text = match self.of.get(*name) {
                None | Some(Value::Null) => continue,
                Some(Value::String(text)) => text.trim().to_owned(),
                Some(Value::Number(number)) => number.to_string(),
                Some(other) => {
                    return Err(self.wrong(name, "is neither a text nor a number", other));
                }
            };
            if text.chars().count() > TEXT_MAX {
                return Err(format!(
                    "`{}{name}` is longer than {TEXT_MAX} characters",
                    self.path
                ));
            }
            if !text.is_empty() {
                return Ok(Some(text));
            }
        }
        Ok(None)
    }

    /// The first of `names` that holds a number, exactly; numbers in texts are taken too.
    pub(super) fn number(&self, names: &[&str]) -> Result<Option<Number>, String> {
        for name in names {
            let read = match self.of.get(*name) {
                None | Some(Value::Null) => continue,
                Some(Value::String(text)) if text.trim().is_empty() => continue,
                Some(Value::String(text)) => {
                    Number::parse(text.trim().as_bytes(), DecimalMark::Point)
                }
                Some(Value::Number(number)) => exact(number),
                Some(other) => return Err(self.wrong(name, "is not a number", other)),
            };
            return match read {
                Ok(number) => Ok(Some(number)),
                Err(reason) => Err(self.wrong(name, &reason.to_string(), &self.of[*name])),
            };
        }
        Ok(None)
    }

    /// As [`Self::number`], not below zero.
    pub(super) fn number_from_zero(&self, names: &[&str]) -> Result<Option<Number>, String> {
        let number = self.number(names)?;
        if number.is_some_and(Number::is_negative) {
            let name = names.iter().find(|name| self.of.contains_key(**name));
            let name = name.copied().unwrap_or_default();
            return Err(self.wrong(name, "is below zero", &self.of[name]));
        }
        Ok(number)
    }

    /// An amount in minor units, not below zero.
    pub(super) fn money(&self, names: &[&str]) -> Result<Option<i64>, String> {
        let Some(number) = self.number_from_zero(names)? else {
            return Ok(None);
        };
        self.minor(number, names.first().copied().unwrap_or_default())
            .map(Some)
    }

    /// A number of the field `name` in minor units, rounded once.
    pub(super) fn minor(&self, number: Number, name: &str) -> Result<i64, String> {
        number
            .to_minor(self.currency.digits())
            .map(|(minor, _)| minor)
            .filter(|minor| minor.unsigned_abs() <= AMOUNT_MAX.unsigned_abs())
            .ok_or_else(|| self.too_large(name))
    }

    pub(super) fn too_large(&self, name: &str) -> String {
        format!(
            "`{}{name}` makes an amount larger than can be kept",
            self.path
        )
    }

    /// A sentence about the field `name`.
    pub(super) fn about(&self, name: &str, reason: &str) -> String {
        format!("`{}{name}` {reason}", self.path)
    }

    /// The objects of the list `name`; none when it is missing.
    pub(super) fn objects(&self, name: &str) -> Result<Vec<Fields<'a>>, String> {
        let list = match self.of.get(name) {
            None | Some(Value::Null) => return Ok(Vec::new()),
            Some(Value::Array(list)) => list,
            Some(other) => return Err(self.wrong(name, "is not a list", other)),
        };
        if list.len() > LINES_MAX {
            return Err(format!(
                "`{}{name}` has {} entries, and {LINES_MAX} are the most",
                self.path,
                list.len()
            ));
        }
        let entries = list.iter().enumerate().map(|(at, entry)| match entry {
            Value::Object(of) => Ok(Fields {
                of,
                path: format!("{}{name}[{at}].", self.path),
                currency: self.currency,
            }),
            other => Err(self.wrong(&format!("{name}[{at}]"), "is not an object", other)),
        });
        entries.collect()
    }

    fn wrong(&self, name: &str, reason: &str, value: &Value) -> String {
        let shown = match value {
            Value::Array(_) => "a list".to_owned(),
            Value::Object(_) => "an object".to_owned(),
            other => shorten(&other.to_string()),
        };
        format!("`{}{name}` {reason}: it is {shown}", self.path)
    }
}

fn shorten(text: &str) -> String {
    if text.chars().count() <= SHOWN_MAX {
        return text.to_owned();
    }
    text.chars().take(SHOWN_MAX).chain(['…']).collect()
}

/// The number that a client wrote. JSON has floats, of which 15 digits are sure: so many are taken, which
/// turns the `29.990000000000002` of a sum in a browser into the 29.99 that was meant. Amounts of more
/// digits come as texts.
fn exact(number: &serde_json::Number) -> Result<Number, RefusalReason> {
    if let Some(whole) = number.as_i64() {
        return Ok(Number {
            mantissa: i128::from(whole),
            scale: 0,
        });
    }
    let float = number.as_f64().unwrap_or(f64::NAN);
    let text = format!("{float:.14e}");
    let too_large = || RefusalReason::NotExact;
    let (digits, exponent) = text.split_once('e').ok_or_else(too_large)?;
    let mut mantissa: i128 = digits.replace('.', "").parse().map_err(|_| too_large())?;
    let mut scale = 14 - exponent.parse::<i32>().map_err(|_| too_large())?;
    while mantissa % 10 == 0 && scale > 0 {
        (mantissa, scale) = (mantissa / 10, scale - 1);
    }
    if scale < 0 {
        let power = u32::try_from(-scale).map_err(|_| too_large())?;
        let factor = 10_i128.checked_pow(power).ok_or_else(too_large)?;
        let mantissa = mantissa
            .checked_mul(factor)
            .filter(|mantissa| mantissa.unsigned_abs() < 10_u128.pow(27));
        return Ok(Number {
            mantissa: mantissa.ok_or_else(too_large)?,
            scale: 0,
        });
    }
    // What lies beyond the digits that we keep is nothing.
    while scale > 12 {
        (mantissa, scale) = (mantissa / 10, scale - 1);
    }
    Ok(Number {
        mantissa,
        scale: u8::try_from(scale).map_err(|_| too_large())?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Option<(i128, u8)> {
        let number: serde_json::Number = serde_json::from_str(json).unwrap();
        exact(&number).ok().map(|n| (n.mantissa, n.scale))
    }

    #[test]
    fn numbers_are_what_was_written() {
        assert_eq!(read("19.99"), Some((1999, 2)));
        assert_eq!(read("29.990000000000002"), Some((2999, 2)));
        assert_eq!(read("0.1"), Some((1, 1)));
        assert_eq!(read("-0.07"), Some((-7, 2)));
        assert_eq!(read("1e3"), Some((1000, 0)));
        assert_eq!(read("12345678901234567"), Some((12_345_678_901_234_567, 0)));
        assert_eq!(read("0.0"), Some((0, 0)));
        assert_eq!(read("1e-20"), Some((0, 12)));
        assert_eq!(read("1e300"), None);
    }
}
