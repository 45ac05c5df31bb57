//! A card of a dashboard: what it shows, and how wide it is.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use crate::kept::check_length;
use crate::{InsightError, SavedQueryId};

/// The most cards of a dashboard.
pub const CARDS_MOST: usize = 40;
/// Columns of the page; a card takes so many at most.
const WIDTH_MOST: u8 = 4;
const TITLE_CHARS: usize = 100;
const TEXT_CHARS: usize = 4_000;

/// What a card shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CardKind {
    /// The answer of a saved query.
    Query,
    /// Words of its owner.
    Text,
    /// Revenue, orders and baskets of the month.
    MoneyFigures,
    /// Active, new and lost customers of the month.
    CustomerFigures,
    /// Revenue and active customers by month.
    Months,
    /// How long customers stay.
    Survival,
    /// Goals and how far they are reached.
    Goals,
    /// The RFM map.
    RfmMap,
    /// The named segments.
    RfmSegments,
    /// Cohorts by month of the first order.
    Cohorts,
    /// What the customers are worth.
    Value,
    /// Who brings how much of it.
    Concentration,
}

impl CardKind {
    /// Every kind.
    pub const ALL: [Self; 12] = [
        Self::Query,
        Self::Text,
        Self::MoneyFigures,
        Self::CustomerFigures,
        Self::Months,
        Self::Survival,
        Self::Goals,
        Self::RfmMap,
        Self::RfmSegments,
        Self::Cohorts,
        Self::Value,
        Self::Concentration,
    ];

    /// Its name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Query => "query",
            Self::Text => "text",
            Self::MoneyFigures => "money_figures",
            Self::CustomerFigures => "customer_figures",
            Self::Months => "months",
            Self::Survival => "survival",
            Self::Goals => "goals",
            Self::RfmMap => "rfm_map",
            Self::RfmSegments => "rfm_segments",
            Self::Cohorts => "cohorts",
            Self::Value => "value",
            Self::Concentration => "concentration",
        }
    }
}

/// A card, in its place among the others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// Its name within the dashboard, drawn by whoever put it there.
    pub id: String,
    /// What it shows.
    pub kind: CardKind,
    /// The query whose answer it shows.
    pub query: Option<SavedQueryId>,
    /// Its heading; that of what it shows when absent.
    pub title: Option<String>,
    /// Its words.
    pub text: Option<String>,
    /// How many of the page's four columns it takes.
    pub width: u8,
}

/// A card as somebody wants it, not checked yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardDraft {
    /// Its name within the dashboard.
    pub id: String,
    /// What it shows, one of [`CardKind`]'s names.
    pub kind: String,
    /// The id of the query whose answer it shows.
    pub query: Option<String>,
    /// Its heading.
    pub title: Option<String>,
    /// Its words.
    pub text: Option<String>,
    /// How many of the page's four columns it takes.
    pub width: u8,
}

/// Checks the cards of a dashboard.
pub(super) fn checked(drafts: Vec<CardDraft>) -> Result<Vec<Card>, InsightError> {
    if drafts.len() > CARDS_MOST {
        return Err(InsightError::TooMany {
            what: "a dashboard",
            parts: "cards",
            most: CARDS_MOST,
            given: drafts.len(),
        });
    }
    let mut ids = HashSet::new();
    let mut cards = Vec::with_capacity(drafts.len());
    for (at, draft) in drafts.into_iter().enumerate() {
        let card = card(draft).map_err(|reason| wrong(at, reason))?;
        if !ids.insert(card.id.clone()) {
            return Err(wrong(
                at,
                format!("has the id `{}` of another card", card.id),
            ));
        }
        cards.push(card);
    }
    Ok(cards)
}

fn wrong(at: usize, reason: String) -> InsightError {
    InsightError::CardWrong {
        number: at + 1,
        reason,
    }
}

fn card(draft: CardDraft) -> Result<Card, String> {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
    if draft.id.is_empty() || draft.id.len() > 40 || !draft.id.chars().all(is_plain) {
        return Err("needs an id of 1 to 40 letters, digits and `-`".to_owned());
    }
    let kind = CardKind::ALL
        .into_iter()
        .find(|kind| kind.as_str() == draft.kind)
        .ok_or_else(|| {
            let known = CardKind::ALL.map(CardKind::as_str).join(", ");
            let given: String = draft.kind.chars().take(40).collect();
            format!("is of the kind `{given}`, expected one of {known}")
        })?;
    if !(1..=WIDTH_MOST).contains(&draft.width) {
        return Err(format!(
            "takes 1 to {WIDTH_MOST} columns, {} were given",
            draft.width
        ));
    }
    let query = match (kind, draft.query) {
        (CardKind::Query, Some(id)) => {
            let id: SavedQueryId = id
                .parse()
                .map_err(|_| format!("names the query `{id}`, which is no id of one"))?;
            Some(id)
        }
        (CardKind::Query, None) => return Err("names no query".to_owned()),
        (_, Some(_)) => return Err("names a query and is of another kind".to_owned()),
        (_, None) => None,
    };
    let sentence = |error: InsightError| format!("is refused: {error}");
    let title = draft.title.map(|title| title.trim().to_owned());
    let title = title.filter(|title| !title.is_empty());
    if let Some(title) = &title {
        check_length("a title", title, 0..=TITLE_CHARS).map_err(sentence)?;
    }
    if let Some(text) = &draft.text {
        check_length("its text", text, 0..=TEXT_CHARS).map_err(sentence)?;
    }
    Ok(Card {
        id: draft.id,
        kind,
        query,
        title,
        text: draft.text,
        width: draft.width,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(kind: &str) -> CardDraft {
        CardDraft {
            id: "a-1".to_owned(),
            kind: kind.to_owned(),
            query: None,
            title: None,
            text: None,
            width: 2,
        }
    }

    fn sentence(draft: CardDraft) -> String {
        checked(vec![draft]).unwrap_err().to_string()
    }

    #[test]
    fn names_read_back() {
        for kind in CardKind::ALL {
            assert_eq!(
                serde_json::to_string(&kind).unwrap(),
                format!("\"{}\"", kind.as_str())
            );
        }
    }

    #[test]
    fn a_wrong_card_is_named_with_its_reason() {
        assert!(
            sentence(draft("pie"))
                .starts_with("card 1 is of the kind `pie`, expected one of query, text")
        );
        assert_eq!(sentence(draft("query")), "card 1 names no query");
        let wide = CardDraft {
            width: 5,
            ..draft("months")
        };
        assert_eq!(sentence(wide), "card 1 takes 1 to 4 columns, 5 were given");
        let strange = CardDraft {
            query: Some("usr_1".to_owned()),
            ..draft("query")
        };
        assert_eq!(
            sentence(strange),
            "card 1 names the query `usr_1`, which is no id of one"
        );
        let twice = checked(vec![draft("months"), draft("goals")]).unwrap_err();
        assert_eq!(twice.to_string(), "card 2 has the id `a-1` of another card");
        let many = checked(vec![draft("months"); 1000]).unwrap_err();
        assert_eq!(
            many.to_string(),
            "a dashboard has at most 40 cards, 1000 were given"
        );
    }
}
