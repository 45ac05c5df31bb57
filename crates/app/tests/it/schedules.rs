//! Reports by schedule, by a clock that is moved by hand: each is made once when it is due, whatever happens to the others.

use std::time::Duration;

use app::Workspace;
use app::work::{Next, Turn, jobs};
use insight::{
    Chart, Days, EDITIONS_KEPT, Edition, InsightError, Outcome, Rhythm, SavedQueryDraft, Schedule,
    ScheduleDraft, Sheet, Subject,
};
use kernel::Clock;
use store::log::Lease;
use store::on;
use tokio_util::sync::CancellationToken;

use crate::engine::{Home, on_both, orders};
use crate::files;

const ADA: &str = "usr_0000000000001";
const BOB: &str = "usr_0000000000002";
const LEASE: &str = "job schedules";
const TERM: Duration = Duration::from_secs(45);
const DAY: Duration = Duration::from_hours(24);

fn draft(name: &str, subject: Subject, days: Days, hour: u8) -> ScheduleDraft {
    ScheduleDraft {
        name: name.to_owned(),
        subject,
        rhythm: Rhythm::new(days, hour).unwrap(),
        is_on: true,
    }
}

const BASE: Subject = Subject::Base { months: 12 };

fn made(rows: usize) -> Outcome {
    Outcome::Made {
        sheet: Sheet {
            columns: Vec::new(),
            rows: vec![Vec::new(); rows],
        },
        as_of: None,
        is_truncated: false,
    }
}

async fn lease(workspace: &Workspace, owner: &str) -> Option<Lease> {
    let taken = Lease::take(workspace.store(), LEASE, owner, TERM).await;
    taken.unwrap()
}

/// One turn of the job.
async fn turn(workspace: &Workspace) -> Next {
    let all = jobs(workspace);
    let job = all.iter().find(|job| job.name() == "schedules").unwrap();
    let owner = Lease::owner(workspace.store());
    let turn = Turn {
        lease: lease(workspace, &owner).await.unwrap(),
        stopping: CancellationToken::new(),
    };
    let next = job.run(&turn).await.unwrap();
    turn.lease.release().await.unwrap();
    next
}

/// Sets the clock.
fn until(home: &Home, instant: &str) {
    let then: jiff::Timestamp = instant.parse().unwrap();
    let by = then.duration_since(home.clock.now());
    home.clock.advance(by.try_into().unwrap());
}

async fn editions(workspace: &Workspace, schedule: &Schedule) -> Vec<Edition> {
    let schedules = workspace.schedules();
    schedules.editions(schedule.id).await.unwrap()
}

fn due_times(editions: &[Edition]) -> Vec<String> {
    let times = editions.iter().rev();
    times.map(|edition| edition.due_at.to_string()).collect()
}

async fn query(workspace: &Workspace, sql: &str, is_shared: bool) -> Subject {
    let queries = workspace.saved_queries();
    let draft = SavedQueryDraft {
        name: sql.chars().take(100).collect(),
        description: String::new(),
        sql: sql.to_owned(),
        chart: Chart::default(),
        is_shared,
    };
    let query = queries.create(ADA, draft).await.unwrap().id;
    Subject::Query { query }
}

on_both! {
    async fn what_is_due_is_made_once_a_day_across_the_change_of_clocks(engine) {
        let home = engine.home().await;
        let workspace = home.create("Europe/Berlin").await.unwrap();
        orders(&workspace, &files::lines(&files::SPRING)).await;
        until(&home, "2026-03-27T12:00:00Z");
        let schedules = workspace.schedules();
        let daily = schedules.create(ADA, draft("Base", BASE, Days::Daily, 2)).await.unwrap();
        assert_eq!(turn(&workspace).await, Next::After(Duration::from_secs(15)));
        assert_eq!(editions(&workspace, &daily).await, []);
        // Every half hour for four days.
        for _ in 0..192 {
            home.clock.advance(Duration::from_mins(30));
            turn(&workspace).await;
        }
        let found = editions(&workspace, &daily).await;
        assert_eq!(
            due_times(&found),
            ["2026-03-28T01:00:00Z", "2026-03-29T01:00:00Z", "2026-03-30T00:00:00Z", "2026-03-31T00:00:00Z"]
        );
        assert!(found.iter().all(|edition| edition.failure.is_none()), "{found:?}");
        let (edition, sheet) = schedules.edition(daily.id, found[0].id).await.unwrap();
        assert_eq!(edition.as_of.unwrap().to_string(), "2024-04-01");
        assert_eq!(edition.rows, Some(2));
        let csv = sheet.unwrap().to_csv();
        assert!(csv.starts_with("month,until,complete,customers_start,new,"), "{csv}");
        assert!(csv.contains("revenue_eur") && csv.contains("\r\n2024-04,2024-04-01,false,"), "{csv}");
    }

    async fn a_short_month_has_its_last_day_and_missed_times_are_made_up_for_once(engine) {
        let home = engine.home().await;
        let workspace = home.create("Asia/Tehran").await.unwrap();
        let schedules = workspace.schedules();
        let monthly = draft("Segments", Subject::Rfm { money: insight::MoneyKind::Net }, Days::Monthly(31), 7);
        let monthly = schedules.create(ADA, monthly).await.unwrap();
        for instant in ["2026-01-31T03:30:00Z", "2026-02-28T03:29:59Z", "2026-02-28T03:30:00Z", "2026-03-01T00:00:00Z"] {
            until(&home, instant);
            turn(&workspace).await;
        }
        let found = editions(&workspace, &monthly).await;
        assert_eq!(due_times(&found), ["2026-01-31T03:30:00Z", "2026-02-28T03:30:00Z"]);
        // The server is down for half a year.
        until(&home, "2026-09-10T00:00:00Z");
        drop(workspace);
        let workspace = home.open().await.unwrap();
        turn(&workspace).await;
        turn(&workspace).await;
        let found = editions(&workspace, &monthly).await;
        assert_eq!(due_times(&found)[2..], ["2026-08-31T03:30:00Z"]);
        assert_eq!(found[0].made_at.to_string(), "2026-09-10T00:00:00Z");
        let next = workspace.schedules().get(monthly.id).await.unwrap().due_at.unwrap();
        assert_eq!(next.to_string(), "2026-09-30T03:30:00Z");
    }

    async fn a_report_that_can_not_be_made_holds_up_no_other(engine) {
        let home = engine.home().await;
        let workspace = home.create("Europe/Sofia").await.unwrap();
        orders(&workspace, &files::lines(&files::SPRING)).await;
        let schedules = workspace.schedules();
        let wrong = query(&workspace, "select dya from orders", true).await;
        let right = query(&workspace, "select '=1+1' as word, -2 as number, null as nothing, day from orders order by day limit 1", true).await;
        let hidden = query(&workspace, "select 1 as one", true).await;
        let wrong = schedules.create(ADA, draft("A wrong", wrong, Days::Daily, 7)).await.unwrap();
        let gone = schedules.create(ADA, draft("B gone", hidden, Days::Daily, 7)).await.unwrap();
        let unfitted = schedules.create(ADA, draft("C unfitted", Subject::Equity, Days::Daily, 7)).await.unwrap();
        let right = schedules.create(ADA, draft("D right", right, Days::Daily, 7)).await.unwrap();
        if let Subject::Query { query } = hidden {
            workspace.saved_queries().remove(ADA, query).await.unwrap();
        }
        home.clock.advance(DAY);
        turn(&workspace).await;
        let why = async |schedule| editions(&workspace, schedule).await[0].failure.clone().unwrap();
        let sentence = async |schedule| why(schedule).await.sentence;
        assert!(sentence(&wrong).await.contains("dya"), "{}", sentence(&wrong).await);
        assert!(sentence(&gone).await.starts_with("there is no saved query"), "{}", sentence(&gone).await);
        assert!(sentence(&unfitted).await.starts_with("there is no model of value yet"), "{}", sentence(&unfitted).await);
        let codes = [why(&wrong).await, why(&gone).await, why(&unfitted).await].map(|why| why.code.unwrap());
        assert_eq!(codes, ["query.invalid", "insight.kept_missing", "insight.no_model"]);
        assert!(why(&wrong).await.args["said"].contains("dya"));
        let found = editions(&workspace, &right).await;
        assert_eq!((found[0].rows, found[0].failure.as_ref()), (Some(1), None));
        let (_, sheet) = schedules.edition(right.id, found[0].id).await.unwrap();
        assert_eq!(sheet.unwrap().to_csv(), "word,number,nothing,day\r\n'=1+1,-2,,2024-03-01\r\n");

        // Each is told.
        let notices = workspace.notices().await.unwrap();
        let told = |name: &str| notices.iter().find(|notice| notice.subject == name).unwrap();
        assert!(told("A wrong").is_failure && !told("D right").is_failure);
        assert_eq!(told("D right").id, found[0].id.to_string());
        let reason = told("A wrong").reason.clone().unwrap();
        assert_eq!((reason.code.as_deref(), told("D right").reason.as_ref()), (Some("query.invalid"), None));
        // What failed before keeps its sentence.
        let mut tx = workspace.store().begin().await.unwrap();
        on!(tx, conn => sqlx::query("update report_edition set failure_wording = null").execute(conn).await.map(drop)).unwrap();
        tx.commit().await.unwrap();
        let before = why(&gone).await;
        assert!(before.code.is_none() && before.sentence.starts_with("there is no saved query"), "{before:?}");
        // What somebody asks for is told to nobody else.
        let asked = workspace.run_schedule(right.id, BOB).await.unwrap();
        assert_eq!((asked.rows, asked.asked_by.as_deref()), (Some(1), Some(BOB)));
        assert!(workspace.notices().await.unwrap().iter().all(|notice| notice.id != asked.id.to_string()));
    }

    async fn every_report_has_rows_to_be_kept(engine) {
        let home = engine.home().await;
        let workspace = home.create("Europe/Sofia").await.unwrap();
        orders(&workspace, &files::simulated(3, 40)).await;
        let subjects = [
            (BASE, "month,"),
            (Subject::Rfm { money: insight::MoneyKind::Gross }, "name,customers,share,revenue_eur,"),
            (Subject::Cohorts { by: insight::Unit::Quarter, money: insight::MoneyKind::Net }, "cohort,size,period,"),
            (Subject::Products { days: 90 }, "product,name,category,revenue_eur,"),
            (Subject::Acquisition, "month,customers,complete,spend_eur,"),
        ];
        for (subject, header) in subjects {
            let one = draft(subject.name(), subject, Days::Weekly(1), 7);
            let one = workspace.schedules().create(ADA, one).await.unwrap();
            let edition = workspace.run_schedule(one.id, ADA).await.unwrap();
            assert!(edition.rows.unwrap() > 0, "{edition:?}");
            let (_, sheet) = workspace.schedules().edition(one.id, edition.id).await.unwrap();
            let sheet = sheet.unwrap();
            assert!(sheet.to_csv().starts_with(header), "{}", sheet.to_csv());
            // A column that is nowhere filled would be one that the report does not have.
            let never: Vec<&str> = sheet.columns.iter().enumerate()
                .filter(|(place, _)| sheet.rows.iter().all(|row| row[*place].is_none()))
                .map(|(_, column)| column.name.as_str())
                .collect();
            let expected: &[&str] = match subject {
                // Nothing was spent, and there is no model.
                Subject::Acquisition => &["spend_eur", "cac_eur", "paid_back", "payback_months", "future_eur", "value_to_cac"],
                Subject::Products { .. } => &["category"],
                _ => &[],
            };
            assert_eq!(never, expected, "{subject:?}");
        }
    }

    async fn what_is_due_is_kept_by_one_of_two_workers(engine) {
        let home = engine.home().await;
        let workspace = home.create("Europe/Sofia").await.unwrap();
        let schedules = workspace.schedules();
        let one = schedules.create(ADA, draft("Base", BASE, Days::Daily, 7)).await.unwrap();
        assert_eq!(schedules.due().await.unwrap(), []);
        home.clock.advance(DAY);
        let found = schedules.due().await.unwrap();
        assert_eq!(found, std::slice::from_ref(&one));
        let held = lease(&workspace, "first").await.unwrap();
        assert!(lease(&workspace, "second").await.is_none());
        assert!(schedules.keep_due(&found[0], &made(3), &held).await.unwrap());
        // Whoever read it before, and comes later, keeps nothing.
        assert!(!schedules.keep_due(&found[0], &made(3), &held).await.unwrap());
        assert_eq!(editions(&workspace, &one).await.len(), 1);
        assert_eq!(schedules.due().await.unwrap(), []);
        // Nor does a worker that slept through its lease.
        home.clock.advance(DAY);
        let found = schedules.due().await.unwrap();
        let taken = lease(&workspace, "second").await.unwrap();
        assert!(schedules.keep_due(&found[0], &made(1), &held).await.is_err());
        assert!(schedules.keep_due(&found[0], &made(1), &taken).await.unwrap());
        assert_eq!(editions(&workspace, &one).await.len(), 2);
    }

    async fn what_was_due_stays_due_until_its_rhythm_changes(engine) {
        let home = engine.home().await;
        let workspace = home.create("Europe/Sofia").await.unwrap();
        let schedules = workspace.schedules();
        let one = schedules.create(ADA, draft("Base", BASE, Days::Daily, 7)).await.unwrap();
        home.clock.advance(DAY);
        let renamed = schedules.change(one.id, 1, draft("All", BASE, Days::Daily, 7)).await.unwrap();
        assert_eq!(renamed.due_at, one.due_at);
        let later = schedules.change(one.id, 2, draft("All", BASE, Days::Daily, 8)).await.unwrap();
        assert_eq!(later.due_at.unwrap().to_string(), "2026-01-17T06:00:00Z");
        // What was read before the change is not kept.
        let held = lease(&workspace, "first").await.unwrap();
        assert!(!schedules.keep_due(&one, &made(1), &held).await.unwrap());
        assert_eq!(editions(&workspace, &one).await, []);
    }

    async fn the_last_editions_are_kept_and_go_with_their_schedule(engine) {
        let home = engine.home().await;
        let workspace = home.create("Europe/Sofia").await.unwrap();
        let schedules = workspace.schedules();
        let one = schedules.create(ADA, draft("Base", BASE, Days::Daily, 7)).await.unwrap();
        let mut last = None;
        for rows in 0..33 {
            home.clock.advance(Duration::from_secs(1));
            last = Some(schedules.keep_asked(&one, BOB, &made(rows)).await.unwrap());
        }
        let found = editions(&workspace, &one).await;
        assert_eq!(i64::try_from(found.len()).unwrap(), EDITIONS_KEPT);
        assert_eq!(found.first(), last.as_ref());
        assert_eq!((found[0].rows, found[29].rows), (Some(32), Some(3)));
        let last = schedules.last_editions().await.unwrap();
        assert_eq!(last, found[..1]);

        schedules.remove(one.id).await.unwrap();
        assert!(schedules.edition(one.id, found[0].id).await.is_err());
        let asked = schedules.keep_asked(&one, BOB, &made(1)).await.unwrap_err();
        assert!(matches!(asked, InsightError::ScheduleMissing(_)), "{asked}");
        assert_eq!(schedules.last_editions().await.unwrap(), []);
    }
}
