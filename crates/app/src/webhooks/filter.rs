//! Which facts an endpoint is told of.

use customers::{FactKind, SourceId};
use serde::Serialize;

use super::WebhookError;

/// The most values of a field.
const VALUES_MAX: usize = 100;
/// The longest name, characters.
const NAME_CHARACTERS_MAX: usize = 255;

/// Which facts an endpoint is told of; an empty field lets all through.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Filter {
    /// Facts of these kinds.
    pub kinds: Vec<FactKind>,
    /// Facts of these names, such as `Order Completed`.
    pub names: Vec<String>,
    /// Facts of these sources.
    pub sources: Vec<SourceId>,
}

impl Filter {
    /// Whether a fact is let through.
    pub fn admits(&self, kind: &str, name: Option<&str>, source_id: i64) -> bool {
        let of_kind =
            self.kinds.is_empty() || self.kinds.iter().any(|wanted| wanted.as_str() == kind);
        let of_name = self.names.is_empty() || self.names.iter().any(|wanted| name == Some(wanted));
        let of_source =
            self.sources.is_empty() || self.sources.iter().any(|wanted| wanted.raw() == source_id);
        of_kind && of_name && of_source
    }

    /// Checks that the fields are of bounded size.
    ///
    /// # Errors
    ///
    /// [`WebhookError::Filter`].
    pub fn check(&self) -> Result<(), WebhookError> {
        let most = self
            .kinds
            .len()
            .max(self.names.len())
            .max(self.sources.len());
        if most > VALUES_MAX {
            let sentence = format!("a field has at most {VALUES_MAX} values");
            return Err(WebhookError::Filter(sentence));
        }
        let is_name = |name: &String| {
            (1..=NAME_CHARACTERS_MAX).contains(&name.chars().count())
                && !name.contains(char::is_control)
        };
        if self.names.iter().all(is_name) {
            Ok(())
        } else {
            let sentence = "a name has 1 to 255 characters, none of them a control character";
            Err(WebhookError::Filter(sentence.to_owned()))
        }
    }

    /// The fields as JSON arrays: kinds, names, sources.
    pub(super) fn texts(&self) -> [String; 3] {
        let kinds: Vec<&str> = self.kinds.iter().map(|kind| kind.as_str()).collect();
        // Lists of texts always have a JSON form.
        [
            serde_json::to_string(&kinds).unwrap_or_default(),
            serde_json::to_string(&self.names).unwrap_or_default(),
            serde_json::to_string(&self.sources).unwrap_or_default(),
        ]
    }

    /// Reads what [`Filter::texts`] wrote.
    pub(super) fn read(kinds: &str, names: &str, sources: &str) -> Option<Self> {
        let kinds: Vec<String> = serde_json::from_str(kinds).ok()?;
        Some(Self {
            kinds: kinds
                .iter()
                .map(|kind| kind.parse().ok())
                .collect::<Option<_>>()?,
            names: serde_json::from_str(names).ok()?,
            sources: serde_json::from_str(sources).ok()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_must_let_a_fact_through() {
        let source = SourceId::from_raw(7).unwrap();
        let filter = Filter {
            kinds: vec![FactKind::Track, FactKind::Order],
            names: vec!["Order Completed".to_owned()],
            sources: vec![source],
        };
        assert!(filter.admits("track", Some("Order Completed"), 7));
        assert!(!filter.admits("page", Some("Order Completed"), 7));
        assert!(!filter.admits("track", Some("Order"), 7));
        assert!(!filter.admits("order", None, 7));
        assert!(!filter.admits("track", Some("Order Completed"), 8));
        assert!(Filter::default().admits("page", None, 1));
        let [kinds, names, sources] = filter.texts();
        assert_eq!(Filter::read(&kinds, &names, &sources), Some(filter));
    }

    #[test]
    fn a_filter_is_bounded() {
        let many = Filter {
            names: vec!["a".to_owned(); 101],
            ..Filter::default()
        };
        let empty = Filter {
            names: vec![String::new()],
            ..Filter::default()
        };
        assert!(many.check().is_err() && empty.check().is_err());
    }
}
