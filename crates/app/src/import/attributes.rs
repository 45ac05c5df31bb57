//! What is known about customers and products, by their key.

use customers::{Customers, Kind, Products};
use kernel::Limit;
use warehouse::{CustomerRow, ProductRow};

use super::job::{Brought, Job};
use super::{ImportCounts, open};
use crate::{AppError, Stage, Workspace};

impl Job {
    /// Imports a file of customers or of products.
    pub(super) async fn attributes(&self) -> Result<Brought, AppError> {
        let records = open(&self.path, &self.mapping)?;
        let read = customers::read_attributes_from(
            records,
            &self.mapping,
            &self.read,
            &mut self.reading(),
        )?;
        let refusals_path = self.judge(read.read, read.refused, &read.refusals)?;

        self.stage(Stage::Committing, None);
        let imports = self.workspace.imports_table();
        imports
            .set_committing(self.id, &read.mapping.to_toml())
            .await?;
        let store = self.workspace.store.clone();
        let upserted = match self.kind {
            Kind::Products => Products::new(store).upsert(self.id, &read.rows).await?,
            _ => Customers::new(store).upsert(self.id, &read.rows).await?,
        };
        self.workspace
            .project_attributes(self.kind, self.id.raw())
            .await?;
        let counts = ImportCounts {
            read: read.read,
            refused: read.refused,
            ..ImportCounts::of_attributes(upserted)
        };
        Ok(Brought {
            counts,
            refusals_path,
            snapshot: None,
        })
    }
}

impl Workspace {
    /// Brings the lake's customers or products to what the store knows.
    pub(super) async fn project_attributes(
        &self,
        kind: Kind,
        import_id: i64,
    ) -> Result<(), AppError> {
        match kind {
            Kind::Products => {
                let rows = self.stored_products().await?;
                self.lake.replace_products(import_id, rows).await?;
            }
            Kind::Customers | Kind::Orders | Kind::Subscriptions => {
                let rows = self.stored_customers().await?;
                self.lake.replace_customers(import_id, rows).await?;
            }
        }
        Ok(())
    }

    async fn stored_customers(&self) -> Result<Vec<CustomerRow>, AppError> {
        let store = Customers::new(self.store.clone());
        let (mut rows, mut cursor) = (Vec::new(), None);
        loop {
            let page = store.list(cursor.as_deref(), biggest()).await?;
            rows.extend(page.items.into_iter().map(|customer| CustomerRow {
                id: customer.id.raw(),
                key: customer.key,
                country: customer.country,
                attributes: given(customer.attributes),
            }));
            cursor = page.next_cursor;
            if cursor.is_none() {
                return Ok(rows);
            }
        }
    }

    /// The products that files of products told about.
    pub(super) async fn stored_products(&self) -> Result<Vec<ProductRow>, AppError> {
        let store = Products::new(self.store.clone());
        let (mut rows, mut cursor) = (Vec::new(), None);
        loop {
            let page = store.list(cursor.as_deref(), biggest()).await?;
            rows.extend(page.items.into_iter().map(|product| ProductRow {
                key: product.key,
                name: product.name,
                category: product.category,
                attributes: given(product.attributes),
            }));
            cursor = page.next_cursor;
            if cursor.is_none() {
                return Ok(rows);
            }
        }
    }
}

/// Attributes, unless there are none.
fn given(attributes: String) -> Option<String> {
    (attributes != "{}").then_some(attributes)
}

fn biggest() -> Limit {
    Limit::try_from(1000).unwrap_or_default()
}
