//! Places in the checkout and in the folder where cargo builds.

use std::env;
use std::path::{Path, PathBuf};

/// The bundled orders, oldest first, from the root.
pub(crate) const ORDERS: [&str; 2] = [
    "data/online_retail_2009_2010.parquet",
    "data/online_retail_2010_2011.parquet",
];

/// The root of the checkout that cargo runs this for: where several share a folder to build into, another one may have built it.
pub(crate) fn root() -> PathBuf {
    let here = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let here = here.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")));
    here.parent()
        .map_or_else(|| here.clone(), Path::to_path_buf)
}

/// The folder that cargo builds into: this program stands in it.
pub(crate) fn target() -> PathBuf {
    let built = env::current_exe().ok();
    let folder = built
        .as_deref()
        .and_then(Path::parent)
        .and_then(Path::parent);
    folder.map_or_else(|| root().join("target"), Path::to_path_buf)
}

/// The program `clientele` of a profile.
pub(crate) fn program(profile: &str) -> PathBuf {
    target().join(profile).join("clientele")
}
