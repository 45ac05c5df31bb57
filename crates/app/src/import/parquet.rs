//! A Parquet file, which the lake opens, as rows for `customers`.

use std::path::Path;

use customers::{CustomersError, Meter, Records, Row, Sampled, Shape};
use warehouse::{ParquetRecords, TextRows, parquet_records};

use crate::AppError;

/// Rows of a Parquet file.
struct ParquetRows {
    file: ParquetRecords,
    columns: Vec<String>,
    batch: Option<TextRows>,
    next: usize,
    line: u64,
    meter: Meter,
    bytes: u64,
}

/// Opens a Parquet file as rows.
pub(crate) fn open(path: &Path) -> Result<Sampled, AppError> {
    let file = parquet_records(path)?;
    let bytes = std::fs::metadata(path).map_or(0, |found| found.len());
    let rows = ParquetRows {
        columns: file.header().to_vec(),
        file,
        batch: None,
        next: 0,
        line: 0,
        meter: Meter::new(bytes),
        bytes,
    };
    Ok(Sampled::new(Box::new(rows), Shape::PARQUET)?)
}

impl ParquetRows {
    /// The share of the file that `rows` more rows stand for.
    fn share(&self, rows: usize) -> u64 {
        let all = u128::from(self.file.rows().max(1));
        u64::try_from(u128::from(self.bytes) * rows as u128 / all).unwrap_or(u64::MAX)
    }
}

impl Records for ParquetRows {
    fn columns(&self) -> &[String] {
        &self.columns
    }

    fn next(&mut self, row: &mut Row) -> Result<bool, CustomersError> {
        while self
            .batch
            .as_ref()
            .is_none_or(|batch| self.next >= batch.len())
        {
            let damaged = |error: warehouse::WarehouseError| {
                CustomersError::File(std::io::Error::other(error))
            };
            let Some(batch) = self.file.read().map_err(damaged)? else {
                return Ok(false);
            };
            self.meter.advance(self.share(batch.len()));
            self.batch = Some(batch);
            self.next = 0;
        }
        self.line += 1;
        row.begin(self.line);
        if let Some(batch) = &self.batch {
            for column in 0..self.columns.len() {
                row.push(batch.cell(self.next, column).unwrap_or_default().as_bytes());
            }
        }
        self.next += 1;
        Ok(true)
    }

    fn meter(&self) -> Meter {
        self.meter.clone()
    }
}
