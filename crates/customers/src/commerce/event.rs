//! Which events are about goods, by the names of the tracking specification.

use crate::fact::FactKind;

/// An event about goods.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Event {
    ProductViewed,
    ListViewed,
    ProductAdded,
    ProductRemoved,
    CartViewed,
    CheckoutStarted,
    OrderCompleted,
    OrderUpdated,
    Returned,
    OrderCancelled,
}

/// The names, and those of the specification's first version.
const NAMES: [(&str, Event); 19] = [
    ("product viewed", Event::ProductViewed),
    ("viewed product", Event::ProductViewed),
    ("product list viewed", Event::ListViewed),
    ("viewed product category", Event::ListViewed),
    ("product added", Event::ProductAdded),
    ("added product", Event::ProductAdded),
    ("product removed", Event::ProductRemoved),
    ("removed product", Event::ProductRemoved),
    ("cart viewed", Event::CartViewed),
    ("checkout started", Event::CheckoutStarted),
    ("order completed", Event::OrderCompleted),
    ("completed order", Event::OrderCompleted),
    ("order updated", Event::OrderUpdated),
    ("updated order", Event::OrderUpdated),
    ("order refunded", Event::Returned),
    ("refunded order", Event::Returned),
    ("order cancelled", Event::OrderCancelled),
    ("order canceled", Event::OrderCancelled),
    ("cancelled order", Event::OrderCancelled),
];

/// No name of ours is longer.
const NAME_MAX: usize = 32;

impl Event {
    /// The event of a kind and name, whatever the case; `order_completed` is `Order Completed`.
    pub(super) fn find(kind: FactKind, name: Option<&str>) -> Option<Self> {
        match kind {
            FactKind::Order => Some(Self::OrderCompleted),
            FactKind::Return => Some(Self::Returned),
            FactKind::Track => {
                let name = name?.trim();
                if name.len() > NAME_MAX {
                    return None;
                }
                let name = name.to_ascii_lowercase().replace('_', " ");
                let found = NAMES.iter().find(|(known, _)| *known == name);
                found.map(|(_, event)| *event)
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_in_any_case_and_with_underscores() {
        for name in [
            "Order Completed",
            "order completed",
            "order_completed",
            " ORDER COMPLETED ",
        ] {
            assert_eq!(
                Event::find(FactKind::Track, Some(name)),
                Some(Event::OrderCompleted)
            );
        }
        assert_eq!(Event::find(FactKind::Track, Some("Order Complete")), None);
        assert_eq!(Event::find(FactKind::Track, None), None);
        assert_eq!(Event::find(FactKind::Page, Some("Order Completed")), None);
        assert_eq!(Event::find(FactKind::Return, None), Some(Event::Returned));
    }
}
