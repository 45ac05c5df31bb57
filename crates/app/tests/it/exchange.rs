//! Exchange files come to the log, each fact once, whatever breaks off in between.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;

use app::{AppError, Exchange, ExchangeFile, ExchangeState, ProgressCell, Workspace};
use customers::ErrorPolicy;
use kernel::Fault as _;
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;

use crate::engine::{Engine, on_both};

const CATALOGUE: &str = include_str!("../../../customers/testdata/commerceml/import.xml");

/// An order in a state, in a file of a day.
fn order(day: &str, status: &str) -> String {
    format!(
        "<КоммерческаяИнформация ВерсияСхемы=\"2.05\" ДатаФормирования=\"2024-03-{day}T10:00:00\"><Документ>\
         <Ид>36</Ид><Дата>2024-03-01</Дата><ХозОперация>Заказ товара</ХозОперация><Валюта>EUR</Валюта><Сумма>10</Сумма>\
         <Контрагенты><Контрагент><Ид>c1</Ид><Наименование>Ада</Наименование></Контрагент></Контрагенты>\
         <Товары><Товар><Ид>p</Ид><Количество>1</Количество><Сумма>10</Сумма></Товар></Товары>\
         <ЗначенияРеквизитов><ЗначениеРеквизита><Наименование>Статус заказа</Наименование><Значение>{status}</Значение></ЗначениеРеквизита></ЗначенияРеквизитов>\
         </Документ></КоммерческаяИнформация>"
    )
}

/// Many orders of as many customers.
fn many(count: usize) -> String {
    let mut text = "<КоммерческаяИнформация ДатаФормирования=\"2024-03-02\">".to_owned();
    for at in 0..count {
        writeln!(
            text,
            "<Документ><Ид>{at}</Ид><Дата>2024-03-01</Дата><ХозОперация>Заказ товара</ХозОперация>\
             <Контрагенты><Контрагент><Ид>c{at}</Ид></Контрагент></Контрагенты>\
             <Товары><Товар><Ид>p</Ид><Количество>1</Количество><Сумма>10</Сумма></Товар></Товары></Документ>"
        ).unwrap();
    }
    text + "</КоммерческаяИнформация>"
}

struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn file(&self, text: &[u8]) -> std::path::PathBuf {
        let path = self.0.path().join("file");
        std::fs::write(&path, text).unwrap();
        path
    }
}

async fn begin(
    workspace: &Workspace,
    path: &Path,
    cancel: CancellationToken,
) -> Result<Exchange, AppError> {
    let file = ExchangeFile {
        path: path.to_owned(),
        name: "file.xml".to_owned(),
        source: workspace.exchange_source(None).await?,
        on_error: ErrorPolicy::Reject,
        actor: "test".to_owned(),
    };
    let progress = Arc::new(ProgressCell::default());
    let running = workspace.start_exchange(file, progress, cancel).await?;
    running.handle.await.unwrap()
}

async fn take(workspace: &Workspace, text: &[u8]) -> Exchange {
    let folder = Folder::new();
    let path = folder.file(text);
    begin(workspace, &path, CancellationToken::new())
        .await
        .unwrap()
}

async fn log(workspace: &Workspace) -> Vec<(String, String)> {
    let events = workspace.log().read(0, 100_000).await.unwrap();
    events
        .into_iter()
        .map(|event| (event.kind, event.body))
        .collect()
}

async fn workspace(engine: &Engine) -> Workspace {
    engine.workspace().await
}

on_both! {
    async fn the_same_file_again_adds_nothing(engine) {
        let workspace = workspace(engine).await;
        let text = CATALOGUE.replace("руб", "EUR");
        let first = take(&workspace, text.as_bytes()).await;
        assert_eq!((first.state, first.counts.added, first.counts.refused), (ExchangeState::Done, 2, 1));
        assert_eq!(first.refusals[0].path, "Товар/Ид");
        let again = take(&workspace, text.as_bytes()).await;
        assert_eq!((again.counts.added, again.counts.known), (0, 2));
        assert_eq!(log(&workspace).await.len(), 2);
        let listed = workspace.exchanges(None, kernel::Limit::default()).await.unwrap();
        assert_eq!(listed.items.len(), 2);
        assert_eq!(listed.items[0], again);
    }

    async fn what_goes_back_to_an_earlier_state_is_a_change(engine) {
        let workspace = workspace(engine).await;
        for (day, status, added) in [("02", "new", 2), ("03", "paid", 1), ("03", "paid", 0), ("02", "new", 0), ("04", "new", 1)] {
            let taken = take(&workspace, order(day, status).as_bytes()).await;
            assert_eq!(taken.counts.added, added, "{day} {status}");
        }
        let orders: Vec<_> = log(&workspace).await.into_iter().filter(|(kind, _)| kind == "order").collect();
        assert_eq!(orders.len(), 3);
        assert_eq!(orders[0], orders[2]);
    }

    async fn an_older_file_changes_nothing(engine) {
        let workspace = workspace(engine).await;
        take(&workspace, order("05", "paid").as_bytes()).await;
        let older = take(&workspace, order("02", "new").as_bytes()).await;
        assert_eq!((older.counts.added, older.counts.known, older.counts.outdated), (0, 1, 1));
    }

    async fn a_broken_file_leaves_nothing_and_says_where(engine) {
        let workspace = workspace(engine).await;
        let text = many(2_000);
        let folder = Folder::new();
        let path = folder.file(&text.as_bytes()[..text.len() / 2]);
        let error = begin(&workspace, &path, CancellationToken::new()).await.unwrap_err();
        assert_eq!(error.code(), "exchange.file_malformed");
        assert!(log(&workspace).await.is_empty());
        let listed = workspace.exchanges(None, kernel::Limit::default()).await.unwrap();
        assert_eq!(listed.items[0].state, ExchangeState::Failed);
        assert!(listed.items[0].error.as_ref().unwrap().sentence.contains("line"));
    }

    async fn a_file_broken_off_and_taken_again_is_the_same_as_once(engine) {
        let workspace = workspace(engine).await;
        let text = many(3_000);
        let folder = Folder::new();
        let path = folder.file(text.as_bytes());
        let cancel = CancellationToken::new();
        let watching = {
            let (log, cancel) = (workspace.log().clone(), cancel.clone());
            let mut appended = log.watch();
            tokio::spawn(async move {
                appended.changed().await.unwrap();
                cancel.cancel();
            })
        };
        let outcome = begin(&workspace, &path, cancel).await;
        watching.await.unwrap();
        assert_eq!(outcome.unwrap_err().code(), "import.cancelled");
        let before = log(&workspace).await.len();
        assert!(before > 0 && before < 6_000, "{before}");
        let taken = take(&workspace, text.as_bytes()).await;
        assert_eq!(usize::try_from(taken.counts.added), Ok(6_000 - before));
        assert_eq!(log(&workspace).await.len(), 6_000);
        // As a killed process leaves it: the facts are there, the note is not.
        assert_eq!(take(&workspace, text.as_bytes()).await.counts.known, 6_000);
    }

    async fn an_archive_is_read_in_the_order_in_which_its_files_build_on_each_other(engine) {
        let workspace = workspace(engine).await;
        let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default();
        for (name, text) in [
            ("webdata/orders.xml", order("02", "new")),
            ("webdata/import.xml", CATALOGUE.replace("руб", "EUR")),
            ("../../escape.xml", order("03", "paid")),
            ("import_files/a.jpg", "no picture".to_owned()),
        ] {
            archive.start_file(name, options).unwrap();
            archive.write_all(text.as_bytes()).unwrap();
        }
        let bytes = archive.finish().unwrap().into_inner();
        let taken = take(&workspace, &bytes).await;
        assert_eq!(taken.counts.added, 2 + 2);
        assert_eq!(taken.counts.outdated, 1);
        assert_eq!(taken.refusals[0].path, "import.xml: Товар/Ид");
        let folder = workspace.folder().join("exchange");
        assert_eq!(std::fs::read_dir(folder).unwrap().count(), 0);
        let cut = begin(&workspace, &Folder::new().file(&bytes[..bytes.len() / 2]), CancellationToken::new()).await;
        assert!(cut.is_err());
    }
}
