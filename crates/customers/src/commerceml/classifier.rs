//! What the parts of a catalogue refer to by id: groups, properties and their values, types of price.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::node::Node;

/// Entries that are remembered, all kinds together; further ones stay ids.
const ENTRIES_MAX: usize = 2_000_000;

type Names = HashMap<String, String, FixedState>;

/// Names by id, gathered while the file is read: a classifier stands before what refers to it.
#[derive(Default)]
pub(super) struct Classifier {
    groups: Names,
    properties: Names,
    values: Names,
    prices: Names,
}

impl Classifier {
    /// Remembers a group and those inside of it, each with the way to it: `Furniture / Chairs`.
    pub(super) fn add_group(&mut self, group: &Node) {
        let mut waiting = vec![(group, String::new())];
        while let Some((node, above)) = waiting.pop() {
            let name = node.text_of("Наименование").unwrap_or_default();
            let path = if above.is_empty() {
                name.to_owned()
            } else {
                format!("{above} / {name}")
            };
            for inner in node.listed("Группы", "Группа") {
                waiting.push((inner, path.clone()));
            }
            if let Some(id) = node.text_of("Ид")
                && self.has_room()
            {
                self.groups.insert(id.to_owned(), path);
            }
        }
    }

    /// Remembers a property's name and those of its values.
    pub(super) fn add_property(&mut self, property: &Node) {
        let (Some(id), Some(name)) = (property.text_of("Ид"), property.text_of("Наименование"))
        else {
            return;
        };
        if !self.has_room() {
            return;
        }
        self.properties.insert(id.to_owned(), name.to_owned());
        for value in property.listed("ВариантыЗначений", "Справочник") {
            if let (Some(id), Some(value)) =
                (value.text_of("ИдЗначения"), value.text_of("Значение"))
                && self.has_room()
            {
                self.values.insert(id.to_owned(), value.to_owned());
            }
        }
    }

    /// Remembers a type of price.
    pub(super) fn add_price(&mut self, price: &Node) {
        if let (Some(id), Some(name)) = (price.text_of("Ид"), price.text_of("Наименование"))
            && self.has_room()
        {
            self.prices.insert(id.to_owned(), name.to_owned());
        }
    }

    /// The way to a group.
    pub(super) fn group(&self, id: &str) -> Option<&str> {
        self.groups.get(id).map(String::as_str)
    }

    /// A property's name.
    pub(super) fn property(&self, id: &str) -> Option<&str> {
        self.properties.get(id).map(String::as_str)
    }

    /// A property's value: an id of a listed one, or the value itself.
    pub(super) fn value<'a>(&'a self, text: &'a str) -> &'a str {
        self.values.get(text).map_or(text, String::as_str)
    }

    /// The name of a type of price, or its id.
    pub(super) fn price<'a>(&'a self, id: &'a str) -> &'a str {
        self.prices.get(id).map_or(id, String::as_str)
    }

    /// Groups that are known.
    pub(super) fn groups(&self) -> usize {
        self.groups.len()
    }

    fn has_room(&self) -> bool {
        let known =
            self.groups.len() + self.properties.len() + self.values.len() + self.prices.len();
        known < ENTRIES_MAX
    }
}
