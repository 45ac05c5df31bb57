//! How deep a query may be: text that is planned by recursion must not exhaust a thread's stack.

use datafusion::sql::sqlparser::dialect::GenericDialect;
use datafusion::sql::sqlparser::keywords::Keyword;
use datafusion::sql::sqlparser::tokenizer::{Token, Tokenizer};

use crate::{Mistake, WarehouseError};

/// The most operators of a query: each can be one level deeper than the one before.
const OPERATORS_MAX: usize = 1_000;

/// Checks that a query is not joined together of too many parts. A text that can not be read into words is left to the parser.
pub(crate) fn check(text: &str) -> Result<(), WarehouseError> {
    let words = Tokenizer::new(&GenericDialect {}, text).tokenize();
    let operators = words
        .unwrap_or_default()
        .iter()
        .filter(|word| is_operator(word))
        .count();
    if operators <= OPERATORS_MAX {
        return Ok(());
    }
    Err(WarehouseError::Query(Mistake::plain(format!(
        "a query has at most {OPERATORS_MAX} operators such as `+`, `or` and `union`, {operators} were found: \
         write long lists as `in (…)`"
    ))))
}

fn is_operator(word: &Token) -> bool {
    match word {
        Token::Word(word) => matches!(
            word.keyword,
            Keyword::AND
                | Keyword::OR
                | Keyword::NOT
                | Keyword::XOR
                | Keyword::IS
                | Keyword::LIKE
                | Keyword::ILIKE
                | Keyword::BETWEEN
                | Keyword::COLLATE
                | Keyword::AT
                | Keyword::UNION
                | Keyword::EXCEPT
                | Keyword::INTERSECT
                | Keyword::JOIN
        ),
        Token::Number(..)
        | Token::SingleQuotedString(_)
        | Token::DoubleQuotedString(_)
        | Token::Whitespace(_)
        | Token::Comma
        | Token::Period
        | Token::LParen
        | Token::RParen
        | Token::SemiColon
        | Token::Placeholder(_)
        | Token::EOF => false,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lists_pass_and_long_chains_do_not() {
        assert!(check("select 1").is_ok());
        let list = format!("select 1 where 1 in ({}1)", "1,".repeat(20_000));
        assert!(check(&list).is_ok());
        for link in ["+1", " or true", " union select 1", "||'a'", "::int", "[1]"] {
            let chain = format!("select 1{}", link.repeat(1_001));
            let sentence = check(&chain).unwrap_err().to_string();
            assert!(
                sentence.starts_with("a query has at most 1000 operators"),
                "{sentence}"
            );
        }
        assert!(check("select 'never closed").is_ok());
    }
}
