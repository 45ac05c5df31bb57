//! The XML files of what was handed over: itself, or those in a zip archive, as 1C packs them.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Read, Write as _};
use std::path::{Path, PathBuf};

use customers::{CustomersError, ExchangeRefusal};
use zip::ZipArchive;
use zip::result::ZipError;

use crate::AppError;

/// Entries of an archive; pictures are passed over, but count.
const ENTRIES_MAX: usize = 100_000;
/// Bytes that an archive may unpack to.
const UNPACKED_MAX: u64 = 8 << 30;

/// Files to read; those that were unpacked vanish with this value.
pub(super) struct Unpacked {
    files: Vec<XmlFile>,
    folder: Option<PathBuf>,
}

/// A file to read.
pub(super) struct XmlFile {
    pub(super) path: PathBuf,
    /// Its name in the archive.
    name: Option<String>,
}

impl Unpacked {
    /// In the order in which they build on each other: products, their prices and stock, customers, documents.
    pub(super) fn files(&self) -> &[XmlFile] {
        &self.files
    }

    /// Bytes to read.
    pub(super) fn bytes(&self) -> u64 {
        let bytes = |file: &XmlFile| std::fs::metadata(&file.path).map_or(0, |found| found.len());
        self.files.iter().map(bytes).sum()
    }
}

impl XmlFile {
    /// Refusals that name the file where there are several.
    pub(super) fn named(&self, refusals: Vec<ExchangeRefusal>) -> Vec<ExchangeRefusal> {
        let Some(name) = &self.name else {
            return refusals;
        };
        let with_name = |mut refusal: ExchangeRefusal| {
            refusal.path = format!("{name}: {}", refusal.path);
            refusal
        };
        refusals.into_iter().map(with_name).collect()
    }
}

impl Drop for Unpacked {
    fn drop(&mut self) {
        if let Some(folder) = &self.folder
            && let Err(error) = std::fs::remove_dir_all(folder)
        {
            tracing::warn!(%error, "unpacked exchange files could not be removed");
        }
    }
}

/// Opens a file, and unpacks it into a folder of its own below `data` when it is a zip archive.
pub(super) fn open(path: &Path, data: &Path) -> Result<Unpacked, AppError> {
    let mut file = File::open(path).map_err(CustomersError::File)?;
    let mut magic = [0; 4];
    let is_zip = file.read_exact(&mut magic).is_ok() && magic == *b"PK\x03\x04";
    if !is_zip {
        let itself = XmlFile {
            path: path.to_owned(),
            name: None,
        };
        return Ok(Unpacked {
            files: vec![itself],
            folder: None,
        });
    }
    let folder = data.join("exchange").join(format!(
        "unpacked-{}-{:x}",
        std::process::id(),
        rand::random::<u64>()
    ));
    std::fs::create_dir_all(&folder).map_err(CustomersError::File)?;
    let mut unpacked = Unpacked {
        files: Vec::new(),
        folder: Some(folder.clone()),
    };
    unpack(file, &folder, &mut unpacked.files)?;
    unpacked
        .files
        .sort_by_cached_key(|file| order(file.name.as_deref().unwrap_or_default()));
    if unpacked.files.is_empty() {
        return Err(CustomersError::FormatUnknown("a zip archive without XML files").into());
    }
    Ok(unpacked)
}

/// Unpacks the XML files of a zip archive into a folder, each under the name that `name_of` makes of its own; entries with
/// the same name replace each other.
///
/// # Errors
///
/// When it is no archive, is damaged or too large, or the disk takes nothing more.
pub fn unpack_exchange(
    path: &Path,
    folder: &Path,
    name_of: impl Fn(&str) -> String,
) -> Result<(), AppError> {
    let file = File::open(path).map_err(CustomersError::File)?;
    let mut files = Vec::new();
    unpack(file, folder, &mut files)?;
    for file in files {
        let name = name_of(file.name.as_deref().unwrap_or_default());
        std::fs::rename(&file.path, folder.join(name)).map_err(CustomersError::File)?;
    }
    Ok(())
}

fn unpack(file: File, folder: &Path, files: &mut Vec<XmlFile>) -> Result<(), CustomersError> {
    let mut archive = ZipArchive::new(file).map_err(damaged)?;
    if archive.len() > ENTRIES_MAX {
        return Err(CustomersError::FormatUnknown(
            "a zip archive of more than 100,000 files",
        ));
    }
    let mut room = UNPACKED_MAX;
    for at in 0..archive.len() {
        let entry = archive.by_index(at).map_err(damaged)?;
        let name = String::from_utf8_lossy(entry.name_raw());
        let name = name
            .rsplit(['/', '\\'])
            .next()
            .unwrap_or_default()
            .to_owned();
        if !entry.is_file() || !name.to_lowercase().ends_with(".xml") {
            continue;
        }
        // The name is only shown: what is written is numbered, so that no entry leaves the folder.
        let path = folder.join(format!("unpacked-{at}.part"));
        let mut out = File::create(&path).map_err(CustomersError::File)?;
        let copied = copy(&mut entry.take(room + 1), &mut out)?;
        if copied > room {
            return Err(CustomersError::FormatUnknown(
                "a zip archive that unpacks to more than 8 GB",
            ));
        }
        room -= copied;
        files.push(XmlFile {
            path,
            name: Some(name),
        });
    }
    Ok(())
}

/// Copies, and tells a damaged archive from a disk that takes nothing more.
fn copy(from: &mut impl Read, to: &mut File) -> Result<u64, CustomersError> {
    let (mut block, mut copied) = (vec![0; 1 << 16], 0);
    loop {
        let read = from.read(&mut block);
        match read.map_err(|error| CustomersError::ArchiveDamaged("zip", error))? {
            0 => return Ok(copied),
            read => {
                to.write_all(&block[..read]).map_err(CustomersError::File)?;
                copied += read as u64;
            }
        }
    }
}

fn damaged(error: ZipError) -> CustomersError {
    match error {
        ZipError::Io(error) => CustomersError::ArchiveDamaged("zip", error),
        other => CustomersError::ArchiveDamaged("zip", io::Error::other(other)),
    }
}

/// What builds on nothing comes first; the tenth part comes after the ninth.
fn order(name: &str) -> (u8, String) {
    let plain = name.to_lowercase();
    let rank = match plain.as_str() {
        name if name.starts_with("import") || name.starts_with("goods") => 0,
        name if ["offers", "prices", "rests"]
            .iter()
            .any(|start| name.starts_with(start)) =>
        {
            1
        }
        name if ["orders", "documents"]
            .iter()
            .any(|start| name.starts_with(start)) =>
        {
            3
        }
        _ => 2,
    };
    let (mut key, mut digits) = (String::new(), String::new());
    for character in plain.chars().chain(['\0']) {
        if character.is_ascii_digit() {
            digits.push(character);
            continue;
        }
        if !digits.is_empty() {
            // Writing to a string does not fail.
            let _infallible = write!(key, "{digits:0>12}");
            digits.clear();
        }
        key.push(character);
    }
    (rank, key)
}

#[cfg(test)]
mod tests {
    use super::order;

    #[test]
    fn files_are_read_in_the_order_in_which_they_build_on_each_other() {
        let mut names = [
            "orders.xml",
            "offers0_10.xml",
            "contragents.xml",
            "offers0_9.xml",
            "import0_1.xml",
        ];
        names.sort_by_key(|name| order(name));
        assert_eq!(
            names,
            [
                "import0_1.xml",
                "offers0_9.xml",
                "offers0_10.xml",
                "contragents.xml",
                "orders.xml"
            ]
        );
    }
}
