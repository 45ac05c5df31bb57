//! Where somebody came from: the first campaign or foreign page that led here.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::told::Moment;

/// Longest text that is kept, in characters.
const LENGTH_MAX: usize = 300;

/// The parts of a campaign, as tracking libraries name them.
const PARTS: [&str; 6] = ["name", "source", "medium", "term", "content", "id"];

/// The first campaign or referrer that is known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Acquisition {
    /// When.
    pub(crate) moment: Moment,
    /// The campaign's parts: name, source, medium, term, content, id.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub(crate) campaign: Map<String, Value>,
    /// The page that led here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) referrer: Option<String>,
    /// The page that was led to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) page: Option<String>,
}

impl Acquisition {
    /// What an event's context says; nothing when it names neither campaign nor foreign page.
    pub(crate) fn of(context: &Map<String, Value>, moment: Moment) -> Option<Self> {
        let page = context.get("page");
        let part = |name: &str| text(page?.get(name)?);
        let url = part("url");
        let told = context
            .get("referrer")
            .and_then(|referrer| text(referrer.get("url")?));
        let referrer = part("referrer")
            .or(told)
            .filter(|referrer| url.as_deref().and_then(host) != host(referrer));
        let given = context.get("campaign");
        let campaign: Map<String, Value> = PARTS
            .iter()
            .filter_map(|part| Some(((*part).to_owned(), Value::from(text(given?.get(part)?)?))))
            .collect();
        (referrer.is_some() || !campaign.is_empty()).then_some(Self {
            moment,
            campaign,
            referrer,
            page: url,
        })
    }

    /// The earlier of two.
    pub(crate) fn earlier(left: Option<Self>, right: Option<Self>) -> Option<Self> {
        match (left, right) {
            (Some(left), Some(right)) if right.moment < left.moment => Some(right),
            (left, right) => left.or(right),
        }
    }
}

fn text(value: &Value) -> Option<String> {
    let text = value.as_str()?.trim();
    (!text.is_empty()).then(|| text.chars().take(LENGTH_MAX).collect())
}

fn host(url: &str) -> Option<&str> {
    let rest = url.split_once("://")?.1;
    rest.split(['/', '?', '#']).next()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const MOMENT: Moment = Moment { at: 1, position: 1 };

    fn of(context: &Value) -> Option<Acquisition> {
        Acquisition::of(context.as_object().unwrap(), MOMENT)
    }

    #[test]
    fn a_campaign_or_a_foreign_page_is_an_acquisition() {
        let found = of(&json!({
            "campaign": {"source": "vk", "name": "spring", "odd": 1},
            "page": {"url": "https://shop.example/a?b", "referrer": "https://vk.com/x"},
        }))
        .unwrap();
        assert_eq!(
            Value::Object(found.campaign),
            json!({"source": "vk", "name": "spring"})
        );
        assert_eq!(found.referrer.as_deref(), Some("https://vk.com/x"));
        assert_eq!(found.page.as_deref(), Some("https://shop.example/a?b"));
    }

    #[test]
    fn the_own_pages_lead_nobody_here() {
        let own = json!({"page": {"url": "https://shop.example/b", "referrer": "https://shop.example/a"}});
        for context in [
            own,
            json!({}),
            json!({"campaign": 1, "page": []}),
            json!({"campaign": {"name": " "}}),
        ] {
            assert_eq!(of(&context), None, "{context}");
        }
    }
}
