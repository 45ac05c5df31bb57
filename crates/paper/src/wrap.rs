//! Breaking a text into lines.

use crate::font::{Fonts, Weight};
use crate::text::{Line, shape};

/// What a text takes, in parts of the size of its letters.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Extent {
    /// In one line.
    pub(crate) whole: f32,
    /// Its longest word.
    pub(crate) word: f32,
}

/// Measures a plain text.
pub(crate) fn extent(text: &str, weight: Weight, fonts: &Fonts) -> Extent {
    let line = shape(text, weight, None, fonts);
    let (mut longest, mut word) = (0.0_f32, 0.0_f32);
    for (at, width) in clusters(&line) {
        word = if is_blank(text, at) {
            0.0
        } else {
            word + width
        };
        longest = longest.max(word);
    }
    Extent {
        whole: line.width,
        word: longest,
    }
}

/// Breaks a plain text into lines no wider than `most`: at blanks, and within a word that no line holds. At least one line, and at
/// least one letter in each.
pub(crate) fn wrap(text: &str, most: f32, weight: Weight, fonts: &Fonts) -> Vec<String> {
    let whole = shape(text, weight, None, fonts);
    if whole.width <= most {
        return vec![text.to_owned()];
    }
    let mut lines = Vec::new();
    let (mut start, mut width) = (0, 0.0);
    // Behind the last blank of the line: where, and what lies before it.
    let mut blank: Option<(usize, f32)> = None;
    for (at, advance) in clusters(&whole) {
        let is_blank = is_blank(text, at);
        if width + advance > most && at > start && !is_blank {
            let (end, before) = blank.take().unwrap_or((at, width));
            lines.push(text[start..end].trim_end().to_owned());
            (start, width) = (end, width - before);
        }
        width += advance;
        if is_blank {
            blank = Some((at + 1, width));
        }
    }
    lines.push(text[start..].trim_end().to_owned());
    lines
}

/// Where letters begin that are shaped together, in the order of the text, each with its width.
fn clusters(line: &Line) -> Vec<(usize, f32)> {
    let glyphs = line.runs.iter().flat_map(|run| {
        let start = run.range.start;
        run.glyphs
            .iter()
            .map(move |glyph| (start + glyph.of.start, glyph.advance))
    });
    let mut all: Vec<(usize, f32)> = glyphs.collect();
    all.sort_by_key(|&(at, _)| at);
    all.dedup_by(|next, kept| {
        let is_one = next.0 == kept.0;
        if is_one {
            kept.1 += next.1;
        }
        is_one
    });
    all
}

fn is_blank(text: &str, at: usize) -> bool {
    text.as_bytes().get(at) == Some(&b' ')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::plain;

    fn lines(text: &str, most: f32) -> Vec<String> {
        wrap(text, most, Weight::Regular, &Fonts::load().unwrap())
    }

    #[test]
    fn words_stay_whole_where_a_line_holds_them() {
        assert_eq!(
            lines("white hanging heart", 8.0),
            ["white hanging", "heart"]
        );
        assert_eq!(lines("short", 8.0), ["short"]);
        assert_eq!(lines("", 8.0), [""]);
        assert_eq!(lines("قوری سفید بزرگ چینی", 5.0).len(), 2);
    }

    #[test]
    fn a_word_that_no_line_holds_is_broken() {
        let broken = lines("extraordinarily", 3.0);
        assert!(
            broken.len() > 1 && broken.concat() == "extraordinarily",
            "{broken:?}"
        );
    }

    proptest! {
        #[test]
        fn nothing_of_a_text_is_lost(text in "(\\PC|[a-zء-ي ]){0,60}", most in 0.0_f32..20.0) {
            let text = plain(&text);
            let fonts = Fonts::load().unwrap();
            let lines = wrap(&text, most, Weight::Bold, &fonts);
            let kept = |text: &str| text.chars().filter(|letter| *letter != ' ').collect::<String>();
            prop_assert_eq!(kept(&lines.concat()), kept(&text));
            let extent = extent(&text, Weight::Bold, &fonts);
            prop_assert!(extent.word <= extent.whole + 0.01);
            // A line breaks inside joined letters only where it must; apart from those none is wider than it may be.
            if lines.len() > 1 {
                prop_assert!(extent.whole > most);
            }
        }
    }
}
