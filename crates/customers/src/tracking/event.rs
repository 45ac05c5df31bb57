//! One event: from its text to a fact.

use kernel::{Email, Phone};
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};

use super::envelope::Envelope;
use super::reason::{EVENT_BYTES_MAX, Reason};
use super::{Received, TrackingCall, fields, limits, time};
use crate::fact::{Fact, FactKind, Who};

type Object = Map<String, Value>;

/// Why an event of no kind is refused.
const TYPE_UNKNOWN: Reason = Reason::TypeUnknown {
    field: "type",
    known: "identify, track, page, screen, group, alias",
};

/// What came of an event.
pub(super) struct Read {
    pub(super) fact: Result<Fact, Reason>,
    pub(super) message_id: Option<String>,
    pub(super) write_key: Option<String>,
}

pub(super) fn read(
    call: TrackingCall,
    text: &str,
    envelope: &Envelope<'_>,
    received: Received<'_>,
) -> Read {
    let event = match parse(text) {
        Ok(event) => event,
        Err(reason) => {
            return Read {
                fact: Err(reason),
                message_id: None,
                write_key: None,
            };
        }
    };
    let own_text = |field: &str| event.get(field).and_then(Value::as_str).map(str::to_owned);
    let (message_id, write_key) = (own_text("messageId"), own_text("writeKey"));
    let fact = fact(call, text, event, envelope, received);
    Read {
        fact,
        message_id,
        write_key,
    }
}

fn parse(text: &str) -> Result<Object, Reason> {
    if text.len() > EVENT_BYTES_MAX {
        let most = EVENT_BYTES_MAX;
        return Err(Reason::TooLarge {
            bytes: text.len(),
            most,
        });
    }
    let event: Value = serde_json::from_str(text).map_err(|error| {
        // The parser's own bound on recursion has no kind of its own.
        if error.to_string().starts_with("recursion limit exceeded") {
            Reason::TooDeep {
                most: limits::DEPTH_MAX,
            }
        } else {
            Reason::Malformed
        }
    })?;
    limits::check(&event)?;
    match event {
        Value::Object(event) => Ok(event),
        _ => Err(Reason::NotAnObject),
    }
}

fn fact(
    call: TrackingCall,
    text: &str,
    mut event: Object,
    envelope: &Envelope<'_>,
    received: Received<'_>,
) -> Result<Fact, Reason> {
    let kind = match call {
        TrackingCall::One(kind) => kind,
        TrackingCall::Batch | TrackingCall::Import => event
            .get("type")
            .and_then(Value::as_str)
            .and_then(TrackingCall::kind_named)
            .ok_or(TYPE_UNKNOWN)?,
    };
    let sent_at = match call {
        TrackingCall::Import => None,
        _ => event.get("sentAt").or(envelope.sent_at.as_ref()),
    };
    let happened_at = time::happened_at(&event, sent_at, received.at)?;
    let message_id = match fields::id(&event, "messageId")? {
        Some(id) => id,
        None => drawn_id(&event, text, received),
    };
    let mut context = fields::object(&mut event, "context")?;
    for (name, value) in &envelope.context {
        if !context.contains_key(name) {
            context.insert(name.clone(), value.clone());
        }
    }
    if let Some(channel @ Value::String(_)) = event.remove("channel") {
        context.entry("channel").or_insert(channel);
    }
    let traits = traits(kind, &mut event, &mut context)?;
    let who = who(kind, &event, &traits, &context)?;
    if who.is_nobody() {
        return Err(Reason::WhoMissing);
    }
    let mut fact = Fact::new(kind, message_id, happened_at, who);
    fact.name = name(kind, &event)?;
    fact.properties = properties(kind, &mut event)?;
    fact.traits = traits;
    fact.context = context;
    Ok(fact)
}

/// An event without an id that tells its time has the same one when it is sent again; without a time each is a new one.
fn drawn_id(event: &Object, text: &str, received: Received<'_>) -> String {
    if !event.contains_key("timestamp") && !event.contains_key("originalTimestamp") {
        return format!("auto-{:016x}", received.ids.next());
    }
    let digest = Sha256::digest(text.as_bytes());
    digest[..16]
        .iter()
        .fold("auto-".to_owned(), |id, byte| format!("{id}{byte:02x}"))
}

/// What is told of the person or group; some libraries tell it in the context of an `identify`.
fn traits(kind: FactKind, event: &mut Object, context: &mut Object) -> Result<Object, Reason> {
    let mut traits = match kind {
        FactKind::Identify | FactKind::Group => fields::object(event, "traits")?,
        _ => return Ok(Object::new()),
    };
    if kind == FactKind::Identify
        && let Some(Value::Object(also)) = context.remove("traits")
    {
        for (name, value) in also {
            traits.entry(name).or_insert(value);
        }
    }
    Ok(traits)
}

fn who(kind: FactKind, event: &Object, traits: &Object, context: &Object) -> Result<Who, Reason> {
    // The traits of a group are the group's: its address is nobody's own.
    let own = if kind == FactKind::Group {
        &Object::new()
    } else {
        traits
    };
    let told = |name: &str| {
        let also = || context.get("traits").and_then(|traits| traits.get(name));
        match own.get(name).or_else(also)? {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        }
    };
    let email = told("email").and_then(|text| Email::parse(&text).ok());
    let phone = told("phone").and_then(|text| Phone::parse(&text).ok());
    Ok(Who {
        user_id: fields::id(event, "userId")?,
        anonymous_id: fields::id(event, "anonymousId")?,
        email: email.map(String::from),
        phone: phone.map(String::from),
    })
}

fn name(kind: FactKind, event: &Object) -> Result<Option<String>, Reason> {
    let needed =
        |found: Option<String>, field| found.ok_or(Reason::FieldMissing { field }).map(Some);
    match kind {
        FactKind::Track => needed(fields::name(event, "event")?, "event"),
        FactKind::Group => needed(fields::id(event, "groupId")?, "groupId"),
        FactKind::Alias => {
            needed(fields::id(event, "userId")?, "userId")?;
            needed(fields::id(event, "previousId")?, "previousId")
        }
        FactKind::Page | FactKind::Screen => fields::name(event, "name"),
        _ => Ok(None),
    }
}

fn properties(kind: FactKind, event: &mut Object) -> Result<Object, Reason> {
    if !matches!(kind, FactKind::Track | FactKind::Page | FactKind::Screen) {
        return Ok(Object::new());
    }
    let mut properties = fields::object(event, "properties")?;
    if kind != FactKind::Track
        && let Some(category) = fields::name(event, "category")?
    {
        properties
            .entry("category")
            .or_insert(Value::String(category));
    }
    Ok(properties)
}
