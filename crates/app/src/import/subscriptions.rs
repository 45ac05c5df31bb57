//! Subscriptions: what a file tells about them into the lake, their customers into the store.

use customers::{Customers, SubscriptionTerms};
use warehouse::{CustomerRow, StagedSubscriptions, SubscriptionRow};

use super::job::{Brought, Job};
use super::{ImportCounts, open};
use crate::{AppError, Stage};

impl Job {
    /// Imports a file of subscriptions.
    pub(super) async fn subscriptions(&self) -> Result<Brought, AppError> {
        let records = open(&self.path, &self.mapping)?;
        let read = customers::read_subscriptions_from(
            records,
            &self.mapping,
            &self.read,
            &mut self.reading(),
        )?;
        let refusals_path = self.judge(read.counts.read, read.counts.refused, &read.refusals)?;
        let terms = &read.terms;
        self.check_amounts(&terms.price_minor).await?;
        let keys = &terms.customer.dictionary;
        self.stage(Stage::Matching, Some(keys.len() as u64));
        let imports = self.workspace.imports_table();
        imports
            .set_committing(self.id, &read.mapping.to_toml())
            .await?;
        let store = Customers::new(self.workspace.store.clone());
        let ids = store.resolve(self.id, keys).await?.ids;
        let ids: Vec<i64> = ids.iter().map(|id| id.raw()).collect();
        self.check_cancelled()?;

        self.stage(Stage::Writing, Some(terms.len() as u64));
        let rows = rows(terms, &ids);
        let customers: Vec<CustomerRow> = ids
            .iter()
            .zip(keys)
            .map(|(id, key)| CustomerRow {
                id: *id,
                key: key.clone(),
                country: None,
                attributes: None,
            })
            .collect();
        let staged = StagedSubscriptions {
            import_id: self.id.raw(),
            rows: &rows,
            customers: &customers,
        };
        let lake = &self.workspace.lake;
        let outcome = lake
            .import_subscriptions(&staged, async |outcome| {
                self.check_cancelled()?;
                self.stage(Stage::Committing, None);
                let counts = ImportCounts::of_subscriptions(&read.counts, outcome);
                let counts = serde_json::to_value(&counts).unwrap_or_default();
                Ok::<(), AppError>(imports.note_counts(self.id, &counts).await?)
            })
            .await?;
        Ok(Brought {
            counts: ImportCounts::of_subscriptions(&read.counts, &outcome),
            refusals_path,
            snapshot: outcome.snapshot,
        })
    }
}

/// The subscriptions as the lake takes them; every one has a customer.
fn rows(terms: &SubscriptionTerms, ids: &[i64]) -> Vec<SubscriptionRow> {
    let customers = terms.customer.codes.iter();
    let ids = customers.map(|code| ids.get(*code as usize).copied());
    ids.enumerate()
        .filter_map(|(row, id)| {
            Some(SubscriptionRow {
                customer_id: id?,
                key: terms.key[row].clone(),
                plan: terms.plan.get(row).map(str::to_owned),
                start_day: terms.start_day[row],
                end_day: terms.end_day[row],
                price_minor: terms.price_minor[row],
                period_months: i32::from(terms.period_months[row]),
                attributes: terms.attributes.get(row).map(str::to_owned),
            })
        })
        .collect()
}
