//! A part of an exchange file, as a tree of elements.

use super::source::Place;
use crate::refusal::RefusalReason;

/// An element with what is in it.
pub(crate) struct Node {
    /// The name without its prefix.
    pub(crate) name: String,
    /// Where it begins.
    pub(crate) place: Place,
    pub(crate) attributes: Vec<(String, String)>,
    pub(crate) text: String,
    pub(crate) children: Vec<Node>,
}

/// Why a part can not be taken.
#[derive(Debug)]
pub(crate) struct Fault {
    pub(crate) place: Place,
    /// The way from the part to what is to blame, empty when it is the part itself.
    pub(crate) path: String,
    pub(crate) value: String,
    pub(crate) reason: RefusalReason,
}

impl Node {
    /// The text in it, without blanks around; nothing when there is none.
    pub(crate) fn value(&self) -> Option<&str> {
        Some(self.text.trim()).filter(|text| !text.is_empty())
    }

    /// An attribute's value.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name)?;
        Some(found.1.trim()).filter(|text| !text.is_empty())
    }

    /// The first child of the name.
    pub(crate) fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The children of the name.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The children of the name in a list: `Товары/Товар`.
    pub(crate) fn listed<'a>(
        &'a self,
        list: &'a str,
        name: &'a str,
    ) -> impl Iterator<Item = &'a Self> {
        self.all(list).flat_map(move |list| list.all(name))
    }

    /// The text of the first child of the name.
    pub(crate) fn text_of(&self, name: &str) -> Option<&str> {
        self.child(name)?.value()
    }

    /// The text of the first child that has one of the names.
    pub(crate) fn text_of_any(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| self.text_of(name))
    }

    /// The pairs of name and value in `ЗначенияРеквизитов`, first the name.
    pub(crate) fn requisites(&self) -> impl Iterator<Item = (&str, &str)> {
        self.listed("ЗначенияРеквизитов", "ЗначениеРеквизита")
            .filter_map(|pair| Some((pair.text_of("Наименование")?, pair.text_of("Значение")?)))
    }

    /// The value of a requisite that has one of the names; case and blanks do not count.
    pub(crate) fn requisite(&self, names: &[&str]) -> Option<&str> {
        let plain = |text: &str| text.replace(' ', "").to_lowercase();
        self.requisites()
            .find(|(name, _)| names.iter().any(|known| plain(known) == plain(name)))
            .map(|(_, value)| value)
    }

    /// A fault of this element, found by the path from the part.
    pub(crate) fn fault(&self, path: impl Into<String>, reason: RefusalReason) -> Fault {
        Fault {
            place: self.place,
            path: path.into(),
            value: self.text.trim().to_owned(),
            reason,
        }
    }
}
