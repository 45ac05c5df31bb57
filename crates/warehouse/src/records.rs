//! Somebody's Parquet file as rows of text, so that it is imported by the same rules as any other.

use std::fs::File;
use std::path::Path;

use arrow::array::{ArrayRef, AsArray, StringArray};
use arrow::compute::cast;
use arrow::datatypes::DataType;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};

use crate::WarehouseError;

/// Rows read at a time.
const BATCH_ROWS: usize = 64 * 1024;

/// The rows of a Parquet file.
pub struct ParquetRecords {
    file: String,
    header: Vec<String>,
    rows: u64,
    reader: ParquetRecordBatchReader,
}

/// Some rows as text, a column after the other.
#[derive(Debug, Clone)]
pub struct TextRows {
    columns: Vec<StringArray>,
}

/// Opens a Parquet file.
///
/// # Errors
///
/// [`WarehouseError::BadParquet`] when it is none, is cut off, or has columns of nested values.
pub fn parquet_records(path: &Path) -> Result<ParquetRecords, WarehouseError> {
    let file = path
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let bad = |reason: String| WarehouseError::BadParquet {
        file: file.clone(),
        reason,
    };
    let opened = File::open(path).map_err(|error| bad(error.to_string()))?;
    let builder =
        ParquetRecordBatchReaderBuilder::try_new(opened).map_err(|error| bad(error.to_string()))?;
    if let Some(nested) = builder
        .schema()
        .fields()
        .iter()
        .find(|f| f.data_type().is_nested())
    {
        return Err(bad(format!("column {} holds nested values", nested.name())));
    }
    let header = builder
        .schema()
        .fields()
        .iter()
        .map(|field| field.name().clone())
        .collect();
    let rows = u64::try_from(builder.metadata().file_metadata().num_rows()).unwrap_or(0);
    let reader = builder
        .with_batch_size(BATCH_ROWS)
        .build()
        .map_err(|error| bad(error.to_string()))?;
    Ok(ParquetRecords {
        file,
        header,
        rows,
        reader,
    })
}

impl ParquetRecords {
    /// The names of the columns.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// How many rows the file has.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// The next rows; `None` at the end.
    ///
    /// # Errors
    ///
    /// [`WarehouseError::BadParquet`] when the file is damaged.
    pub fn read(&mut self) -> Result<Option<TextRows>, WarehouseError> {
        let bad = |reason: String| WarehouseError::BadParquet {
            file: self.file.clone(),
            reason,
        };
        let Some(batch) = self.reader.next() else {
            return Ok(None);
        };
        let batch = batch.map_err(|error| bad(error.to_string()))?;
        let text = |column: &ArrayRef| cast(column, &DataType::Utf8).map(|t| t.as_string().clone());
        let columns = batch
            .columns()
            .iter()
            .map(text)
            .collect::<Result<_, _>>()
            .map_err(|error| bad(error.to_string()))?;
        Ok(Some(TextRows { columns }))
    }
}

impl TextRows {
    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.columns.first().map_or(0, arrow::array::Array::len)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The text of a cell; `None` where it is empty.
    pub fn cell(&self, row: usize, column: usize) -> Option<&str> {
        use arrow::array::Array;
        let column = self.columns.get(column)?;
        column.is_valid(row).then(|| column.value(row))
    }
}
