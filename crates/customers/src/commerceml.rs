//! CommerceML 2: the files that 1C and shops exchange, as facts.
//!
//! A file is read part by part: a product, an offer, a counterparty, a document. Each becomes facts, or is refused with its
//! place and the way to what is to blame. What the shape of the file means is fixed by 1C's form; nothing is guessed from content.
//!
//! - `Каталог/Товары/Товар` and `ПакетПредложений/Предложения/Предложение` say what a product is, what it costs and how
//!   much of it there is: [`FactKind::Product`].
//! - `Контрагент`, in the file's own list or as a document's buyer, is a customer: [`FactKind::Customer`].
//! - `Документ` with `ХозОперация` `Заказ товара` is an order as it stands ([`FactKind::Order`]), or, when it was cancelled
//!   or struck out, the event `Order Cancelled`; `Возврат товара` is a return ([`FactKind::Return`]). Others are counted.
//!
//! # Invariants
//!
//! - The same said again has the same message id, whichever file says it: it adds nothing to the log.
//! - A document is taken with all its lines or refused.
//! - Memory is bounded by the largest part, not by the file; no entity is expanded, no document type is read.

mod classifier;
mod document;
mod identity;
mod node;
mod outcome;
mod party;
mod product;
mod scan;
mod source;
mod value;

use std::collections::HashSet;
use std::ops::ControlFlow;
use std::path::Path;

use foldhash::fast::FixedState;
use jiff::Timestamp;
use serde_json::{Map, Value};

pub use outcome::{ExchangeCounts, ExchangeFact, ExchangeRefusal, ReadExchange};

use classifier::Classifier;
use document::{Document, DocumentKind};
use node::{Fault, Node};
use party::Party;
use scan::{Part, Root, Scan};
use source::Source;

use crate::error::CustomersError;
use crate::fact::{Fact, FactKind, Who};
use crate::meaning::shorten;
use crate::options::{Progress, ReadOptions};
use crate::refusal::{ErrorPolicy, RefusalReason};
use crate::zone::Zone;

/// Parts between two looks at whether to go on.
const PROGRESS_EVERY: u64 = 500;
/// Customers that are remembered, so that one of many orders is handed on once.
const CUSTOMERS_MAX: usize = 1_000_000;

/// Reads an exchange file and hands its facts on in the file's order. Packed files (gzip, zstd) are unpacked.
///
/// What [`ReadOptions::on_error`] says is for the caller to judge by [`ExchangeCounts::read`] and `refused`, except that
/// [`ErrorPolicy::Stop`] ends the reading at the first refusal.
///
/// # Errors
///
/// When the file can not be read to its end, is not CommerceML, or is not well-formed; facts before the damage have been
/// handed on by then, so read once to check and again to take. [`CustomersError::Cancelled`] when `progress` or `take` breaks off.
pub fn read_exchange(
    path: &Path,
    options: &ReadOptions,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    take: &mut dyn FnMut(ExchangeFact) -> ControlFlow<()>,
) -> Result<ReadExchange, CustomersError> {
    let mut scan = Scan::new(Source::open(path)?);
    let mut reading = Reading::new(options, take);
    let mut parts = 0;
    while let Some(part) = scan.next()? {
        reading.part(part)?;
        parts += 1;
        if parts % PROGRESS_EVERY == 0 {
            let meter = scan.source().meter();
            let far = Progress {
                bytes_done: meter.done(),
                bytes_total: meter.total(),
                lines: scan.source().place().line,
                refused: reading.counts.refused,
            };
            if progress(far).is_break() {
                return Err(CustomersError::Cancelled);
            }
        }
    }
    Ok(reading.ended())
}

struct Reading<'a> {
    options: &'a ReadOptions,
    zone: Zone,
    classifier: Classifier,
    version: Option<String>,
    formed_at: Option<Timestamp>,
    customers: HashSet<String, FixedState>,
    counts: ExchangeCounts,
    refusals: Vec<ExchangeRefusal>,
    take: &'a mut dyn FnMut(ExchangeFact) -> ControlFlow<()>,
}

impl<'a> Reading<'a> {
    fn new(
        options: &'a ReadOptions,
        take: &'a mut dyn FnMut(ExchangeFact) -> ControlFlow<()>,
    ) -> Self {
        let zone = options.time_zone.clone();
        Self {
            options,
            zone: Zone::new(zone.clone(), zone, options.now),
            classifier: Classifier::default(),
            version: None,
            formed_at: None,
            customers: HashSet::default(),
            counts: ExchangeCounts::default(),
            refusals: Vec::new(),
            take,
        }
    }

    fn part(&mut self, part: Part) -> Result<(), CustomersError> {
        let (parent, node) = match part {
            Part::Root(root) => return self.root(root),
            Part::Refused(name, fault) => {
                self.counts.read += 1;
                return self.refuse(&name, None, &fault);
            }
            Part::Node(parent, node) => (parent, node),
        };
        match parent.as_str() {
            "Группы" => self.classifier.add_group(&node),
            "Свойства" => self.classifier.add_property(&node),
            "ТипыЦен" => self.classifier.add_price(&node),
            _ => {
                self.counts.read += 1;
                let taken = match node.name.as_str() {
                    "Товар" => self.product(&node),
                    "Предложение" => self.offer(&node),
                    "Контрагент" => self.customer(&node),
                    _ => self.document(&node),
                };
                match taken {
                    Ok(flow) if flow.is_break() => return Err(CustomersError::Cancelled),
                    Ok(_) => {}
                    Err(fault) => {
                        let id = node.text_of_any(&["Ид", "Номер"]).map(str::to_owned);
                        self.refuse(&node.name, id, &fault)?;
                    }
                }
            }
        }
        Ok(())
    }

    fn root(&mut self, root: Root) -> Result<(), CustomersError> {
        if root
            .version
            .as_deref()
            .is_some_and(|version| version.starts_with("1."))
        {
            let found = format!("CommerceML {}", root.version.unwrap_or_default());
            return Err(CustomersError::ExchangeForeign(found));
        }
        let formed = root.formed_at.as_deref();
        self.formed_at = formed.and_then(|text| value::instant(&mut self.zone, text, None).ok());
        self.version = root.version;
        Ok(())
    }

    fn product(&mut self, node: &Node) -> Result<ControlFlow<()>, Fault> {
        let said = product::product(node, &self.classifier)?;
        self.counts.products += 1;
        Ok(self.hand_product("product", said))
    }

    fn offer(&mut self, node: &Node) -> Result<ControlFlow<()>, Fault> {
        let said = product::offer(node, &self.classifier)?;
        self.counts.offers += 1;
        Ok(self.hand_product("offer", said))
    }

    fn hand_product(&mut self, what: &str, said: Map<String, Value>) -> ControlFlow<()> {
        let id = said.get("product_id").and_then(Value::as_str);
        let id = id.unwrap_or_default().to_owned();
        let mut fact = Fact::new(FactKind::Product, "", self.told_at(), Who::default());
        fact.properties = said;
        self.hand(fact, what, &id)
    }

    fn customer(&mut self, node: &Node) -> Result<ControlFlow<()>, Fault> {
        if node.text_of("Ид").is_none() {
            return Err(node.fault("Ид", RefusalReason::AbsentCustomer));
        }
        Ok(match party::read(node) {
            Some(party) => self.hand_customer(&party),
            None => ControlFlow::Continue(()),
        })
    }

    /// Hands a customer on, once however many orders name them in the same way.
    fn hand_customer(&mut self, party: &Party) -> ControlFlow<()> {
        let mut fact = Fact::new(FactKind::Customer, "", self.told_at(), party.who.clone());
        fact.traits.clone_from(&party.traits);
        let key = party.who.user_id.as_deref().unwrap_or_default();
        let id = identity::message_id(&fact, &identity::object("customer", key));
        if self.customers.contains(&id) {
            return ControlFlow::Continue(());
        }
        if self.customers.len() < CUSTOMERS_MAX {
            self.customers.insert(id.clone());
        }
        self.counts.customers += 1;
        self.counts.contacts_invalid += party.contacts_invalid;
        // Whoever has no key is known by an address or a number, and those show in no id.
        let key = if key.is_empty() { id } else { key.to_owned() };
        self.hand(fact, "customer", &key)
    }

    fn document(&mut self, node: &Node) -> Result<ControlFlow<()>, Fault> {
        let currency = self.options.currency;
        let document = match document::read(node, &mut self.zone, currency)? {
            document::Read::Document(document) => document,
            document::Read::PassedOver(name) => {
                *self.counts.passed_over.entry(name).or_default() += 1;
                return Ok(ControlFlow::Continue(()));
            }
        };
        match document.kind {
            DocumentKind::Order => self.counts.orders += 1,
            DocumentKind::Cancelled => self.counts.cancelled += 1,
            DocumentKind::Return => self.counts.returns += 1,
        }
        if let Some(buyer) = &document.buyer
            && self.hand_customer(buyer).is_break()
        {
            return Ok(ControlFlow::Break(()));
        }
        self.counts.anonymous += u64::from(document.buyer.is_none());
        Ok(self.hand_document(*document))
    }

    fn hand_document(&mut self, document: Document) -> ControlFlow<()> {
        // A cancelled order is the order still: what is told of it later holds.
        let (kind, what, name) = match document.kind {
            DocumentKind::Order => (FactKind::Order, "order", None),
            DocumentKind::Cancelled => (FactKind::Track, "order", Some("Order Cancelled")),
            DocumentKind::Return => (FactKind::Return, "return", None),
        };
        let mut fact = Fact::new(kind, "", document.happened_at, document.who());
        fact.name = name.map(str::to_owned);
        fact.properties = document.properties;
        self.hand(fact, what, &document.id)
    }

    fn hand(&mut self, mut fact: Fact, what: &str, id: &str) -> ControlFlow<()> {
        let object = identity::object(what, id);
        fact.message_id = identity::message_id(&fact, &object);
        self.counts.facts += 1;
        (self.take)(ExchangeFact { object, fact })
    }

    /// When the file says what has no time of its own.
    fn told_at(&self) -> Timestamp {
        self.formed_at.unwrap_or(self.options.now)
    }

    fn refuse(
        &mut self,
        name: &str,
        id: Option<String>,
        fault: &Fault,
    ) -> Result<(), CustomersError> {
        self.counts.refused += 1;
        let part = id.map_or_else(
            || name.to_owned(),
            |id| format!("{name}[{}]", shorten(id.as_bytes())),
        );
        let refusal = ExchangeRefusal {
            line: fault.place.line,
            column: fault.place.column,
            path: value::join(&part, &fault.path)
                .trim_end_matches('/')
                .to_owned(),
            value: shorten(fault.value.as_bytes()),
            reason: fault.reason.to_string(),
            code: Some(fault.reason.code().to_owned()),
            args: fault.reason.args(),
        };
        if self.options.on_error == ErrorPolicy::Stop {
            return Err(CustomersError::ExchangeRefused(Box::new(refusal)));
        }
        if self.refusals.len() < self.options.refusals_max {
            self.refusals.push(refusal);
        }
        Ok(())
    }

    fn ended(mut self) -> ReadExchange {
        self.counts.groups = self.classifier.groups() as u64;
        ReadExchange {
            version: self.version,
            formed_at: self.formed_at,
            counts: self.counts,
            refusals: self.refusals,
        }
    }
}
