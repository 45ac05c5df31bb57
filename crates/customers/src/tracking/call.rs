//! The calls of the specification.

use std::str::FromStr;

use crate::fact::FactKind;

/// A call of the specification: the last part of its address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrackingCall {
    /// One event, of the kind that the address says.
    One(FactKind),
    /// Events that say themselves of which kind they are.
    Batch,
    /// The same, of the past: times are taken as they are told.
    Import,
}

/// The text names no call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CallUnknown;

impl TrackingCall {
    /// The kinds of fact that the specification knows.
    pub(super) const KINDS: [FactKind; 6] = [
        FactKind::Identify,
        FactKind::Track,
        FactKind::Page,
        FactKind::Screen,
        FactKind::Group,
        FactKind::Alias,
    ];

    /// The kind that the specification calls so.
    pub(super) fn kind_named(text: &str) -> Option<FactKind> {
        Self::KINDS.into_iter().find(|kind| kind.as_str() == text)
    }
}

impl FromStr for TrackingCall {
    type Err = CallUnknown;

    /// Browsers' libraries write the first letter only.
    fn from_str(text: &str) -> Result<Self, CallUnknown> {
        match text {
            "batch" | "b" => Ok(Self::Batch),
            "import" => Ok(Self::Import),
            _ => {
                let found = Self::KINDS
                    .into_iter()
                    .find(|kind| kind.as_str() == text || kind.as_str()[..1] == *text);
                found.map(Self::One).ok_or(CallUnknown)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_have_long_and_short_names() {
        for (text, call) in [
            ("track", TrackingCall::One(FactKind::Track)),
            ("t", TrackingCall::One(FactKind::Track)),
            ("alias", TrackingCall::One(FactKind::Alias)),
            ("s", TrackingCall::One(FactKind::Screen)),
            ("batch", TrackingCall::Batch),
            ("import", TrackingCall::Import),
        ] {
            assert_eq!(text.parse(), Ok(call), "{text}");
        }
        for text in ["", "order", "T", "tr", "ü"] {
            assert_eq!(text.parse::<TrackingCall>(), Err(CallUnknown), "{text}");
        }
    }
}
