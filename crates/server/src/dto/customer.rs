//! The list of customers, and what one bought and did.

use app::segment_of;
use customers::{DirectoryPage, Listed};
use insight::{Purchase, PurchaseLine, TimelineItem, TimelineKind};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

/// A page of the list of customers.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CustomerPage {
    /// The day at whose end figures stand; null without orders, and until they are made.
    pub as_of: Option<Date>,
    /// The currency of all amounts.
    pub currency: String,
    /// Decimal digits of its minor unit.
    pub digits: u8,
    /// The customers.
    pub items: Vec<CustomerRow>,
    /// Where the next page begins; null at the end.
    pub next_cursor: Option<String>,
    /// How many there are; counting stops at 10000.
    pub total: u64,
    /// Whether there are no more than that.
    pub total_is_exact: bool,
}

/// A customer as the list shows it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CustomerRow {
    /// Our id.
    #[schema(example = "cus_0000000000000")]
    pub id: String,
    /// The key in the system where the customer comes from; our id where none gave one.
    pub key: String,
    /// The name.
    pub name: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
    /// The telephone number.
    pub phone: Option<String>,
    /// The country.
    pub country: Option<String>,
    /// The RFM segment; null without an order.
    pub segment: Option<String>,
    /// Orders.
    pub orders: i64,
    /// What they brought, less returns, in minor units.
    pub revenue_minor: i64,
    /// The day of the first order.
    pub first_order: Option<Date>,
    /// The day of the last one.
    pub last_order: Option<Date>,
    /// Probability of not having left; null without a score.
    pub p_alive: Option<f64>,
    /// What the orders of 365 days are expected to be worth, in minor units; null without a score.
    pub clv_12m_minor: Option<i64>,
    /// When we first knew of them.
    pub created_at: Timestamp,
}

/// A page of a customer's orders.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CustomerOrderPage {
    /// The orders, the latest first.
    pub items: Vec<CustomerOrder>,
    /// Where the next page begins; null at the end.
    pub next_cursor: Option<String>,
}

/// An order of a customer.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CustomerOrder {
    /// The order's key.
    pub order: String,
    /// When it was placed.
    pub at: Timestamp,
    /// The business day.
    pub day: Date,
    /// The channel.
    pub channel: Option<String>,
    /// What it brought, in minor units.
    pub revenue_minor: i64,
    /// Its lines, two hundred at most.
    pub lines: Vec<CustomerOrderLine>,
    /// How many lines there are.
    pub lines_total: u64,
}

/// A line of an order.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CustomerOrderLine {
    /// The product's key.
    pub product: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// How many; negative for a return.
    pub quantity: f64,
    /// What the line brought, in minor units; negative for a return.
    pub amount_minor: i64,
    /// Whether it went back.
    pub is_return: bool,
}

/// A page of what a customer did.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CustomerTimelinePage {
    /// What happened, the latest first.
    pub items: Vec<CustomerTimelineItem>,
    /// Where the next page begins; null at the end.
    pub next_cursor: Option<String>,
}

/// One thing that happened.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CustomerTimelineItem {
    /// When.
    pub at: Timestamp,
    /// What.
    pub kind: CustomerTimelineKind,
    /// The order's key, or the event's name.
    pub title: Option<String>,
    /// The address of the page.
    pub url: Option<String>,
    /// What it brought, in minor units; negative for a return.
    pub amount_minor: Option<i64>,
}

/// What happened.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum CustomerTimelineKind {
    /// An order.
    Order,
    /// A return.
    Return,
    /// A form was answered.
    Form,
    /// A page or a screen was looked at.
    Page,
    /// Any other event.
    Event,
}

impl CustomerPage {
    /// Makes the page.
    pub(crate) fn new(
        page: DirectoryPage,
        as_of: Option<Date>,
        currency: kernel::Currency,
    ) -> Self {
        Self {
            as_of,
            currency: currency.to_string(),
            digits: currency.digits(),
            items: page.items.into_iter().map(Into::into).collect(),
            next_cursor: page.next_cursor,
            total: page.total,
            total_is_exact: page.total_is_exact,
        }
    }
}

impl From<Listed> for CustomerRow {
    fn from(listed: Listed) -> Self {
        let entry = listed.entry;
        let segment = entry.segment.and_then(segment_of);
        Self {
            id: listed.id.to_string(),
            key: listed.key,
            name: listed.name.map(Into::into),
            email: listed.email.map(Into::into),
            phone: listed.phone.map(Into::into),
            country: listed.country,
            segment: segment.map(|segment| segment.name().to_owned()),
            orders: entry.orders,
            revenue_minor: entry.revenue_minor,
            first_order: entry.first_day,
            last_order: entry.last_day,
            p_alive: entry.p_alive,
            clv_12m_minor: entry.clv_12m_minor,
            created_at: listed.created_at,
        }
    }
}

impl From<Purchase> for CustomerOrder {
    fn from(order: Purchase) -> Self {
        Self {
            order: order.order,
            at: order.at,
            day: order.day,
            channel: order.channel,
            revenue_minor: order.revenue_minor,
            lines: order.lines.into_iter().map(Into::into).collect(),
            lines_total: order.lines_total,
        }
    }
}

impl From<PurchaseLine> for CustomerOrderLine {
    fn from(line: PurchaseLine) -> Self {
        Self {
            product: line.product,
            name: line.name,
            quantity: line.quantity,
            amount_minor: line.amount_minor,
            is_return: line.is_return,
        }
    }
}

impl From<TimelineItem> for CustomerTimelineItem {
    fn from(item: TimelineItem) -> Self {
        Self {
            at: item.at,
            kind: match item.kind {
                TimelineKind::Order => CustomerTimelineKind::Order,
                TimelineKind::Return => CustomerTimelineKind::Return,
                TimelineKind::Form => CustomerTimelineKind::Form,
                TimelineKind::Page => CustomerTimelineKind::Page,
                TimelineKind::Event => CustomerTimelineKind::Event,
            },
            title: item.title,
            url: item.url,
            amount_minor: item.amount_minor,
        }
    }
}
