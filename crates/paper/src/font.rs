//! The letters: Inter for Latin and Cyrillic, Vazirmatn for Arabic script, in two weights.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use rustybuzz::{Direction, Face, Feature, Script, ShapePlan};

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
pub(crate) struct Fonts {
    all: [Typeface; 4],
    /// How a font places letters of a script in a direction: found once, for that takes longer than to place a word.
    plans: RefCell<HashMap<PlanKey, Rc<ShapePlan>>>,
}

/// A font by number, whether it goes from right to left, and the script.
type PlanKey = (usize, bool, Script);

const INTER: &[u8] = include_bytes!("../fonts/Inter-Regular.otf");
const INTER_BOLD: &[u8] = include_bytes!("../fonts/Inter-SemiBold.otf");
const VAZIRMATN: &[u8] = include_bytes!("../fonts/Vazirmatn-Regular.ttf");
const VAZIRMATN_BOLD: &[u8] = include_bytes!("../fonts/Vazirmatn-SemiBold.ttf");

impl Fonts {
    pub(crate) fn load() -> Result<Self, PaperError> {
        let all = [
            typeface("Inter-Regular", INTER)?,
            typeface("Inter-SemiBold", INTER_BOLD)?,
            typeface("Vazirmatn-Regular", VAZIRMATN)?,
            typeface("Vazirmatn-SemiBold", VAZIRMATN_BOLD)?,
        ];
        Ok(Self {
            all,
            plans: RefCell::default(),
        })
    }

    /// All of them, by number.
    pub(crate) const fn all(&self) -> &[Typeface; 4] {
        &self.all
    }

    /// The font of a number that [`Fonts::find`] gave.
    pub(crate) fn get(&self, number: usize) -> &Typeface {
        &self.all[number]
    }

    /// How a font places letters of a script.
    pub(crate) fn plan(
        &self,
        (font, is_rtl, script): PlanKey,
        features: &[Feature],
    ) -> Rc<ShapePlan> {
        let direction = if is_rtl {
            Direction::RightToLeft
        } else {
            Direction::LeftToRight
        };
        let made = || {
            let face = &self.all[font].shape;
            Rc::new(ShapePlan::new(
                face,
                direction,
                Some(script),
                None,
                features,
            ))
        };
        let mut plans = self.plans.borrow_mut();
        Rc::clone(plans.entry((font, is_rtl, script)).or_insert_with(made))
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
        let has = |font: usize| self.all[font].shape.glyph_index(letter).is_some();
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
