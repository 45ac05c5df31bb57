//! The letters: Inter for Latin and Cyrillic, Vazirmatn for Arabic script, in two weights.

use rustybuzz::Face;

use crate::PaperError;

/// How heavy letters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weight {
    Regular,
    Bold,
}

/// A font as it is measured, and the file that is printed from.
pub(crate) struct Typeface {
    pub(crate) name: &'static str,
    pub(crate) shape: Face<'static>,
    pub(crate) data: &'static [u8],
}

/// All fonts, by [`Fonts::find`].
pub(crate) struct Fonts([Typeface; 4]);

const INTER: &[u8] = include_bytes!("../fonts/Inter-Regular.otf");
const INTER_BOLD: &[u8] = include_bytes!("../fonts/Inter-SemiBold.otf");
const VAZIRMATN: &[u8] = include_bytes!("../fonts/Vazirmatn-Regular.ttf");
const VAZIRMATN_BOLD: &[u8] = include_bytes!("../fonts/Vazirmatn-SemiBold.ttf");

impl Fonts {
    pub(crate) fn load() -> Result<Self, PaperError> {
        Ok(Self([
            typeface("Inter-Regular", INTER)?,
            typeface("Inter-SemiBold", INTER_BOLD)?,
            typeface("Vazirmatn-Regular", VAZIRMATN)?,
            typeface("Vazirmatn-SemiBold", VAZIRMATN_BOLD)?,
        ]))
    }

    /// All of them, by number.
    pub(crate) const fn all(&self) -> &[Typeface; 4] {
        &self.0
    }

    /// The font of a number that [`Fonts::find`] gave.
    pub(crate) fn get(&self, number: usize) -> &Typeface {
        &self.0[number]
    }

    /// The number of the font that shows a letter; a sign that belongs to no script stays with the letters `before` it.
    pub(crate) fn find(&self, letter: char, weight: Weight, before: Option<usize>) -> usize {
        let heavy = usize::from(weight == Weight::Bold);
        let [latin, arabic] = [heavy, 2 + heavy];
        let wanted = if is_arabic(letter) {
            arabic
        } else if letter.is_alphanumeric() {
            latin
        } else {
            before.unwrap_or(latin)
        };
        let has = |font: usize| self.0[font].shape.glyph_index(letter).is_some();
        let other = if wanted == latin { arabic } else { latin };
        if has(wanted) || !has(other) {
            wanted
        } else {
            other
        }
    }
}

fn typeface(name: &'static str, data: &'static [u8]) -> Result<Typeface, PaperError> {
    let shape = Face::from_slice(data, 0).ok_or(PaperError::Font(name))?;
    Ok(Typeface { name, shape, data })
}

fn is_arabic(letter: char) -> bool {
    matches!(letter, '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}
