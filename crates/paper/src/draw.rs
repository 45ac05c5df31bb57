//! From pages to PDF (ISO 32000-1).

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use pdf_writer::types::Direction;
use pdf_writer::{Content, Date, Filter, Finish, Name, Pdf, Rect, Ref, Str, TextStr};

use crate::embed::{self, Letters};
use crate::font::Fonts;
use crate::layout::{Ink, Page, Placed, Rule};
use crate::text::Run;
use crate::{Document, PaperError, Reading};

/// What the fonts are called on every page, by number.
const NAMES: [&[u8]; 4] = [b"F0", b"F1", b"F2", b"F3"];

pub(crate) fn write(
    document: &Document,
    pages: &[Page],
    fonts: &Fonts,
) -> Result<Vec<u8>, PaperError> {
    let mut last = 0;
    let mut next = || {
        last += 1;
        Ref::new(last)
    };
    let (catalog, tree) = (next(), next());
    let mut pdf = Pdf::new();
    let letters = embed::letters(pages);
    let mut used = Vec::new();
    for ((font, letters), name) in fonts.all().iter().zip(&letters).zip(NAMES) {
        if !letters.is_empty() {
            used.push((name, embed::write(&mut pdf, (font, letters), &mut next)?));
        }
    }
    let mut kids = Vec::with_capacity(pages.len());
    for page in pages {
        let (id, content) = (next(), next());
        kids.push(id);
        let (width, height) = page.sheet;
        let mut sheet = pdf.page(id);
        sheet
            .media_box(Rect::new(0.0, 0.0, width, height))
            .parent(tree)
            .contents(content);
        sheet
            .resources()
            .fonts()
            .pairs(used.iter().map(|&(name, font)| (Name(name), font)));
        sheet.finish();
        let data = packed(&printed(page, &letters))?;
        pdf.stream(content, &data).filter(Filter::FlateDecode);
    }
    let count = i32::try_from(kids.len()).unwrap_or(i32::MAX);
    pdf.pages(tree).count(count).kids(kids);
    let mut root = pdf.catalog(catalog);
    root.pages(tree).lang(TextStr(&document.language));
    root.viewer_preferences()
        .display_doc_title(true)
        .direction(match document.reading {
            Reading::LeftToRight => Direction::L2R,
            Reading::RightToLeft => Direction::R2L,
        });
    root.finish();
    let mut info = pdf.document_info(next());
    info.title(TextStr(&document.title))
        .creation_date(date(document.made_at));
    info.finish();
    Ok(pdf.finish())
}

fn date(at: Timestamp) -> Date {
    let made = at.to_zoned(TimeZone::UTC);
    let part = |part: i8| u8::try_from(part).unwrap_or_default();
    Date::new(u16::try_from(made.year()).unwrap_or_default())
        .month(part(made.month()))
        .day(part(made.day()))
        .hour(part(made.hour()))
        .minute(part(made.minute()))
        .second(part(made.second()))
        .utc_offset_hour(0)
}

/// Packs a stream.
pub(crate) fn packed(data: &[u8]) -> Result<Vec<u8>, PaperError> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    let written = encoder.write_all(data).and_then(|()| encoder.finish());
    written.map_err(PaperError::Packed)
}

/// The operators of a page, on which up is more.
fn printed(page: &Page, letters: &[Letters; 4]) -> Vec<u8> {
    let (_, height) = page.sheet;
    let mut content = Content::new();
    for &Rule {
        from: (x, y),
        length,
        ink,
    } in &page.rules
    {
        let ([red, green, blue], width) = match ink {
            Ink::Strong => (colour(ink), 0.75),
            Ink::Quiet => ([0.84, 0.86, 0.88], 0.5),
        };
        content
            .set_stroke_rgb(red, green, blue)
            .set_line_width(width);
        content
            .move_to(x, height - y)
            .line_to(x + length, height - y)
            .stroke();
    }
    content.begin_text();
    for placed in &page.texts {
        let [red, green, blue] = colour(placed.ink);
        content.set_fill_rgb(red, green, blue);
        let (mut x, y) = placed.at;
        for run in &placed.line.runs {
            show(
                &mut content,
                run,
                ((x, height - y), placed),
                &letters[run.font],
            );
            x += run.glyphs.iter().map(|glyph| glyph.advance).sum::<f32>() * placed.size;
        }
    }
    content.end_text();
    content.finish().into_vec()
}

/// Shows a run; what stands away from the base line is put there by itself.
fn show(
    content: &mut Content,
    run: &Run,
    ((mut x, y), placed): ((f32, f32), &Placed),
    letters: &Letters,
) {
    let size = placed.size;
    content.set_font(Name(NAMES[run.font]), size);
    let in_line = |glyph: &crate::text::Glyph| glyph.offset.is_none();
    for stretch in run
        .glyphs
        .chunk_by(|one, next| in_line(one) && in_line(next))
    {
        let (right, up) = stretch
            .first()
            .and_then(|glyph| glyph.offset)
            .unwrap_or_default();
        content.set_text_matrix([1.0, 0.0, 0.0, 1.0, x + right * size, y + up * size]);
        let mut shown = content.show_positioned();
        let mut items = shown.items();
        let mut text = Vec::new();
        for glyph in stretch {
            text.extend(letters.number(glyph.id).to_be_bytes());
            if let Some(closer) = glyph.closer {
                items.show(Str(&text)).adjust(closer);
                text.clear();
            }
            x += glyph.advance * size;
        }
        if !text.is_empty() {
            items.show(Str(&text));
        }
    }
}

const fn colour(ink: Ink) -> [f32; 3] {
    match ink {
        Ink::Strong => [0.1, 0.12, 0.15],
        Ink::Quiet => [0.35, 0.39, 0.44],
    }
}
