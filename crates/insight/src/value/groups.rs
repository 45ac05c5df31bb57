//! The group of each customer under a model with covariates.

use std::collections::HashMap;
use std::sync::Arc;

use crate::InsightError;
use crate::history::IdHasher;
use crate::source::Source;
use crate::value::coding::Coding;
use crate::value::traits::Traits;

/// The groups of customers; without a model with covariates everybody is in group 0.
#[derive(Debug, Clone, Default)]
pub(crate) struct Groups(Option<Arc<HashMap<i64, u32, IdHasher>>>);

impl Groups {
    /// Reads what tells them apart, if anything does.
    pub(crate) async fn read(source: &Source<'_>, coding: &Coding) -> Result<Self, InsightError> {
        if coding.is_empty() {
            return Ok(Self::default());
        }
        let traits = Traits::read(source, &coding.traits()).await?;
        let groups: Vec<u32> = (traits.texts.iter())
            .map(|text| coding.group(text))
            .collect();
        Ok(Self(Some(Arc::new(traits.map(&groups)))))
    }

    /// The group of a customer.
    pub(crate) fn of(&self, customer_id: i64) -> u32 {
        let known = self.0.as_ref().and_then(|all| all.get(&customer_id));
        known.copied().unwrap_or(0)
    }
}
