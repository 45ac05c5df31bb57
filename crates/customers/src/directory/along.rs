//! A search whose words are common, along the rows of the rarest of them.

use super::condition::{By, Statement, Term};
use super::filter::Sort;

/// A condition with this many times the rows of the word still narrows it: to find a row in a set that is made for it takes a quarter
/// of what a look at an entry takes.
const NARROWING: i64 = 4;

/// What is asked along the rows of a word.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Along<'a> {
    word: &'a str,
    /// What an index answers: it leaves fewer before anybody is looked at.
    narrowing: Vec<&'a Term>,
    looked_at: Vec<&'a Term>,
}

impl<'a> Along<'a> {
    /// Chooses by how many rows each condition has by its index, where that is known; nothing where no word is searched.
    pub(super) fn of(known: &[(Option<i64>, &'a Term)]) -> Option<Self> {
        let words = known.iter().enumerate();
        let words = words.filter_map(|(number, (rows, term))| match term {
            Term::Word(word) => Some((rows.unwrap_or(i64::MAX), number, word.as_str())),
            _ => None,
        });
        let (least, chosen, word) = words.min()?;
        let others = known.iter().enumerate();
        let others = others.filter(|(number, _)| *number != chosen);
        let (narrowing, looked_at): (Vec<_>, Vec<_>) = others
            .map(|(_, known)| known)
            .partition(|(rows, _)| rows.is_some_and(|rows| rows / NARROWING <= least));
        let terms =
            |known: Vec<&(Option<i64>, &'a Term)>| known.iter().map(|known| known.1).collect();
        Some(Self {
            word,
            narrowing: terms(narrowing),
            looked_at: terms(looked_at),
        })
    }

    /// The rows that meet all conditions, in no order, up to so many.
    pub(super) fn statement(&self, sort: Sort, most: i64) -> Statement {
        let mut statement = Statement::of("select distinct e.customer_id, e.");
        statement.push(sort.key.column());
        // The order of the tables is told, and the sum keeps the sets from being walked: led by a set, SQLite walked all rows of the word
        // for each customer in it.
        statement.push(" as sorted_by from customer_word w cross join customer_entry e where e.customer_id = w.customer_id and ");
        statement.word_range(self.word);
        for term in &self.narrowing {
            statement.push(" and w.customer_id + 0 in (");
            statement.ids(term);
            statement.push(")");
        }
        for term in &self.looked_at {
            statement.push(" and ");
            statement.term(term, By::Look);
        }
        statement.limit(most);
        statement
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rarest_word_leads_and_what_is_not_much_more_common_narrows() {
        let word = |text: &str| Term::Word(text.to_owned());
        let (anna, vik, norway) = (word("anna"), word("vik"), Term::Country("NO".to_owned()));
        let contact = Term::Contact(1);
        let known = [
            (Some(90_000), &vik),
            (Some(45_000), &anna),
            (Some(180_003), &norway),
            (None, &contact),
        ];
        let along = Along::of(&known).unwrap();
        assert_eq!(along.word, "anna");
        assert_eq!(along.narrowing, [&vik, &norway]);
        assert_eq!(along.looked_at, [&contact]);
        let known = [(Some(45_000), &anna), (Some(180_004), &norway)];
        assert_eq!(Along::of(&known).unwrap().looked_at, [&norway]);
        assert_eq!(
            Along::of(&[(None, &anna), (None, &vik)]).unwrap().word,
            "anna"
        );
        assert_eq!(Along::of(&[(Some(1), &norway)]), None);
    }
}
