//! Sessions of the engine, made in this one place so that every plan runs under the same settings.

use std::path::PathBuf;
use std::sync::Arc;

use datafusion::execution::disk_manager::DiskManagerMode;
use datafusion::execution::runtime_env::{RuntimeEnv, RuntimeEnvBuilder};
use datafusion::prelude::{SessionConfig, SessionContext};

use crate::WarehouseError;
use crate::functions::{self, Calendar};

/// What the engine may use of the machine.
#[derive(Debug, Clone)]
pub struct EngineOptions {
    /// Memory for all queries together, MB; what does not fit is spilled to disk.
    pub memory_mb: u64,
    /// The folder for spilled data.
    pub spill: PathBuf,
    /// Threads a query may use; `None` is one a core.
    pub threads: Option<usize>,
}

/// The run time that all sessions of a lake share: memory, spill files, open readers.
pub(crate) fn runtime(options: &EngineOptions) -> Result<Arc<RuntimeEnv>, WarehouseError> {
    std::fs::create_dir_all(&options.spill)
        .map_err(WarehouseError::lake("make the folder for spilled data"))?;
    let memory = usize::try_from(options.memory_mb.saturating_mul(1 << 20)).unwrap_or(usize::MAX);
    RuntimeEnvBuilder::new()
        .with_memory_limit(memory, 1.0)
        .with_disk_manager_builder(
            datafusion::execution::disk_manager::DiskManagerBuilder::default()
                .with_mode(DiskManagerMode::Directories(vec![options.spill.clone()])),
        )
        .build_arc()
        .map_err(WarehouseError::lake("prepare the engine"))
}

/// A session with our functions and no tables.
pub(crate) fn session(
    runtime: Arc<RuntimeEnv>,
    options: &EngineOptions,
    calendar: &Calendar,
) -> SessionContext {
    let mut config = SessionConfig::new()
        .with_information_schema(true)
        .with_default_catalog_and_schema("clientele", "main")
        .with_collect_statistics(true);
    if let Some(threads) = options.threads {
        config = config.with_target_partitions(threads);
    }
    // A wrong query is told with its line and column.
    config.options_mut().sql_parser.collect_spans = true;
    let parquet = &mut config.options_mut().execution.parquet;
    parquet.pushdown_filters = false;
    parquet.reorder_filters = false;
    let context = SessionContext::new_with_config_rt(config, runtime);
    functions::register(&context, calendar);
    context
}
