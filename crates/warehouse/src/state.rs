//! Whether tables are as they were: a comparison of the catalog's entries, without a look into a file.

use std::fmt::Write as _;

use crate::schema::{NAMESPACE, Table};
use crate::{Snapshot, WarehouseError};

impl Snapshot {
    /// What the tables are made of: equal texts come from tables that hold the same rows. A merge of files changes the text too,
    /// while commits to other tables leave it as it is.
    ///
    /// # Errors
    ///
    /// When the catalog cannot be read.
    pub fn state_of(&self, tables: &[Table]) -> Result<String, WarehouseError> {
        let reading = "list a table's files";
        let schemas = self.provider.list_schemas(self.id());
        let schemas = schemas.map_err(WarehouseError::lake(reading))?;
        let mut state = String::new();
        for schema in schemas.iter().filter(|one| one.schema_name == NAMESPACE) {
            let there = self.provider.list_tables(schema.schema_id, self.id());
            let there = there.map_err(WarehouseError::lake(reading))?;
            for table in tables {
                let named = there.iter().find(|one| one.table_name == table.name());
                let Some(found) = named else { continue };
                let files = self
                    .provider
                    .get_table_files_for_select(found.table_id, self.id());
                let files = files.map_err(WarehouseError::lake(reading))?;
                let mut parts: Vec<_> = files
                    .iter()
                    .map(|file| (file.data_file_id, file.delete_file_id))
                    .collect();
                parts.sort_unstable();
                let written = write!(state, "{} {parts:?};", table.name());
                debug_assert!(written.is_ok(), "writing to a string");
            }
        }
        Ok(state)
    }
}
