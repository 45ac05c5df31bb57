//! `mode=file`: parts of files, appended in a folder that no name leaves.

use std::fmt::Write as _;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

use axum::extract::Request;
use encoding_rs::WINDOWS_1251;
use futures::StreamExt as _;
use tokio::io::AsyncWriteExt as _;

use super::session::{FOLDER, Session, lock};
use crate::state::AppState;

/// Files of one session.
const FILES_MAX: usize = 10_000;
/// Bytes at a file's end in which its last element is looked for.
const TAIL: u64 = 4096;

/// Removes what a killed process has left behind.
pub(crate) async fn clear(folder: &Path) -> io::Result<()> {
    let mut entries = tokio::fs::read_dir(folder).await?;
    while let Some(entry) = entries.next_entry().await? {
        let is_ours = entry.file_name().to_string_lossy().starts_with(FOLDER);
        if is_ours && entry.file_type().await?.is_dir() {
            tokio::fs::remove_dir_all(entry.path()).await?;
        }
    }
    Ok(())
}

/// Forgets what was sent before: an exchange begins anew.
pub(super) async fn empty(session: &Session) -> Result<(), String> {
    let _writing = session.writing.lock().await;
    lock(&session.taken).clear();
    match tokio::fs::remove_dir_all(&session.folder).await {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(unwritable(&error)),
        _ => Ok(()),
    }
}

/// Appends a part to a file and gives its path; what is neither XML nor an archive is let pass and not kept.
pub(super) async fn append(
    state: &AppState,
    session: &Session,
    name: &str,
    request: Request,
) -> Result<Option<PathBuf>, String> {
    let _writing = session.writing.lock().await;
    let ending = name.rsplit('.').next().unwrap_or_default().to_lowercase();
    let is_kept = matches!(ending.as_str(), "xml" | "zip");
    let path = session.folder.join(plain_name(name));
    let mut room = state.config().upload_bytes_max;
    let mut file = None;
    if is_kept {
        tokio::fs::create_dir_all(&session.folder)
            .await
            .map_err(|error| unwritable(&error))?;
        let (files, bytes) = usage(&session.folder).map_err(|error| unwritable(&error))?;
        if files >= FILES_MAX {
            return Err(format!("more than {FILES_MAX} files were sent"));
        }
        room = room.saturating_sub(bytes);
        let opened = tokio::fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(&path)
            .await;
        file = Some(opened.map_err(|error| unwritable(&error))?);
    }
    let mut body = request.into_body().into_data_stream();
    loop {
        let next = tokio::time::timeout(state.config().upload_idle, body.next()).await;
        let Some(piece) = next.map_err(|_| "nothing has come for too long".to_owned())? else {
            break;
        };
        let piece = piece.map_err(|_| "the file broke off while it was sent".to_owned())?;
        room = room.checked_sub(piece.len() as u64).ok_or_else(|| {
            let most = state.config().upload_bytes_max;
            format!("the files are larger than the {most} bytes that are taken")
        })?;
        if let Some(file) = &mut file {
            file.write_all(&piece)
                .await
                .map_err(|error| unwritable(&error))?;
        }
    }
    if let Some(file) = &mut file {
        file.flush().await.map_err(|error| unwritable(&error))?;
        lock(&session.taken).remove(&plain_name(name));
    }
    Ok(is_kept.then_some(path))
}

/// A name that stays in its folder: the last step of the way, in letters, digits, `.`, `-` and `_`, others by number.
pub(super) fn plain_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let mut plain = String::from("f-");
    for character in last.chars().take(60) {
        if character.is_ascii_alphanumeric() || matches!(character, '.' | '-' | '_') {
            plain.push(character.to_ascii_lowercase());
        } else {
            // Writing to a string does not fail.
            let _infallible = write!(plain, "%{:x}", u32::from(character));
        }
    }
    plain
}

/// Whether all parts of a file have come: an archive with its directory, or a document with the end of its root.
pub(super) fn is_whole(path: &Path) -> bool {
    let tail = || -> io::Result<Vec<u8>> {
        let mut file = std::fs::File::open(path)?;
        let length = file.metadata()?.len();
        file.seek(SeekFrom::Start(length.saturating_sub(TAIL)))?;
        let mut tail = Vec::new();
        file.read_to_end(&mut tail)?;
        Ok(tail)
    };
    let Ok(tail) = tail() else { return false };
    let root = "КоммерческаяИнформация>";
    let (narrow, _, _) = WINDOWS_1251.encode(root);
    let ends_with = |end: &[u8]| tail.trim_ascii_end().ends_with(end);
    let has_directory = || tail.windows(4).any(|bytes| bytes == b"PK\x05\x06");
    ends_with(root.as_bytes()) || ends_with(&narrow) || has_directory()
}

fn usage(folder: &Path) -> io::Result<(usize, u64)> {
    let (mut files, mut bytes) = (0, 0);
    for entry in std::fs::read_dir(folder)? {
        files += 1;
        bytes += entry?.metadata()?.len();
    }
    Ok((files, bytes))
}

fn unwritable(error: &io::Error) -> String {
    tracing::error!(%error, "a part of an exchange file could not be kept");
    if error.kind() == io::ErrorKind::StorageFull {
        "the disk of the server is full".to_owned()
    } else {
        "the server could not keep the file: see its log".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::plain_name;

    #[test]
    fn no_name_leaves_the_folder() {
        for name in [
            "../../etc/passwd",
            "..",
            "a/../..\\..",
            "/",
            "",
            "a\0b.xml",
            "\u{202e}.xml",
        ] {
            let plain = plain_name(name);
            assert!(
                !plain.contains(['/', '\\', '\0']) && plain.starts_with("f-"),
                "{plain}"
            );
        }
        assert_eq!(plain_name("webdata/Import0_1.xml"), "f-import0_1.xml");
    }
}
