//! Mappings that are kept under a name.

use customers::{Kind, Mapping, Mappings, SavedMapping};

use crate::{AppError, Workspace};

impl Workspace {
    /// The saved mappings, by name.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn mappings(&self) -> Result<Vec<SavedMapping>, AppError> {
        Ok(self.saved().list().await?)
    }

    /// The mapping of a name.
    ///
    /// # Errors
    ///
    /// When there is none, or the store does not answer.
    pub async fn mapping(&self, name: &str) -> Result<SavedMapping, AppError> {
        Ok(self.saved().get(name).await?)
    }

    /// Saves a mapping under a name, in place of an earlier one. Without a kind its columns tell what files it reads.
    ///
    /// # Errors
    ///
    /// When the text is no mapping, or the store does not answer.
    pub async fn save_mapping(
        &self,
        name: &str,
        kind: Option<Kind>,
        text: &str,
    ) -> Result<SavedMapping, AppError> {
        let kind = kind.unwrap_or_else(|| kind_of(text));
        self.saved().save(name, kind, text).await?;
        self.mapping(name).await
    }

    /// Removes a mapping.
    ///
    /// # Errors
    ///
    /// When there is none, or the store does not answer.
    pub async fn delete_mapping(&self, name: &str) -> Result<(), AppError> {
        Ok(self.saved().delete(name).await?)
    }

    fn saved(&self) -> Mappings {
        Mappings::new(self.store.clone())
    }
}

/// The kind of file that a mapping fits: the first under which it reads without a fault, so that a
/// fault is told in terms of orders.
fn kind_of(text: &str) -> Kind {
    Kind::ALL
        .into_iter()
        .find(|kind| Mapping::parse(*kind, text).is_ok())
        .unwrap_or(Kind::Orders)
}
