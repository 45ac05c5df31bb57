//! `clientele customer`: customers by figures, and one at a time.

mod list;

use std::process::ExitCode;

use clap::{Args, Subcommand};
use customers::{Card, Cart, Carts, CustomersError, Profile, find_card, find_card_by_email};
use kernel::Email;
use serde::Serialize;
use serde_json::{Map, Value};
use store::Store;

use crate::context::Globals;
use crate::print;

/// Carts that are shown.
const CARTS_MAX: i64 = 10;

/// List customers, look at one
#[derive(Debug, Args)]
pub(crate) struct Options {
    #[command(subcommand)]
    command: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// List customers by what they bought
    List(Box<list::List>),
    /// Show what is known of a customer
    Show {
        /// Our id, the key in the system where the customer comes from, or an e-mail address
        customer: String,
    },
}

/// A card with the customer's newest carts.
#[derive(Serialize)]
struct Shown {
    #[serde(flatten)]
    card: Card,
    carts: Vec<Cart>,
}

impl Options {
    pub(crate) async fn run(self, globals: &Globals) -> anyhow::Result<ExitCode> {
        let customer = match self.command {
            What::List(list) => return list.run(globals).await,
            What::Show { customer } => customer,
        };
        let workspace = globals.workspace().await?;
        let card = find(workspace.store(), &customer).await?;
        let carts = Carts::new(workspace.store().clone());
        let carts = carts.of_customer(card.id, CARTS_MAX).await?;
        if globals.json {
            print::json(&Shown { card, carts })?;
        } else {
            let digits = workspace.settings().currency.digits();
            print::out(&page(&card, &carts, digits));
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// A key may look like an address, so it counts first.
async fn find(store: &Store, named: &str) -> Result<Card, CustomersError> {
    if let Some(card) = find_card(store, named).await? {
        return Ok(card);
    }
    let missing = || CustomersError::CustomerMissing(named.to_owned());
    let address = Email::parse(named).map_err(|_| missing())?;
    let card = find_card_by_email(store, &address).await?;
    card.ok_or_else(missing)
}

fn page(card: &Card, carts: &[Cart], digits: u8) -> String {
    let mut rows = Rows::default();
    rows.add("customer", &card.id.to_string());
    rows.add("key", &card.key);
    let personal = [
        ("name", card.name.as_ref().map(kernel::PersonName::expose)),
        ("e-mail", card.email.as_ref().map(Email::expose)),
        ("phone", card.phone.as_ref().map(kernel::Phone::expose)),
        ("country", card.country.as_deref()),
    ];
    for (name, value) in personal {
        rows.add(name, value.unwrap_or_default());
    }
    rows.add("known since", &card.created_at.to_string());
    rows.all("", &card.attributes);
    for mark in &card.identifiers {
        rows.add(&format!("known by {}", mark.kind), &mark.value);
    }
    if let Some(profile) = &card.profile {
        profile_rows(&mut rows, profile);
    }
    for cart in carts {
        rows.add(&format!("cart {}", cart.id), &cart_line(cart, digits));
    }
    rows.0.join("\n")
}

fn profile_rows(rows: &mut Rows, profile: &Profile) {
    rows.add("first seen", &profile.first_seen_at.to_string());
    rows.add("last seen", &profile.last_seen_at.to_string());
    let (events, pages, orders) = (profile.events, profile.pages, profile.orders);
    rows.add(
        "events",
        &format!("{events}, of them {pages} pages and {orders} orders"),
    );
    rows.all("trait ", &profile.traits);
    rows.all("consent ", &profile.consents);
    rows.all("campaign ", &profile.campaign);
    rows.add("came from", profile.referrer.as_deref().unwrap_or_default());
}

fn cart_line(cart: &Cart, digits: u8) -> String {
    let state = match (&cart.order, cart.closed_at, cart.checkout_at) {
        (Some(order), _, _) => format!("ordered as {order}"),
        (None, Some(at), _) => format!("ordered {at}"),
        (None, None, Some(at)) => format!("in checkout since {at}"),
        (None, None, None) => format!("open, changed {}", cart.changed_at),
    };
    let value = print::money(cart.value_minor, digits);
    format!("{value}, {} products, {state}", cart.items.len())
}

/// Lines of name and value; what is empty is left out.
#[derive(Default)]
struct Rows(Vec<String>);

impl Rows {
    fn add(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.0.push(format!("{name}: {value}"));
        }
    }

    fn all(&mut self, what: &str, values: &Map<String, Value>) {
        for (name, value) in values {
            let value = value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned);
            self.add(&format!("{what}{name}"), &value);
        }
    }
}
