//! The words of a customer, and those of a search.

use std::collections::BTreeSet;

use super::fold::fold;

/// Longest word that is kept, in bytes; a search is cut to the same.
const WORD_BYTES_MAX: usize = 64;
/// Words of one customer.
const WORDS_MAX: usize = 24;
/// Words of a search; further ones do not make it narrower.
pub(super) const SEARCHED_MAX: usize = 5;
/// What stands where there is no name: behind all that have one.
const NAMELESS: u8 = 0xff;
/// Bytes of a name that are sorted by.
const NAME_KEY_BYTES: usize = 48;

/// What a customer is found by.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Told<'a> {
    pub(super) key: &'a str,
    pub(super) name: Option<&'a str>,
    pub(super) email: Option<&'a str>,
    pub(super) phone: Option<&'a str>,
}

/// The words that a customer is found by.
pub(super) fn words(told: Told<'_>) -> BTreeSet<String> {
    let name = told.name.unwrap_or_default();
    let parts = name.split_whitespace().chain(
        // The second half of a double name is looked for as well.
        name.split_whitespace()
            .filter_map(|part| Some(part.split_once('-')?.1)),
    );
    let whole = [Some(told.key), told.email, told.phone];
    let all = whole.into_iter().flatten().chain(parts);
    all.map(word)
        .filter(|word| !word.is_empty())
        .take(WORDS_MAX)
        .collect()
}

/// The words as one text, with a blank before each.
pub(super) fn text(words: &BTreeSet<String>) -> String {
    words.iter().flat_map(|word| [" ", word.as_str()]).collect()
}

/// The words of a search, the longest first: each is the beginning of a word that is looked for.
pub(super) fn searched(text: &str) -> Vec<String> {
    let is_number = text.chars().any(char::is_numeric)
        && text.chars().all(|letter| {
            letter.is_numeric() || matches!(letter, ' ' | '-' | '+' | '(' | ')' | '.' | '/')
        });
    let mut words: Vec<String> = if is_number {
        vec![word(text)]
    } else {
        text.split_whitespace().map(word).collect()
    };
    words.retain(|word| !word.is_empty());
    words.sort_by_key(|word| (std::cmp::Reverse(word.len()), word.clone()));
    words.dedup();
    words.truncate(SEARCHED_MAX);
    words
}

/// What a name is sorted by.
pub(super) fn name_key(name: Option<&str>) -> Vec<u8> {
    let words = name.unwrap_or_default().split_whitespace().map(fold);
    let folded = words.filter(|word| !word.is_empty());
    let folded = folded.collect::<Vec<String>>().join(" ");
    if folded.is_empty() {
        vec![NAMELESS]
    } else {
        cut(&folded, NAME_KEY_BYTES).as_bytes().to_vec()
    }
}

/// The least bytes that are beyond all words with a beginning.
pub(super) fn beyond(word: &str) -> Vec<u8> {
    let mut bytes = word.as_bytes().to_vec();
    // No byte of a text is 255.
    if let Some(last) = bytes.last_mut() {
        *last += 1;
    }
    bytes
}

fn word(text: &str) -> String {
    let folded = fold(text);
    cut(&folded, WORD_BYTES_MAX).to_owned()
}

fn cut(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_customer_is_found_by_every_mark() {
        let told = Told {
            key: "C-17",
            name: Some("Anne-Marie Müller"),
            email: Some("Anne.M@example.org"),
            phone: Some("+44 20 7946"),
        };
        let found: Vec<String> = words(told).into_iter().collect();
        let expected = [
            "442079 46",
            "annemarie",
            "annemexampleorg",
            "c17",
            "marie",
            "muller",
        ]
        .map(|word| word.replace(' ', ""));
        assert_eq!(found, expected);
    }

    #[test]
    fn a_number_is_searched_as_one_and_words_longest_first() {
        assert_eq!(searched("+44 (20) 79"), ["442079"]);
        assert_eq!(searched("mü  Anne a"), ["anne", "mu", "a"]);
        assert_eq!(searched("!!! …"), [""; 0]);
        assert_eq!(searched(&"x".repeat(300)), ["x".repeat(64)]);
    }

    #[test]
    fn names_sort_alike_and_the_nameless_last() {
        assert!(name_key(Some("Émile Zola")) < name_key(Some("Frank")));
        assert!(name_key(Some("یوسف")) < name_key(None));
        assert_eq!(name_key(Some("…")), name_key(None));
    }
}
