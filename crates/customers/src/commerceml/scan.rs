//! An exchange file piece by piece: the parts that matter as trees, the rest passed over.

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::node::{Fault, Node};
use super::source::{Place, Source};
use crate::error::CustomersError;
use crate::refusal::RefusalReason;

/// Elements in one another: exchange files have some ten, group trees some tens.
const DEPTH_MAX: usize = 128;
/// Elements in one part: an order of ten thousand lines has fewer.
const NODES_MAX: usize = 400_000;
/// Bytes of text in one part.
const PART_MAX: usize = 16 << 20;

/// What the root element says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Root {
    pub(crate) version: Option<String>,
    pub(crate) formed_at: Option<String>,
}

/// What a file is made of, in the file's order.
pub(crate) enum Part {
    /// The root, first of all.
    Root(Root),
    /// A part under an element of the name.
    Node(String, Node),
    /// A part that can not be taken as a whole: its name and why.
    Refused(String, Fault),
}

/// Reads an exchange file.
pub(crate) struct Scan {
    reader: Reader<Source>,
    buffer: Vec<u8>,
    /// The names of the elements around the reading, the root first.
    open: Vec<String>,
    has_root: bool,
}

impl Scan {
    pub(crate) fn new(source: Source) -> Self {
        let mut reader = Reader::from_reader(source);
        reader.config_mut().expand_empty_elements = true;
        Self {
            reader,
            buffer: Vec::new(),
            open: Vec::new(),
            has_root: false,
        }
    }

    pub(crate) fn source(&self) -> &Source {
        self.reader.get_ref()
    }

    /// The next part; nothing at the end.
    pub(crate) fn next(&mut self) -> Result<Option<Part>, CustomersError> {
        loop {
            let (place, event) = self.event()?;
            match event {
                Piece::Start(start) => {
                    if let Some(part) = self.begin(place, start)? {
                        return Ok(Some(part));
                    }
                }
                Piece::End => drop(self.open.pop()),
                Piece::Text(_) | Piece::Unknown(_) | Piece::Other => {}
                Piece::Eof => return self.ended(place).map(|()| None),
            }
        }
    }

    fn begin(&mut self, place: Place, start: Node) -> Result<Option<Part>, CustomersError> {
        let Some(parent) = self.open.last() else {
            if self.has_root || start.name != "КоммерческаяИнформация" {
                return Err(CustomersError::ExchangeForeign(start.name));
            }
            self.has_root = true;
            let root = Root {
                version: start.attribute("ВерсияСхемы").map(str::to_owned),
                formed_at: start.attribute("ДатаФормирования").map(str::to_owned),
            };
            self.open.push(start.name);
            return Ok(Some(Part::Root(root)));
        };
        if !is_part(parent, &start.name) {
            self.push(place, start.name)?;
            return Ok(None);
        }
        let (parent, name) = (parent.clone(), start.name.clone());
        Ok(Some(match self.collect(start)? {
            Ok(node) => Part::Node(parent, node),
            Err(fault) => Part::Refused(name, fault),
        }))
    }

    /// Reads to the end of an element that has begun.
    fn collect(&mut self, start: Node) -> Result<Result<Node, Fault>, CustomersError> {
        let whole = start.place;
        let (mut nodes, mut bytes) = (1, 0);
        let mut fault = None;
        let mut around = vec![start];
        loop {
            let (place, piece) = self.event()?;
            match piece {
                Piece::Start(node) => {
                    nodes += 1;
                    bytes += node
                        .attributes
                        .iter()
                        .map(|(_, text)| text.len())
                        .sum::<usize>();
                    if self.open.len() + around.len() >= DEPTH_MAX {
                        return Err(too_deep(place));
                    }
                    around.push(node);
                }
                Piece::End => {
                    let Some(ended) = around.pop() else {
                        return Err(malformed(place, "an element ends that did not begin"));
                    };
                    match around.last_mut() {
                        None => return Ok(fault.map_or(Ok(ended), Err)),
                        Some(parent) if fault.is_none() => parent.children.push(ended),
                        Some(_) => {}
                    }
                }
                Piece::Text(text) => {
                    bytes += text.len();
                    if let (Some(node), None) = (around.last_mut(), &fault) {
                        node.text.push_str(&text);
                    }
                }
                Piece::Unknown(name) => fault = fault.or(Some(unknown_entity(place, &name))),
                Piece::Other => {}
                Piece::Eof => {
                    let inner = around.last().map_or("", |node| &node.name);
                    return Err(malformed(place, &format!("it ends inside of `{inner}`")));
                }
            }
            if fault.is_none() && (nodes > NODES_MAX || bytes > PART_MAX) {
                // What is there is given back; the rest is read and not kept.
                for node in &mut around {
                    node.children = Vec::new();
                    node.text = String::new();
                }
                fault = Some(too_large(whole));
            }
        }
    }

    fn push(&mut self, place: Place, name: String) -> Result<(), CustomersError> {
        if self.open.len() >= DEPTH_MAX {
            return Err(too_deep(place));
        }
        self.open.push(name);
        Ok(())
    }

    fn ended(&self, place: Place) -> Result<(), CustomersError> {
        match self.open.last() {
            _ if !self.has_root => Err(malformed(place, "it has no element")),
            Some(name) => Err(malformed(place, &format!("it ends inside of `{name}`"))),
            None => Ok(()),
        }
    }

    fn event(&mut self) -> Result<(Place, Piece), CustomersError> {
        self.buffer.clear();
        self.reader.get_mut().begin_piece();
        let place = self.reader.get_ref().place();
        let piece = match self.reader.read_event_into(&mut self.buffer) {
            Ok(Event::Start(start)) => match node(place, &start) {
                Ok(node) => Piece::Start(node),
                Err(reason) => return Err(malformed(place, &reason)),
            },
            Ok(Event::End(_)) => Piece::End,
            Ok(Event::Text(text)) => Piece::Text(text.xml10_content().into_owned()),
            Ok(Event::CData(text)) => Piece::Text(text.xml10_content().into_owned()),
            Ok(Event::GeneralRef(entity)) => resolve(&entity),
            Ok(Event::DocType(_)) => {
                let reason = "it declares a document type, which exchange files do not have";
                return Err(malformed(place, reason));
            }
            Ok(Event::Eof) => Piece::Eof,
            Ok(Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_)) => Piece::Other,
            Err(error) => {
                let failed = self.reader.get_mut().take_failure();
                return Err(failed.unwrap_or_else(|| malformed(place, &error.to_string())));
            }
        };
        Ok((place, piece))
    }
}

/// A piece of the file, free of the reader's buffer.
enum Piece {
    Start(Node),
    End,
    Text(String),
    /// A reference to an entity that nobody declared.
    Unknown(String),
    Other,
    Eof,
}

/// Whether an element is read as a whole. Groups are inside of groups, so only the outermost counts.
fn is_part(parent: &str, name: &str) -> bool {
    matches!(
        (parent, name),
        ("Группы", "Группа")
            | ("Свойства", "Свойство" | "СвойствоНоменклатуры")
            | ("ТипыЦен", "ТипЦены")
            | ("Товары", "Товар")
            | ("Предложения", "Предложение")
            | ("Контрагенты", "Контрагент")
            | (
                "КоммерческаяИнформация" | "Контейнер" | "Документы",
                "Документ"
            )
    )
}

fn node(place: Place, start: &BytesStart<'_>) -> Result<Node, String> {
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        let name = local(attribute.key.as_ref());
        let value = attribute
            .normalized_value(XmlVersion::Implicit1_0)
            .map_err(|error| error.to_string())?;
        attributes.push((name.to_owned(), value.into_owned()));
    }
    Ok(Node {
        name: start.local_name().as_ref().to_owned(),
        place,
        attributes,
        text: String::new(),
        children: Vec::new(),
    })
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// The five entities of XML itself and characters by number; no other one is ever expanded.
fn resolve(entity: &BytesRef<'_>) -> Piece {
    let name = entity.xml10_content();
    let known = match name.as_ref() {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => entity.resolve_char_ref().ok().flatten(),
    };
    known.map_or_else(
        || Piece::Unknown(name.clone().into_owned()),
        |character| Piece::Text(character.to_string()),
    )
}

fn malformed(place: Place, reason: &str) -> CustomersError {
    CustomersError::ExchangeMalformed {
        line: place.line,
        column: place.column,
        reason: reason.to_owned(),
    }
}

fn too_deep(place: Place) -> CustomersError {
    malformed(place, "its elements are nested more than 128 deep")
}

fn too_large(place: Place) -> Fault {
    Fault {
        place,
        path: String::new(),
        value: String::new(),
        reason: RefusalReason::PartTooLarge,
    }
}

fn unknown_entity(place: Place, name: &str) -> Fault {
    Fault {
        place,
        path: String::new(),
        value: format!("&{name};"),
        reason: RefusalReason::EntityUnknown,
    }
}
