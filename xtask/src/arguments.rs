//! Flags of a command: `--name value`, `--name=value` and `--name`.

use std::str::FromStr;

use anyhow::{Result, bail};

/// What stands behind the command, taken flag by flag.
#[derive(Debug)]
pub(crate) struct Arguments {
    words: Vec<String>,
}

impl Arguments {
    /// Takes the words that stand behind the command.
    pub(crate) fn new(words: impl Iterator<Item = String>) -> Self {
        let split = |word: String| match word.split_once('=') {
            Some((name, value)) if name.starts_with("--") => {
                vec![name.to_owned(), value.to_owned()]
            }
            _ => vec![word],
        };
        Self {
            words: words.flat_map(split).collect(),
        }
    }

    /// Whether a flag without a value is there.
    pub(crate) fn flag(&mut self, name: &str) -> bool {
        let at = self.words.iter().position(|word| word == name);
        at.map(|at| self.words.remove(at)).is_some()
    }

    /// The value of a flag.
    pub(crate) fn value<T: FromStr>(&mut self, name: &str) -> Result<Option<T>> {
        let Some(at) = self.words.iter().position(|word| word == name) else {
            return Ok(None);
        };
        if at + 1 == self.words.len() {
            bail!("`{name}` needs a value");
        }
        let value = self.words.remove(at + 1);
        self.words.remove(at);
        match value.parse() {
            Ok(parsed) => Ok(Some(parsed)),
            Err(_) => bail!("`{name}` cannot be `{value}`"),
        }
    }

    /// Refuses what was not taken.
    pub(crate) fn finish(self) -> Result<()> {
        match self.words.first() {
            Some(word) => {
                bail!("`{word}` is not a flag of this command; `cargo xtask help` lists them")
            }
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(words: &[&str]) -> Arguments {
        Arguments::new(words.iter().map(ToString::to_string))
    }

    #[test]
    fn flags_are_taken_in_any_order_and_form() {
        let mut given = arguments(&["--no-serve", "--port=7071", "--data", "here"]);
        assert_eq!(
            given.value::<String>("--data").unwrap().as_deref(),
            Some("here")
        );
        assert_eq!(given.value::<u16>("--port").unwrap(), Some(7071));
        assert!(given.flag("--no-serve"));
        given.finish().unwrap();
    }

    #[test]
    fn a_wrong_value_and_an_unknown_flag_are_named() {
        let error = arguments(&["--port", "many"])
            .value::<u16>("--port")
            .unwrap_err();
        assert_eq!(error.to_string(), "`--port` cannot be `many`");
        let error = arguments(&["--port"]).value::<u16>("--port").unwrap_err();
        assert_eq!(error.to_string(), "`--port` needs a value");
        let error = arguments(&["--fast"]).finish().unwrap_err();
        assert!(
            error.to_string().starts_with("`--fast` is not a flag"),
            "{error}"
        );
    }
}
