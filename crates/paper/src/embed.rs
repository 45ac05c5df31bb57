//! Fonts in the file: of each only the letters that are used (ISO 32000-1, 9.7, composite fonts).

use std::collections::BTreeMap;

use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Filter, Finish, Name, Pdf, Rect, Ref, Str};
use rustybuzz::ttf_parser::{GlyphId, RawFace, Tag};
use subsetter::{GlyphRemapper, subset};

use crate::PaperError;
use crate::draw::packed;
use crate::font::Typeface;
use crate::layout::Page;
use crate::text::Run;

/// The letters that a font has in the file.
#[derive(Default)]
pub(crate) struct Letters {
    numbers: GlyphRemapper,
    /// The text that a letter stands for, by its number in the file.
    meaning: BTreeMap<u16, String>,
}

const SYSTEM: SystemInfo<'_> = SystemInfo {
    registry: Str(b"Adobe"),
    ordering: Str(b"Identity"),
    supplement: 0,
};

/// Finds the letters that pages show, by font.
pub(crate) fn letters(pages: &[Page]) -> [Letters; 4] {
    let mut all: [Letters; 4] = Default::default();
    for placed in pages.iter().flat_map(|page| &page.texts) {
        for run in &placed.line.runs {
            all[run.font].take(&placed.text[run.range.clone()], run);
        }
    }
    all
}

impl Letters {
    pub(crate) fn is_empty(&self) -> bool {
        self.meaning.is_empty()
    }

    /// The number that a letter of the font has in the file.
    pub(crate) fn number(&self, letter: u16) -> u16 {
        self.numbers.get(letter).unwrap_or_default()
    }

    fn take(&mut self, text: &str, run: &Run) {
        let mut before = None;
        for glyph in &run.glyphs {
            let number = self.numbers.remap(glyph.id);
            // Several shapes for one stretch of text: the first one stands for it.
            let meaning = if before.as_ref() == Some(&glyph.of) {
                ""
            } else {
                &text[glyph.of.clone()]
            };
            self.meaning
                .entry(number)
                .or_insert_with(|| meaning.to_owned());
            before = Some(glyph.of.clone());
        }
    }
}

/// Writes a font; `next` gives numbers for its objects, the first of them is the font's.
pub(crate) fn write(
    pdf: &mut Pdf,
    (font, letters): (&Typeface, &Letters),
    mut next: impl FnMut() -> Ref,
) -> Result<Ref, PaperError> {
    let (composite, simple, descriptor, meaning, file) = (next(), next(), next(), next(), next());
    let damaged = || PaperError::Font(font.name);
    let part = subset(font.data, 0, &letters.numbers).map_err(|_| damaged())?;
    // Of a font with cubic curves the table of these alone is embedded.
    let raw = RawFace::parse(&part, 0).map_err(|_| damaged())?;
    let curves = raw.table(Tag::from_bytes(b"CFF "));
    let name = format!("PAPERA+{}", font.name);
    let (kind, base) = match curves {
        Some(_) => (CidFontType::Type0, format!("{name}-Identity-H")),
        None => (CidFontType::Type2, name.clone()),
    };

    pdf.type0_font(composite)
        .base_font(Name(base.as_bytes()))
        .encoding_predefined(Name(b"Identity-H"))
        .descendant_font(simple)
        .to_unicode(meaning);
    let mut cid = pdf.cid_font(simple);
    cid.subtype(kind)
        .base_font(Name(name.as_bytes()))
        .system_info(SYSTEM);
    cid.font_descriptor(descriptor).default_width(0.0);
    if curves.is_none() {
        cid.cid_to_gid_map_predefined(Name(b"Identity"));
    }
    let widths = letters.numbers.remapped_gids().map(|letter| {
        let width = font
            .shape
            .glyph_hor_advance(GlyphId(letter))
            .unwrap_or_default();
        thousandths(font, f32::from(width))
    });
    cid.widths().consecutive(0, widths);
    cid.finish();

    describe(pdf, font, (descriptor, &name, file, curves.is_some()));
    let mut map = UnicodeCmap::new(Name(b"Custom"), SYSTEM);
    for (&letter, text) in &letters.meaning {
        map.pair_with_multiple(letter, text.chars());
    }
    pdf.cmap(meaning, &map.finish());
    let data = packed(curves.unwrap_or(&part))?;
    let mut stream = pdf.stream(file, &data);
    stream.filter(Filter::FlateDecode);
    if curves.is_some() {
        stream.pair(Name(b"Subtype"), Name(b"CIDFontType0C"));
    }
    stream.finish();
    Ok(composite)
}

fn describe(pdf: &mut Pdf, font: &Typeface, (id, name, file, is_cubic): (Ref, &str, Ref, bool)) {
    let face = &font.shape;
    let scaled = |length: i16| thousandths(font, f32::from(length));
    let all = face.global_bounding_box();
    let bounds = Rect::new(
        scaled(all.x_min),
        scaled(all.y_min),
        scaled(all.x_max),
        scaled(all.y_max),
    );
    let mut descriptor = pdf.font_descriptor(id);
    descriptor
        .name(Name(name.as_bytes()))
        .flags(FontFlags::SYMBOLIC)
        .bbox(bounds)
        .italic_angle(0.0)
        .ascent(scaled(face.ascender()))
        .descent(scaled(face.descender()))
        .cap_height(scaled(
            face.capital_height().unwrap_or_else(|| face.ascender()),
        ))
        // No reader uses it where the font itself is there, but it must be told.
        .stem_v(80.0);
    if is_cubic {
        descriptor.font_file3(file);
    } else {
        descriptor.font_file2(file);
    }
}

/// A length of a font in thousandths of the size of its letters.
fn thousandths(font: &Typeface, length: f32) -> f32 {
    length * 1000.0 / f32::from(font.shape.as_ref().units_per_em())
}
