//! Taking a file: streamed to the disk, counted, never held in memory, gone when it is no longer needed.

use std::io;
use std::path::{Path, PathBuf};

use axum::body::{Body, Bytes};
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{FromRequest as _, Multipart, Request};
use axum::http::{StatusCode, header};
use futures::{Stream, StreamExt as _};
use tokio::fs::File;
use tokio::io::{AsyncWriteExt as _, BufWriter};

use crate::problem::Problem;
use crate::state::AppState;

/// The largest mapping that is taken along with a file, bytes.
const MAPPING_BYTES_MAX: usize = 1 << 20;
const NAME_CHARACTERS_MAX: usize = 200;
const BUFFER_BYTES: usize = 1 << 18;
/// How uploads end in their folder, so that leftovers of a killed process are known.
const ENDING: &str = "upload";

/// A file on the disk that vanishes with this value.
#[derive(Debug)]
pub(crate) struct TemporaryFile {
    path: PathBuf,
}

impl TemporaryFile {
    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for TemporaryFile {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_file(&self.path) {
            tracing::warn!(%error, "an uploaded file could not be removed");
        }
    }
}

/// What was handed over.
#[derive(Debug)]
pub(crate) struct Upload {
    /// The file.
    pub file: TemporaryFile,
    /// Its name, where the form tells it.
    pub name: Option<String>,
    /// A mapping file that came along.
    pub mapping: Option<String>,
}

/// Takes a form that has a mapping, or nothing, for a file that is here already.
pub(crate) async fn receive_mapping(
    state: &AppState,
    request: Request,
) -> Result<Option<String>, Problem> {
    let is_form = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|kind| kind.starts_with("multipart/form-data"));
    if !is_form {
        return Ok(None);
    }
    let form = Multipart::from_request(request, state).await;
    let mut form = form.map_err(|error| malformed(error.body_text()))?;
    let mut mapping = None;
    while let Some(field) = form.next_field().await.map_err(|error| broken(&error))? {
        if field.name() != Some("mapping") || mapping.is_some() {
            return Err(Problem::invalid(
                "form",
                "the file is here already: send its mapping alone",
            ));
        }
        mapping = Some(read_mapping(field).await?);
    }
    Ok(mapping)
}

/// Keeps bytes that the program has as a file.
pub(crate) async fn keep(state: &AppState, bytes: &'static [u8]) -> Result<TemporaryFile, Problem> {
    let whole = futures::stream::iter([Ok::<_, io::Error>(Bytes::from_static(bytes))]);
    write(state, whole).await
}

/// Takes the body of a request as a file: all of it, or the part `file` of a form.
pub(crate) async fn receive(state: &AppState, request: Request) -> Result<Upload, Problem> {
    let kind = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    if kind.is_some_and(|kind| kind.starts_with("multipart/form-data")) {
        let form = Multipart::from_request(request, state).await;
        return receive_form(state, form.map_err(|error| malformed(error.body_text()))?).await;
    }
    let file = write(state, request.into_body().into_data_stream()).await?;
    Ok(Upload {
        file,
        name: None,
        mapping: None,
    })
}

/// Removes what a killed process has left behind.
pub(crate) async fn clear(folder: &Path) -> io::Result<()> {
    tokio::fs::create_dir_all(folder).await?;
    let mut entries = tokio::fs::read_dir(folder).await?;
    while let Some(entry) = entries.next_entry().await? {
        if entry
            .path()
            .extension()
            .is_some_and(|ending| ending == ENDING)
        {
            tokio::fs::remove_file(entry.path()).await?;
        }
    }
    Ok(())
}

/// A file's name as it is shown: without folders and control characters, not endless.
pub(crate) fn tidy_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let shown: String = last
        .chars()
        .filter(|c| !c.is_control())
        .take(NAME_CHARACTERS_MAX)
        .collect();
    if shown.trim().is_empty() {
        "upload".to_owned()
    } else {
        shown.trim().to_owned()
    }
}

async fn receive_form(state: &AppState, mut form: Multipart) -> Result<Upload, Problem> {
    let (mut file, mut name, mut mapping) = (None, None, None);
    while let Some(field) = form.next_field().await.map_err(|error| broken(&error))? {
        match field.name() {
            Some("file") if file.is_none() => {
                name = field.file_name().map(str::to_owned);
                file = Some(write(state, field).await?);
            }
            Some("mapping") if mapping.is_none() => mapping = Some(read_mapping(field).await?),
            other => {
                let other = other.unwrap_or("without a name");
                return Err(Problem::invalid(
                    "form",
                    format!("the part `{other}` is not expected: send file, mapping"),
                ));
            }
        }
    }
    let file = file.ok_or_else(|| Problem::invalid("file", "the form has no part named file"))?;
    Ok(Upload {
        file,
        name,
        mapping,
    })
}

async fn read_mapping(mut field: Field<'_>) -> Result<String, Problem> {
    let mut text = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(|error| broken(&error))? {
        if text.len() + chunk.len() > MAPPING_BYTES_MAX {
            return Err(Problem::invalid(
                "mapping",
                "the mapping is longer than 1 MiB",
            ));
        }
        text.extend_from_slice(&chunk);
    }
    String::from_utf8(text)
        .map_err(|_| Problem::invalid("mapping", "the mapping is not UTF-8 text"))
}

async fn write<S, E>(state: &AppState, body: S) -> Result<TemporaryFile, Problem>
where
    S: Stream<Item = Result<Bytes, E>> + Send,
    E: std::error::Error + Send + Sync,
{
    let config = state.config();
    let path = config
        .upload_folder
        .join(format!("{}.{ENDING}", state.draw_request_id()));
    tokio::fs::create_dir_all(&config.upload_folder)
        .await
        .map_err(|error| unwritable(&error))?;
    let created = File::create_new(&path)
        .await
        .map_err(|error| unwritable(&error))?;
    let file = TemporaryFile { path };
    let mut writer = BufWriter::with_capacity(BUFFER_BYTES, created);
    let mut body = std::pin::pin!(body);
    let mut bytes: u64 = 0;
    loop {
        let next = tokio::time::timeout(config.upload_idle, body.next())
            .await
            .map_err(|_| stalled())?;
        let Some(chunk) = next else { break };
        let chunk = chunk.map_err(|error| malformed(error.to_string()))?;
        bytes += chunk.len() as u64;
        if bytes > config.upload_bytes_max {
            return Err(too_large(config.upload_bytes_max));
        }
        writer
            .write_all(&chunk)
            .await
            .map_err(|error| unwritable(&error))?;
    }
    writer.flush().await.map_err(|error| unwritable(&error))?;
    Ok(file)
}

fn too_large(most: u64) -> Problem {
    Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "http.body_too_large")
        .detail(format!("the file is larger than the {most} bytes that are taken; split it, or compress it as .gz or .zst"))
}

fn stalled() -> Problem {
    Problem::new(StatusCode::REQUEST_TIMEOUT, "http.upload_stalled")
        .detail("nothing of the file has come for too long")
}

fn malformed(sentence: String) -> Problem {
    Problem::new(StatusCode::BAD_REQUEST, "http.upload_malformed").detail(sentence)
}

fn broken(error: &MultipartError) -> Problem {
    malformed(error.body_text())
}

fn unwritable(error: &io::Error) -> Problem {
    if error.kind() == io::ErrorKind::StorageFull {
        return Problem::new(StatusCode::INSUFFICIENT_STORAGE, "http.disk_full")
            .detail("the disk of the server is full: make room, then send the file again; nothing of it was kept");
    }
    Problem::internal(error)
}

/// The content of a file as a body, read piece by piece.
pub(crate) async fn send(path: &Path) -> io::Result<Body> {
    use tokio::io::AsyncReadExt as _;

    let file = File::open(path).await?;
    Ok(Body::from_stream(futures::stream::try_unfold(
        file,
        async |mut file| {
            let mut piece = vec![0; BUFFER_BYTES];
            let length = file.read(&mut piece).await?;
            piece.truncate(length);
            Ok::<_, io::Error>((length > 0).then(|| (Bytes::from(piece), file)))
        },
    )))
}

#[cfg(test)]
mod tests {
    use super::tidy_name;

    #[test]
    fn a_name_is_shown_without_its_folders() {
        assert_eq!(tidy_name("C:\\sales\\orders 2011.csv"), "orders 2011.csv");
        assert_eq!(tidy_name("../../etc/passwd"), "passwd");
        assert_eq!(tidy_name("a\nb.csv"), "ab.csv");
        assert_eq!(tidy_name("///"), "upload");
        assert_eq!(tidy_name(&"ü".repeat(500)).chars().count(), 200);
    }
}
