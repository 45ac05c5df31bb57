//! A line of text as shapes from left to right: each run of one direction and one font by itself.

use std::ops::Range;

use rustybuzz::ttf_parser::GlyphId;
use rustybuzz::{Direction, Feature, UnicodeBuffer};
use unicode_bidi::{Level, ParagraphBidiInfo};

use crate::Reading;
use crate::font::{Fonts, Weight};

/// A shape, in parts of the size of the letters.
#[derive(Debug, Clone)]
pub(crate) struct Glyph {
    /// Its number in the font.
    pub(crate) id: u16,
    pub(crate) advance: f32,
    /// How much less than its own width that is, in thousandths of the size; absent where it is the same.
    pub(crate) closer: Option<f32>,
    /// Away from where it would stand, to the right and up.
    pub(crate) offset: Option<(f32, f32)>,
    /// The bytes of the run's text that it stands for.
    pub(crate) of: Range<usize>,
}

/// Shapes of one font.
#[derive(Debug, Clone)]
pub(crate) struct Run {
    pub(crate) font: usize,
    /// The bytes of the line that it shows.
    pub(crate) range: Range<usize>,
    pub(crate) glyphs: Vec<Glyph>,
}

/// A line, its runs from left to right.
#[derive(Debug, Clone, Default)]
pub(crate) struct Line {
    pub(crate) runs: Vec<Run>,
    /// In parts of the size of the letters.
    pub(crate) width: f32,
}

/// A text as one line can show it: whatever ends a line or can not be seen is a blank.
pub(crate) fn plain(text: &str) -> String {
    let seen = |letter: char| !letter.is_control() && !letter.is_whitespace();
    let blank = |letter| if seen(letter) { letter } else { ' ' };
    text.chars().map(blank).collect()
}

/// Shapes a [`plain`] text. Without a reading it begins at the side that its first letter asks for.
pub(crate) fn shape(text: &str, weight: Weight, reading: Option<Reading>, fonts: &Fonts) -> Line {
    let level = reading.map(|reading| match reading {
        Reading::LeftToRight => Level::ltr(),
        Reading::RightToLeft => Level::rtl(),
    });
    let mut line = Line::default();
    if text.is_empty() {
        return line;
    }
    let info = ParagraphBidiInfo::new(text, level);
    let (levels, ranges) = info.visual_runs(0..text.len());
    for range in ranges {
        let is_rtl = levels[range.start].is_rtl();
        let mut parts = by_font(text, range, weight, fonts);
        if is_rtl {
            parts.reverse();
        }
        for (font, range) in parts {
            let run = shape_run(text, font, (range, is_rtl), fonts);
            line.width += run.glyphs.iter().map(|glyph| glyph.advance).sum::<f32>();
            line.runs.push(run);
        }
    }
    line
}

/// Splits a stretch where the font changes.
fn by_font(
    text: &str,
    range: Range<usize>,
    weight: Weight,
    fonts: &Fonts,
) -> Vec<(usize, Range<usize>)> {
    let mut parts: Vec<(usize, Range<usize>)> = Vec::new();
    for (at, letter) in text[range.clone()].char_indices() {
        let at = range.start + at;
        let end = at + letter.len_utf8();
        let before = parts.last().map(|&(font, _)| font);
        let font = fonts.find(letter, weight, before);
        match parts.last_mut() {
            Some((last, part)) if *last == font => part.end = end,
            _ => parts.push((font, at..end)),
        }
    }
    parts
}

fn shape_run(text: &str, font: usize, (range, is_rtl): (Range<usize>, bool), fonts: &Fonts) -> Run {
    let face = &fonts.get(font).shape;
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(&text[range.clone()]);
    buffer.guess_segment_properties();
    buffer.set_direction(if is_rtl {
        Direction::RightToLeft
    } else {
        Direction::LeftToRight
    });
    // Figures of one width stand exactly below each other.
    let tabular = Feature::new(rustybuzz::ttf_parser::Tag::from_bytes(b"tnum"), 1, ..);
    let plan = fonts.plan((font, is_rtl, buffer.script()), &[tabular]);
    let shaped = rustybuzz::shape_with_plan(face, &plan, buffer);
    let em = small(face.units_per_em());
    let infos = shaped.glyph_infos();
    let starts: Vec<usize> = infos.iter().map(|info| info.cluster as usize).collect();
    let ends = ends(&starts, range.len());
    let glyphs = infos
        .iter()
        .zip(shaped.glyph_positions())
        .zip(starts.iter().zip(ends));
    Run {
        font,
        glyphs: glyphs
            .map(|((info, place), (&start, end))| {
                // A font has at most so many.
                let id = u16::try_from(info.glyph_id).unwrap_or_default();
                let own = face.glyph_hor_advance(GlyphId(id)).map_or(0, i32::from);
                let closer = own - place.x_advance;
                let is_moved = (place.x_offset, place.y_offset) != (0, 0);
                let offset = (small(place.x_offset) / em, small(place.y_offset) / em);
                Glyph {
                    id,
                    advance: small(place.x_advance) / em,
                    closer: (closer != 0).then(|| small(closer) * 1000.0 / em),
                    offset: is_moved.then_some(offset),
                    of: start..end,
                }
            })
            .collect(),
        range,
    }
}

/// Where the letters of each shape end: where those of the next one in the text begin.
fn ends(starts: &[usize], length: usize) -> Vec<usize> {
    let mut sorted = starts.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    let next = |start: &usize| {
        let after = sorted.partition_point(|one| one <= start);
        sorted.get(after).copied().unwrap_or(length)
    };
    starts.iter().map(next).collect()
}

/// A number of a font, which has sixteen bits there.
fn small(number: i32) -> f32 {
    f32::from(i16::try_from(number).unwrap_or(i16::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Line {
        shape(text, Weight::Regular, None, &Fonts::load().unwrap())
    }

    #[test]
    fn each_script_has_its_font_and_its_side() {
        let latin = line("Cup 12");
        assert_eq!(latin.runs.len(), 1);
        let mixed = line("فنجان Cup");
        // The Latin word stands to the left of what was written before it.
        let fonts: Vec<usize> = mixed.runs.iter().map(|run| run.font).collect();
        assert_eq!(fonts.first(), Some(&0));
        assert_eq!(fonts.last(), Some(&2));
        let width: f32 = mixed
            .runs
            .iter()
            .flat_map(|run| &run.glyphs)
            .map(|glyph| glyph.advance)
            .sum();
        assert!((width - mixed.width).abs() < 0.001 && width > 3.0);
    }

    #[test]
    fn letters_of_arabic_script_are_joined() {
        let alone: f32 = "فنجان"
            .chars()
            .map(|letter| line(&letter.to_string()).width)
            .sum();
        assert!(line("فنجان").width < alone * 0.95);
    }

    #[test]
    fn figures_have_one_width() {
        let width = |text: &str| line(text).width;
        assert!((width("1111") - width("8080")).abs() < 0.001);
    }

    #[test]
    fn shapes_stand_for_all_of_the_text() {
        for text in [
            "Naïve café",
            "Иванов",
            "قوری ۱۲۳ (tea)",
            "日本語",
            "a\u{200f}b",
        ] {
            for run in line(text).runs {
                let mut bytes: Vec<usize> = run
                    .glyphs
                    .iter()
                    .flat_map(|glyph| glyph.of.clone())
                    .collect();
                bytes.sort_unstable();
                bytes.dedup();
                assert_eq!(bytes, (0..run.range.len()).collect::<Vec<_>>(), "{text}");
            }
        }
    }

    #[test]
    fn what_ends_a_line_is_a_blank() {
        assert_eq!(plain("a\nb\tc\u{2029}d\0"), "a b c d ");
    }
}
