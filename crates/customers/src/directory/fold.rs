//! Folding: the form in which words are compared, whatever the case, the accents, the keyboard's letters and its digits.

use unicode_normalization::{UnicodeNormalization, is_nfkd};

/// Folds a text to its letters and digits: in lower case, without accents and vowel marks, Arabic letters in their Persian form,
/// digits 0 to 9. What is neither letter nor digit goes, so that `O'Brien` and `obrien` are one word.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.nfkd() {
        match letter {
            // Arabic vowel marks and the stroke that lengthens.
            '\u{064b}'..='\u{065f}' | '\u{0670}' | '\u{0640}' => {}
            '\u{0660}'..='\u{0669}' | '\u{06f0}'..='\u{06f9}' => folded.push(digit(letter)),
            _ => match latin(letter) {
                Some(letters) => folded.push_str(letters),
                None => lower(arabic(letter), &mut folded),
            },
        }
    }
    // What goes may have stood between marks, which have an order when they stand together.
    if is_nfkd(&folded) {
        folded
    } else {
        folded.nfkd().collect()
    }
}

fn lower(letter: char, folded: &mut String) {
    for low in letter.to_lowercase() {
        if let Some(letters) = latin(low) {
            folded.push_str(letters);
        } else if low.is_alphanumeric() {
            folded.push(low);
        }
    }
}

fn digit(letter: char) -> char {
    char::from_digit(u32::from(letter) & 0xf, 10).unwrap_or(letter)
}

/// Letters that are one in Persian and several in Arabic.
fn arabic(letter: char) -> char {
    match letter {
        '\u{064a}' | '\u{0649}' => '\u{06cc}',
        '\u{0643}' => '\u{06a9}',
        '\u{0629}' | '\u{06c1}' | '\u{06d5}' | '\u{06be}' => '\u{0647}',
        '\u{0671}' => '\u{0627}',
        other => other,
    }
}

/// Latin letters that no accent makes of others.
fn latin(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ß' | 'ẞ' => "ss",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'ø' | 'Ø' => "o",
        'ł' | 'Ł' => "l",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'þ' | 'Þ' => "th",
        'ħ' | 'Ħ' => "h",
        'ı' => "i",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_people_type_finds_what_was_written() {
        for (written, typed) in [
            ("Müller", "muller"),
            ("ÅSE", "ase"),
            ("Łukasz", "lukasz"),
            ("Straße", "STRASSE"),
            ("İstanbul", "istanbul"),
            ("O'Brien", "obrien"),
            ("Й", "и"),
            ("علي", "علی"),
            ("كريم", "کریم"),
            ("آرش", "ارش"),
            ("می\u{200c}خواهم", "میخواهم"),
            ("فاطمة", "فاطمه"),
            ("+۴۴ ۲۰", "4420"),
            ("٠١٢", "012"),
            ("Ａｄａ", "ada"),
            ("\u{1f80}\u{fffc}\u{1e023}", "\u{1f80}\u{1e023}"),
        ] {
            assert_eq!(fold(written), fold(typed), "{written}");
        }
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in "\\PC{0,40}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn only_letters_and_digits_are_left(text in any::<String>()) {
            prop_assert!(fold(&text).chars().all(char::is_alphanumeric));
        }

        #[test]
        fn the_case_does_not_matter(text in "[a-zA-Zà-öø-þА-я ]{0,30}") {
            prop_assert_eq!(fold(&text.to_uppercase()), fold(&text.to_lowercase()));
        }

        #[test]
        fn parts_fold_to_the_parts_of_the_whole(left in "[\\PC&&[^\\p{M}]]{0,10}", right in "[a-z]{1,5}") {
            prop_assert_eq!(fold(&format!("{left} {right}")), fold(&left) + &fold(&right));
        }
    }
}
