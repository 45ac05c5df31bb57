//! Orders: lines into the lake, their customers into the store.

use std::collections::HashMap;

use customers::{Customers, OrderLines};
use warehouse::{Codes, CustomerRow, LineColumns, NO_CODE, ProductRow, StagedLines};

use super::job::{Brought, Job};
use super::{ImportCounts, open};
use crate::{AppError, Stage};

/// What the sizes of all amounts may add up to, in minor units: half of what fits, for sums that differ.
const AMOUNTS_MAX: u128 = 1 << 62;

impl Job {
    /// Imports a file of order lines.
    pub(super) async fn orders(&self) -> Result<Brought, AppError> {
        let records = open(&self.path, &self.mapping)?;
        let read =
            customers::read_orders_from(records, &self.mapping, &self.read, &mut self.reading())?;
        let refusals_path = self.judge(read.counts.read, read.counts.refused, &read.refusals)?;

        let lines = read.lines;
        self.check_amounts(&lines.amount_minor).await?;
        self.stage(
            Stage::Matching,
            Some(lines.customer.dictionary.len() as u64),
        );
        let imports = self.workspace.imports_table();
        imports
            .set_committing(self.id, &read.mapping.to_toml())
            .await?;
        let store = Customers::new(self.workspace.store.clone());
        let resolved = store.resolve(self.id, &lines.customer.dictionary).await?;
        let ids: Vec<i64> = resolved.ids.iter().map(|id| id.raw()).collect();
        self.check_cancelled()?;

        self.stage(Stage::Writing, Some(lines.len() as u64));
        let customers = customer_rows(&lines, &ids);
        let products = product_rows(&lines);
        let columns = columns(lines, &ids);
        let staged = StagedLines {
            import_id: self.id.raw(),
            lines: &columns,
            customers: &customers,
            products: &products,
        };
        let outcome = self
            .workspace
            .lake
            .import(&staged, async |outcome| {
                self.check_cancelled()?;
                self.stage(Stage::Committing, None);
                let counts = ImportCounts::of_orders(&read.counts, outcome);
                let counts = serde_json::to_value(&counts).unwrap_or_default();
                Ok::<(), AppError>(imports.note_counts(self.id, &counts).await?)
            })
            .await?;
        let counts = ImportCounts::of_orders(&read.counts, &outcome);
        Ok(Brought {
            counts,
            refusals_path,
            snapshot: outcome.snapshot,
        })
    }

    /// Refuses amounts whose sums, over all that the workspace would hold, might not fit.
    pub(super) async fn check_amounts(&self, amounts: &[i64]) -> Result<(), AppError> {
        let sizes = amounts
            .iter()
            .map(|amount| u128::from(amount.unsigned_abs()));
        let brought: u128 = sizes.sum();
        // What is far below the limit needs no look at what is there.
        if brought <= AMOUNTS_MAX / 1024 {
            return Ok(());
        }
        let held = self.workspace.lake.amounts_total().await?;
        let fits = brought.saturating_add(held) <= AMOUNTS_MAX;
        if fits {
            Ok(())
        } else {
            Err(AppError::AmountsTooLarge)
        }
    }
}

/// The customers of the lines, each with the first country that a line of theirs names.
fn customer_rows(lines: &OrderLines, ids: &[i64]) -> Vec<CustomerRow> {
    let mut countries: Vec<u32> = vec![NO_CODE; ids.len()];
    for (customer, country) in lines.customer.codes.iter().zip(&lines.country.codes) {
        if let Some(place) = countries.get_mut(*customer as usize)
            && *place == NO_CODE
        {
            *place = *country;
        }
    }
    let text = |code: u32| lines.country.dictionary.get(code as usize).cloned();
    ids.iter()
        .zip(&lines.customer.dictionary)
        .zip(countries)
        .map(|((id, key), country)| CustomerRow {
            id: *id,
            key: key.clone(),
            country: text(country),
            attributes: None,
        })
        .collect()
}

/// The products of the lines, each with the name that most of its lines give.
fn product_rows(lines: &OrderLines) -> Vec<ProductRow> {
    let mut names: HashMap<(u32, u32), u64> = HashMap::new();
    for (product, name) in lines.product.codes.iter().zip(&lines.product_name.codes) {
        if *product != NO_CODE && *name != NO_CODE {
            *names.entry((*product, *name)).or_default() += 1;
        }
    }
    let mut chosen: Vec<(u64, u32)> = vec![(0, NO_CODE); lines.product.dictionary.len()];
    let mut counted: Vec<((u32, u32), u64)> = names.into_iter().collect();
    counted.sort_unstable();
    for ((product, name), count) in counted {
        if let Some(best) = chosen.get_mut(product as usize)
            && count > best.0
        {
            *best = (count, name);
        }
    }
    lines
        .product
        .dictionary
        .iter()
        .zip(chosen)
        .map(|(key, (_, name))| ProductRow {
            key: key.clone(),
            name: lines.product_name.dictionary.get(name as usize).cloned(),
            category: None,
            attributes: None,
        })
        .collect()
}

/// The columns as the lake takes them; nothing is copied but the customers' ids.
fn columns(lines: OrderLines, ids: &[i64]) -> LineColumns {
    let customer_id = lines
        .customer
        .codes
        .iter()
        .map(|code| ids.get(*code as usize).copied())
        .collect();
    let codes = |column: customers::Codes| Codes {
        codes: column.codes,
        dictionary: column.dictionary,
    };
    LineColumns {
        customer_id,
        order: codes(lines.order),
        at_micros: lines.at_micros,
        day: lines.day,
        product: codes(lines.product),
        product_name: codes(lines.product_name),
        quantity: lines.quantity,
        unit_price_micros: lines.unit_price_micros,
        amount_minor: lines.amount_minor,
        discount_minor: lines.discount_minor,
        cost_minor: lines.cost_minor,
        channel: codes(lines.channel),
        store: codes(lines.store),
        country: codes(lines.country),
        is_return: lines.is_return,
        attributes: codes(lines.attributes),
    }
}
