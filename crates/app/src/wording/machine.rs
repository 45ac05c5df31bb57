//! What the store and the lake say: mostly of the machine beneath them.

use store::StoreError;
use warehouse::WarehouseError;

use super::{causes, table};

table! {
    /// Of the store.
    STORE store(fault: StoreError)
    "store.database_busy" StoreError::Busy => [];
    "store.database_disconnected" StoreError::Disconnected(said) => [said];
    "store.disk_full" StoreError::DiskFull => [];
    "store.write_failed" StoreError::Unwritable(said) => [said];
    "store.database_read_only" StoreError::ReadOnly => [];
    "store.database_damaged" StoreError::Damaged(said) => [said];
    "store.lease_lost" StoreError::LeaseLost { .. } => [];
    "store.statement_failed" StoreError::Statement(said) => [said];
}

table! {
    /// Of the lake.
    WAREHOUSE warehouse(fault: WarehouseError)
    "import.bad_parquet" WarehouseError::BadParquet { reason, .. } => [said = reason];
    "query.invalid" WarehouseError::Query(said) => [said];
    "query.too_long" WarehouseError::QueryTooLong { most, given } => [most, given];
    "query.not_read_only" WarehouseError::NotReadOnly => [];
    "query.timed_out" WarehouseError::TimedOut { seconds } => [seconds];
    "query.cancelled" WarehouseError::Cancelled => [];
    "query.out_of_memory" WarehouseError::OutOfMemory { limit_mb } => [limit_mb];
    "lake.conflict" WarehouseError::Conflict(_) => [];
    "lake.disk_full" WarehouseError::DiskFull(said) => [said];
    "lake.failed" WarehouseError::Lake { .. } => [said = causes(fault)];
}
