//! A query's answer in the forms that people take away.

use arrow::array::RecordBatch;
use arrow::datatypes::{Schema, SchemaRef};
use arrow::util::display::FormatOptions;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;

use crate::WarehouseError;

const FORMATTING: &str = "put the answer into words";

/// The rows of a query's answer.
#[derive(Debug, Clone)]
pub struct QueryAnswer {
    schema: SchemaRef,
    batches: Vec<RecordBatch>,
    truncated: bool,
    snapshot: i64,
}

/// A column of an answer.
#[derive(Debug, Clone, serde::Serialize)]
pub struct AnswerColumn {
    /// The column's name.
    pub name: String,
    /// Its type, as the engine calls it.
    pub kind: String,
}

impl QueryAnswer {
    pub(crate) fn new(
        schema: &SchemaRef,
        batches: Vec<RecordBatch>,
        truncated: bool,
        snapshot: i64,
    ) -> Self {
        let schema = with_names_apart(schema);
        let batches = batches
            .into_iter()
            .map(|batch| {
                let named = batch.clone().with_schema(SchemaRef::clone(&schema));
                named.unwrap_or(batch)
            })
            .collect();
        Self {
            schema,
            batches,
            truncated,
            snapshot,
        }
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    /// Whether rows were cut off at the limit.
    pub fn is_truncated(&self) -> bool {
        self.truncated
    }

    /// The state of the lake that answered.
    pub fn snapshot(&self) -> i64 {
        self.snapshot
    }

    /// The columns.
    pub fn columns(&self) -> Vec<AnswerColumn> {
        let column = |field: &arrow::datatypes::FieldRef| AnswerColumn {
            name: field.name().clone(),
            kind: field.data_type().to_string(),
        };
        self.schema.fields().iter().map(column).collect()
    }

    /// As a table for a terminal.
    ///
    /// # Errors
    ///
    /// When a value has no text form.
    pub fn to_table(&self) -> Result<String, WarehouseError> {
        // The schema is shown also where there are no rows.
        let header = RecordBatch::new_empty(SchemaRef::clone(&self.schema));
        let batches: Vec<RecordBatch> = std::iter::once(header)
            .chain(self.batches.iter().cloned())
            .collect();
        let options = FormatOptions::default().with_null("");
        arrow::util::pretty::pretty_format_batches_with_options(&batches, &options)
            .map(|table| table.to_string())
            .map_err(WarehouseError::lake(FORMATTING))
    }

    /// As a JSON array of objects, an object a row.
    ///
    /// # Errors
    ///
    /// When a value has no JSON form.
    pub fn to_json(&self) -> Result<Vec<u8>, WarehouseError> {
        let mut writer = arrow::json::WriterBuilder::new()
            .with_explicit_nulls(true)
            .build::<_, arrow::json::writer::JsonArray>(Vec::new());
        let batches: Vec<&RecordBatch> = self.batches.iter().collect();
        writer
            .write_batches(&batches)
            .map_err(WarehouseError::lake(FORMATTING))?;
        writer.finish().map_err(WarehouseError::lake(FORMATTING))?;
        let text = writer.into_inner();
        Ok(if text.is_empty() {
            b"[]".to_vec()
        } else {
            text
        })
    }

    /// As CSV with a header.
    ///
    /// # Errors
    ///
    /// When a value has no text form.
    pub fn to_csv(&self) -> Result<Vec<u8>, WarehouseError> {
        let mut text = Vec::new();
        let mut writer = arrow::csv::WriterBuilder::new()
            .with_header(true)
            .build(&mut text);
        let header = RecordBatch::new_empty(SchemaRef::clone(&self.schema));
        for batch in std::iter::once(&header).chain(&self.batches) {
            writer
                .write(batch)
                .map_err(WarehouseError::lake(FORMATTING))?;
        }
        drop(writer);
        Ok(text)
    }

    /// As a Parquet file.
    ///
    /// # Errors
    ///
    /// When a value has no Parquet form.
    pub fn to_parquet(&self) -> Result<Vec<u8>, WarehouseError> {
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .build();
        let mut file = Vec::new();
        let mut writer =
            ArrowWriter::try_new(&mut file, SchemaRef::clone(&self.schema), Some(properties))
                .map_err(WarehouseError::lake(FORMATTING))?;
        for batch in &self.batches {
            writer
                .write(batch)
                .map_err(WarehouseError::lake(FORMATTING))?;
        }
        writer.close().map_err(WarehouseError::lake(FORMATTING))?;
        Ok(file)
    }
}

/// Each column by a name of its own: of two that are called alike the later is `name_2`, as a file and a row need it.
fn with_names_apart(schema: &SchemaRef) -> SchemaRef {
    let mut names: Vec<String> = Vec::new();
    for field in schema.fields() {
        let mut name = field.name().clone();
        let mut turn = 2;
        while names.contains(&name) {
            name = format!("{}_{turn}", field.name());
            turn += 1;
        }
        names.push(name);
    }
    let fields: Vec<_> = schema
        .fields()
        .iter()
        .zip(names)
        .map(|(field, name)| field.as_ref().clone().with_name(name))
        .collect();
    SchemaRef::new(Schema::new_with_metadata(fields, schema.metadata().clone()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use arrow::datatypes::{DataType, Field};

    #[test]
    fn columns_of_one_name_are_told_apart() {
        let field = |name: &str| Field::new(name, DataType::Int64, true);
        let schema = SchemaRef::new(Schema::new(vec![
            field("a"),
            field("b"),
            field("a"),
            field("a"),
        ]));
        let names: Vec<String> = with_names_apart(&schema)
            .fields()
            .iter()
            .map(|field| field.name().clone())
            .collect();
        assert_eq!(names, ["a", "b", "a_2", "a_3"]);
    }
}
