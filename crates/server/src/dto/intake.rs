//! Orders, returns and customers as a till or a back office sends them.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

macro_rules! input {
    ($(#[$meta:meta])* $name:ident { $($(#[$field_meta:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$meta])*
        #[derive(ToSchema)]
        #[expect(dead_code, reason = "bodies are read field by field with their paths; this is for the document")]
        pub(crate) struct $name { $($(#[$field_meta])* pub $field: $type,)* }
    };
}

input! {
    /// An order. Further fields are kept as they are.
    OrderInput {
        /// The order's id in your system, a text or a whole number: the same one is the same order.
        order_id: String,
        /// When it was made (RFC 3339); now when absent.
        ordered_at: Option<String>,
        /// Who bought; nobody when absent.
        customer: Option<CustomerMarks>,
        /// The currency, which must be the workspace's.
        currency: Option<String>,
        /// What was paid. Needed when the products have no prices.
        total: Option<Value>,
        /// Shipping within the total.
        shipping: Option<Value>,
        /// Taxes within the total, where they are told apart.
        tax: Option<Value>,
        /// A discount on the whole.
        discount: Option<Value>,
        /// What was bought.
        products: Option<Vec<ProductInput>>,
        /// Where it was sold, such as `shop` or `web`.
        channel: Option<String>,
        /// The shop.
        store: Option<String>,
    }
}

input! {
    /// A return: goods or money that went back. Further fields are kept as they are.
    ReturnInput {
        /// The return's id in your system, a text or a whole number: the same one is the same return.
        return_id: String,
        /// The order that it is of.
        order_id: String,
        /// When it was (RFC 3339); now when absent.
        returned_at: Option<String>,
        /// Who brought it.
        customer: Option<CustomerMarks>,
        /// What was paid back. Needed when the products have no prices.
        total: Option<Value>,
        /// What went back; the whole order when nothing is said.
        products: Option<Vec<ProductInput>>,
    }
}

input! {
    /// A product of an order or a return. Amounts are decimal numbers or texts, in units of the currency.
    ProductInput {
        /// Its key in your system.
        product_id: Option<String>,
        /// Its key in your system, where there is no `product_id`.
        sku: Option<String>,
        /// Its name.
        name: Option<String>,
        /// Its category.
        category: Option<String>,
        /// Units; 1 when absent.
        quantity: Option<Value>,
        /// The price of one.
        price: Option<Value>,
        /// A discount on the line.
        discount: Option<Value>,
        /// What the goods of the line cost you.
        cost: Option<Value>,
    }
}

input! {
    /// By what a customer is known; the first that is known counts.
    CustomerMarks {
        /// The customer's key in your system, or an id of ours.
        user_id: Option<String>,
        /// An e-mail address.
        email: Option<String>,
        /// A telephone number.
        phone: Option<String>,
        /// A visitor's id.
        anonymous_id: Option<String>,
    }
}

input! {
    /// A customer: at least one of `user_id`, `email` and `phone`, and what is told of them.
    CustomerInput {
        /// The customer's key in your system, or an id of ours.
        user_id: Option<String>,
        /// An e-mail address.
        email: Option<String>,
        /// A telephone number.
        phone: Option<String>,
        /// The name.
        name: Option<String>,
        /// The first name, where the name is in parts.
        first_name: Option<String>,
        /// The last name, where the name is in parts.
        last_name: Option<String>,
        /// The country.
        country: Option<String>,
        /// Further attributes by name; null removes one.
        attributes: Option<Value>,
        /// When this was so (RFC 3339); now when absent. What was said later stays.
        changed_at: Option<String>,
    }
}

/// What came of a request, an item an object, in their order.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TakenList {
    /// What came of each.
    pub items: Vec<TakenItem>,
}

/// What came of one object.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TakenItem {
    /// The order's or the return's id; null for a customer.
    pub id: Option<String>,
    /// The customer, where one is named and known by now.
    #[schema(example = "cus_0000000000000")]
    pub customer_id: Option<String>,
    /// The event's place in the log.
    pub position: i64,
    /// Whether it was not there before.
    pub is_new: bool,
}

impl From<&app::Taken> for TakenItem {
    fn from(taken: &app::Taken) -> Self {
        Self {
            id: taken.id.clone(),
            customer_id: taken.customer.map(|customer| customer.to_string()),
            position: taken.position,
            is_new: taken.is_new,
        }
    }
}
