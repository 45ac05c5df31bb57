//! The purchase model of each customer: the same for all, or by group of customers with the same covariates.

use std::sync::Arc;

use lab::{LabError, PurchaseKind, PurchaseModel};

use crate::value::coding::Coding;

/// The place of `alpha`, which an effect divides.
const ALPHA: usize = 1;

/// The purchase models of a base.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Purchases {
    /// That of the average customer.
    base: PurchaseModel,
    coding: Arc<Coding>,
    /// Effects on the logarithm of the purchase rate, in the order of the coding's columns.
    effects: Vec<f64>,
    /// By group; empty when all have the same.
    groups: Vec<PurchaseModel>,
}

impl From<PurchaseModel> for Purchases {
    fn from(base: PurchaseModel) -> Self {
        Self {
            base,
            coding: Arc::default(),
            effects: vec![],
            groups: vec![],
        }
    }
}

impl Purchases {
    /// A model in which covariates multiply the purchase rate.
    pub(crate) fn by_group(
        base: PurchaseModel,
        coding: Arc<Coding>,
        effects: Vec<f64>,
    ) -> Result<Self, LabError> {
        let means = coding.means();
        if effects.len() != means.len() {
            return Err(LabError::ParameterCount {
                expected: means.len(),
                given: effects.len(),
            });
        }
        let groups = if effects.is_empty() {
            vec![]
        } else {
            let of_group = |group: usize| {
                let row = coding.row(u32::try_from(group).unwrap_or(0));
                let distances = row.iter().zip(&means).map(|(value, mean)| value - mean);
                let shift: f64 = distances.zip(&effects).map(|(x, effect)| x * effect).sum();
                let mut parameters = base.parameters();
                parameters[ALPHA] *= (-shift).exp();
                PurchaseModel::new(base.kind(), &parameters)
            };
            let groups: Result<Vec<_>, LabError> = (0..coding.groups()).map(of_group).collect();
            groups?
        };
        Ok(Self {
            base,
            coding,
            effects,
            groups,
        })
    }

    /// The model of a group of customers.
    pub(crate) fn of(&self, group: u32) -> &PurchaseModel {
        let place = usize::try_from(group).unwrap_or(0);
        self.groups.get(place).unwrap_or(&self.base)
    }

    /// Which model it is.
    pub(crate) fn kind(&self) -> PurchaseKind {
        self.base.kind()
    }

    /// What tells the groups apart.
    pub(crate) fn coding(&self) -> &Coding {
        &self.coding
    }

    /// The base's parameters, then the effects.
    pub(crate) fn parameters(&self) -> Vec<f64> {
        let base = self.base.parameters().into_iter();
        base.chain(self.effects.iter().copied()).collect()
    }

    /// The same with other parameters.
    pub(crate) fn with(&self, parameters: &[f64]) -> Result<Self, LabError> {
        let split = parameters.split_at_checked(self.base.parameters().len());
        let (base, effects) = split.ok_or(LabError::ParameterCount {
            expected: self.parameters().len(),
            given: parameters.len(),
        })?;
        let base = PurchaseModel::new(self.kind(), base)?;
        Self::by_group(base, Arc::clone(&self.coding), effects.to_vec())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::coding::Count;
    use crate::value::traits::Trait;

    #[test]
    fn effects_multiply_the_rate_against_the_base_level() {
        let texts = ["channel=web", "channel=shop"].map(str::to_owned);
        let count = |customers| Count {
            customers,
            repeat: customers,
        };
        let (coding, _) = Coding::of(&[Trait::Channel], &texts, &[count(300), count(100)]);
        let base = PurchaseModel::new(PurchaseKind::BgNbd, &[0.8, 60.0, 0.7, 2.5]).unwrap();
        let effect = 2.0_f64.ln();
        let models = Purchases::by_group(base, Arc::new(coding), vec![effect]).unwrap();
        let alpha = |text: &str| {
            models
                .of(models.coding().group(text))
                .parameters()
                .map(f64::ln)[ALPHA]
        };
        let [web, shop] = ["channel=web", "channel=shop"].map(alpha);
        assert!((web - shop - effect).abs() < 1e-12, "{web} {shop}");
        assert!(
            (0.75 * web + 0.25 * shop - 60.0_f64.ln()).abs() < 1e-12,
            "the base is at the mean"
        );
        assert_eq!(models.of(0), &base);
        assert_eq!(models.with(&models.parameters()).unwrap(), models);
        assert!(models.with(&[1.0; 4]).is_err() && models.with(&[1.0]).is_err());
        assert_eq!(Purchases::from(base).of(7), &base);
    }
}
