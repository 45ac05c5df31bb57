//! Why something of a file is not taken: each reason with its code, the values in it, and its sentence.

use jiff::civil::Date;
use kernel::Currency;

use crate::reasons::reasons;

// A code once given keeps its meaning: files of refusals are read for years.
reasons! {
    /// Why a line of a file or a part of an exchange file is not taken.
    ///
    /// As text it is a sentence whose subject is what stands in the file.
    RefusalReason

    // The line as a whole.
    "line_too_long" LineTooLong "the line is longer than 1 MB"
    "quote_open" QuoteOpen "a quote is opened and not closed on the line"
    "not_text" NotText "the line has bytes that are not valid in the file's encoding"
    "not_object" NotObject "the line is not a JSON object"
    "cells" Cells { cells: usize, columns: usize } "has {cells} cells, and the file has {columns} columns"
    "subscription_otherwise" SubscriptionOtherwise { line: u64 } "says otherwise than line {line} about the same subscription"
    "spend_line_twice" SpendLineTwice { line: u64 } "has the channel, campaign and day of line {line}: keep one of them"
    "spend_item_twice" SpendItemTwice { item: u64 } "has the channel, campaign and day of item {item}: keep one of them"

    // What is missing.
    "empty" Empty "is empty"
    "empty_price" EmptyPrice "is empty, and a line needs its price or total"
    "empty_date" EmptyDate "is empty, and a line needs its date"
    "empty_order" EmptyOrder "is empty, and a sale needs its order id"
    "empty_key" EmptyKey "is empty, and a row needs its key"
    "empty_spend" EmptySpend "is empty: write 0 for nothing"
    "empty_subscription_customer" EmptySubscriptionCustomer "is empty, and a subscription needs its customer"
    "empty_subscription_start" EmptySubscriptionStart "is empty, and a subscription needs its start"
    "empty_subscription_price" EmptySubscriptionPrice "is empty, and a subscription needs its price"

    // Numbers.
    "not_number" NotNumber "is not a number"
    "not_number_point" NotNumberPoint "is not a number with a decimal point"
    "not_number_comma" NotNumberComma "is not a number with a decimal comma"
    "not_number_such_as" NotNumberSuchAs { example: &'static str } "is not a number such as {example}"
    "not_finite" NotFinite "is not a finite number"
    "not_whole" NotWhole "is not a whole number"
    "exponent" Exponent "is written with an exponent, so its digits are lost: export it in full"
    "fraction_too_long" FractionTooLong "has more than 12 digits after the separator"
    "not_exact" NotExact "is too large to be kept exactly"
    "too_many_digits" TooManyDigits "has too many digits"
    "too_large" TooLarge "is larger than can be kept"
    "total_too_large" TotalTooLarge "makes the line's total larger than can be kept"
    "price_too_large" PriceTooLarge "is a larger price than can be kept"
    "negative" Negative "is below 0"
    "both_negative" BothNegative "is negative, and so is the quantity: it can not be told which way the money went"
    "price_negative" PriceNegative "is negative, and a subscription costs nothing or more"
    "quantity_negative" QuantityNegative "is negative; goods that came back are a document of their own"

    // Times.
    "not_date" NotDate { form: &'static str } "is not a date of the form {form}"
    "not_date_such_as" NotDateSuchAs { example: &'static str } "is not a date such as {example}"
    "not_clock" NotClock { example: &'static str, other: &'static str } "is not a time of the day such as {example} or {other}"
    "clock_wrong" ClockWrong { example: &'static str } "has a time that is not such as {example}"
    "time_not_kept" TimeNotKept "is not a time that can be kept"
    "time_skipped" TimeSkipped "does not exist in the time zone: the clock was put forward over it"
    "before_1900" Before1900 "is before 1900"
    "before_1990" Before1990 "is before 1990"
    "in_future" InFuture "is in the future"
    "year_ahead" YearAhead "is more than a year ahead"
    "fifty_years_ahead" FiftyYearsAhead "is more than fifty years ahead"
    "before_start" BeforeStart { start: Date } "is before the start, {start}"
    "not_period" NotPeriod "is not a period: use month, quarter, half_year or year"

    // Texts.
    "currency_foreign" CurrencyForeign { given: String, kept: Currency } "is {given}, and the workspace keeps {kept}"
    "currency_not_kept" CurrencyNotKept { kept: Currency } "is not {kept}, which the workspace keeps"
    "not_email" NotEmail "is not valid as the e-mail address"
    "not_phone" NotPhone "is not valid as the telephone number"
    "control_character" ControlCharacter "has a control character"
    "too_long" TooLong { most: usize } "is longer than {most} characters"

    // Parts of exchange files.
    "absent" Absent "is absent"
    "absent_with" AbsentWith { other: &'static str } "is absent, and so is {other}"
    "absent_key" AbsentKey "is absent, and nothing can be known without it"
    "absent_customer" AbsentCustomer "is absent, and nobody can be known without it"
    "has_neither" HasNeither { first: &'static str, second: &'static str } "has no {first} and no {second}"
    "document_currency" DocumentCurrency { given: String, kept: Currency } "is {given}, and the workspace keeps {kept}: export the documents in {kept}"
    "part_too_large" PartTooLarge "has more than 400,000 elements or 16 MB of text: split it"
    "entity_unknown" EntityUnknown "names an entity that is not declared; write the character itself"
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn a_code_is_one_plain_word_and_stands_for_one_reason() {
        let mut seen = std::collections::HashSet::new();
        for (code, _) in RefusalReason::ALL {
            assert!(seen.insert(code), "{code} twice");
            let is_plain = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_');
            assert!(code.bytes().all(is_plain), "{code}");
            // Texts are found by the code, and these ends would make them plural forms.
            let forms = ["_zero", "_one", "_two", "_few", "_many", "_other"];
            assert!(!forms.iter().any(|form| code.ends_with(form)), "{code}");
        }
    }

    #[test]
    fn a_reason_is_a_sentence_and_tells_what_is_in_it() {
        let reason = RefusalReason::Cells {
            cells: 3,
            columns: 12,
        };
        assert_eq!(
            reason.to_string(),
            "has 3 cells, and the file has 12 columns"
        );
        assert_eq!(reason.code(), "cells");
        let args = [("cells", "3"), ("columns", "12")];
        let args = args.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(reason.args(), BTreeMap::from(args));
        assert!(RefusalReason::NotNumber.args().is_empty());
    }
}
