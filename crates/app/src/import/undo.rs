//! An import taken back.

use std::collections::HashSet;

use customers::{CustomerId, Customers, CustomersError, ImportId, ImportState, Kind, Products};
use warehouse::Created;

use crate::{AppError, ImportRecord, Workspace};

impl Workspace {
    /// Takes an import back. Lines, and the customers and products that came with them and that nothing
    /// else mentions, leave. Attributes that a file of customers or products had changed keep their
    /// values: what stood there before is not kept. Subscriptions are again what the files before this one
    /// told, unless a later file told otherwise. Lines that a later file had too leave, because it
    /// was this import that brought them: import the later file again to have them back.
    ///
    /// # Errors
    ///
    /// When the import is not done, another one runs, or store or lake fail; repeating it then goes on.
    pub async fn undo_import(&self, id: ImportId, _actor: &str) -> Result<ImportRecord, AppError> {
        let import = self.import_record(id).await?;
        if import.state != ImportState::Done {
            return Err(CustomersError::ImportState {
                id: id.to_string(),
                state: import.state.name(),
                wanted: ImportState::Undone.name(),
            }
            .into());
        }
        let lock = self.lock_for_import().await?;
        let undone = self.take_out(&import).await;
        lock.release().await;
        undone?;
        self.import_record(id).await
    }

    /// Takes out what an import brought. The caller holds the lock.
    async fn take_out(&self, import: &ImportRecord) -> Result<(), AppError> {
        let id = import.id;
        let customers = Customers::new(self.store.clone());
        let created = customers.created_by(id).await?;
        let raw: Vec<i64> = created.iter().map(|id| id.raw()).collect();
        let products = Products::new(self.store.clone());
        let made = products.created_by(id).await?;
        let kept: HashSet<String> = match import.kind {
            Kind::Products => HashSet::new(),
            _ => self
                .stored_products()
                .await?
                .into_iter()
                .map(|row| row.key)
                .collect(),
        };
        let undone = self
            .lake
            .undo(
                id.raw(),
                Created {
                    customers: &raw,
                    products: &made,
                },
                &kept,
            )
            .await?;
        let gone: HashSet<i64> = undone.customers.into_iter().collect();
        let still_used: Vec<CustomerId> = created
            .into_iter()
            .filter(|id| !gone.contains(&id.raw()))
            .collect();
        customers.remove_created_by(id, &still_used).await?;
        products.remove_created_by(id).await?;
        Ok(self.imports_table().set_undone(id).await?)
    }
}
