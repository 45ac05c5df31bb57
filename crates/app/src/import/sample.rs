//! The sample: real orders that come with the program, for a workspace that has none of its own.

use customers::Kind;

use super::{ImportOptions, sha256};
use crate::{AppError, ImportRecord, Workspace};

/// Every fifth customer of Online Retail II, two years of a British gift-ware shop; `data/README.md` tells its origin.
/// Licence: CC BY 4.0, Chen, D. (2012), <https://doi.org/10.24432/C5CG6D>.
const BYTES: &[u8] = include_bytes!("../../../../data/online_retail_sample.parquet");

/// Its name in the list of imports.
const NAME: &str = "online_retail_sample.parquet";

/// The shop's clock; its amounts, in pounds, are taken in the workspace's currency as they stand.
const MAPPING: &str = "[file]\ntime_zone = \"Europe/London\"\n";

/// The sample as a file.
#[derive(Debug, Clone, Copy)]
pub struct Sample {
    /// Its name.
    pub name: &'static str,
    /// Its content, Parquet.
    pub bytes: &'static [u8],
}

impl Sample {
    /// How it is to be taken.
    pub fn options(self) -> ImportOptions {
        ImportOptions {
            mapping_text: Some(MAPPING.to_owned()),
            ..ImportOptions::default()
        }
    }
}

/// Whether the sample can be loaded.
#[derive(Debug)]
pub enum SampleState {
    /// It is in already, by this import.
    Loaded(Box<ImportRecord>),
    /// It is not in, and nothing else is.
    Open(Sample),
}

impl Workspace {
    /// Looks whether the sample may be loaded. It is one import of orders like any other, known again and undone as one.
    ///
    /// # Errors
    ///
    /// [`AppError::SampleUnwanted`] when the workspace has orders of its own, and when it can not be read.
    pub async fn sample(&self) -> Result<SampleState, AppError> {
        let known = self
            .imports_table()
            .find_done(Kind::Orders, &sha256(BYTES))
            .await?;
        if let Some(record) = known {
            return Ok(SampleState::Loaded(Box::new(record)));
        }
        let orders = self.overview().await?.orders;
        if orders > 0 {
            return Err(AppError::SampleUnwanted { orders });
        }
        Ok(SampleState::Open(Sample {
            name: NAME,
            bytes: BYTES,
        }))
    }
}
