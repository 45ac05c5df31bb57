//! `clientele schedule`: reports that are made by themselves.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use app::Workspace;
use app::access::{Actor, Deed};
use clap::{Args, Subcommand, ValueEnum};
use insight::{
    Days, Edition, EditionId, MoneyKind, Rhythm, SavedQueryId, Schedule, ScheduleDraft, ScheduleId,
    Subject, Unit,
};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use kernel::Locale;
use serde_json::{Value, json};

use crate::context::{Globals, audit};
use crate::failure::WrongCall;
use crate::print;

/// Have reports made by schedule, make them now, list and fetch what was made
#[derive(Debug, Args)]
pub(crate) struct Options {
    #[command(subcommand)]
    command: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// List the schedules
    List,
    /// Have a report made each day, or on a day of the week or the month
    Add(Box<Add>),
    /// Make a schedule's report now
    Run {
        /// The schedule's id
        id: ScheduleId,
    },
    /// List what was made of a schedule; the last thirty are kept
    Editions {
        /// The schedule's id
        id: ScheduleId,
    },
    /// Fetch what was made, as CSV or PDF
    Fetch {
        /// The schedule's id
        id: ScheduleId,
        /// The edition's id; the last when absent
        edition: Option<EditionId>,
        /// Where to write it; standard output when absent
        #[arg(long, value_name = "FILE")]
        output: Option<PathBuf>,
        /// As a PDF for readers of a language: en, bg, nb, ru or fa
        #[arg(long, value_name = "LANGUAGE", num_args = 0..=1, default_missing_value = "en")]
        pdf: Option<String>,
    },
    /// Switch a schedule on
    On {
        /// The schedule's id
        id: ScheduleId,
    },
    /// Switch a schedule off; what it has made stays
    Off {
        /// The schedule's id
        id: ScheduleId,
    },
    /// Remove a schedule with all that it has made
    Remove {
        /// The schedule's id
        id: ScheduleId,
    },
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Report {
    Base,
    Rfm,
    Cohorts,
    Products,
    Acquisition,
    Equity,
    RetentionMatrix,
}

#[derive(Debug, Args)]
struct Add {
    /// Its name
    name: String,
    /// The report
    #[arg(long, value_enum, required_unless_present = "query")]
    report: Option<Report>,
    /// A saved query instead, by its id; it must be shared
    #[arg(long, value_name = "ID", conflicts_with = "report")]
    query: Option<SavedQueryId>,
    /// Of base: how many months
    #[arg(long, default_value_t = 12)]
    months: u16,
    /// Of products: how many days
    #[arg(long, default_value_t = 30)]
    days: u32,
    /// Of cohorts: the length of a period: week, month, quarter or year
    #[arg(long, default_value = "month")]
    by: Unit,
    /// Of rfm and cohorts: net or gross
    #[arg(long, default_value = "net")]
    money: MoneyKind,
    /// On this day of each week, 1 for Monday to 7 for Sunday; each day when no day is given
    #[arg(long, value_name = "DAY", conflicts_with = "monthly")]
    weekly: Option<u8>,
    /// On this day of each month, 1 to 31; the last in a month that has fewer
    #[arg(long, value_name = "DAY")]
    monthly: Option<u8>,
    /// At this hour, 0 to 23, in the workspace's time zone
    #[arg(long, default_value_t = 7)]
    hour: u8,
}

impl Add {
    fn draft(self) -> anyhow::Result<ScheduleDraft> {
        let days = match (self.weekly, self.monthly) {
            (Some(day), _) => Days::Weekly(day),
            (None, Some(day)) => Days::Monthly(day),
            (None, None) => Days::Daily,
        };
        let subject = match (self.query, self.report) {
            (Some(query), _) => Subject::Query { query },
            (None, Some(Report::Base)) => Subject::Base {
                months: self.months,
            },
            (None, Some(Report::Rfm)) => Subject::Rfm { money: self.money },
            (None, Some(Report::Cohorts)) => Subject::Cohorts {
                by: self.by,
                money: self.money,
            },
            (None, Some(Report::Products)) => Subject::Products { days: self.days },
            (None, Some(Report::Acquisition)) => Subject::Acquisition,
            (None, Some(Report::Equity)) => Subject::Equity,
            (None, Some(Report::RetentionMatrix)) => Subject::RetentionMatrix,
            (None, None) => {
                return Err(WrongCall("give --report or --query".to_owned()).into());
            }
        };
        Ok(ScheduleDraft {
            name: self.name,
            subject,
            rhythm: Rhythm::new(days, self.hour)?,
            is_on: true,
        })
    }
}

impl Options {
    pub(crate) async fn run(self, globals: &Globals) -> anyhow::Result<ExitCode> {
        let workspace = globals.workspace().await?;
        let schedules = workspace.schedules();
        let actor = Actor::Machine.to_string();
        match self.command {
            What::List => list(&workspace, &schedules.list().await?, globals.json)?,
            What::Add(add) => {
                let made = schedules.create(&actor, add.draft()?).await?;
                let deed = Deed::new("schedule.created", &made.id).detail(made.subject.name());
                audit(&workspace, deed).await?;
                told(&workspace, &made, globals.json)?;
            }
            What::Run { id } => {
                let edition = workspace.run_schedule(id, &actor).await?;
                let deed = Deed::new("schedule.run", &id).detail(edition.id.to_string());
                audit(&workspace, deed).await?;
                if globals.json {
                    print::json(&edition_json(&edition))?;
                } else {
                    show_editions(&workspace, std::slice::from_ref(&edition));
                }
                if let Some(why) = edition.failure {
                    anyhow::bail!("the report could not be made: {why}");
                }
            }
            What::Editions { id } => {
                let editions = schedules.editions(id).await?;
                if globals.json {
                    print::json(&editions.iter().map(edition_json).collect::<Vec<_>>())?;
                } else {
                    show_editions(&workspace, &editions);
                }
            }
            What::Fetch {
                id,
                edition,
                output,
                pdf,
            } => fetch(&workspace, (id, edition), output, pdf.as_deref()).await?,
            What::On { id } => switch(&workspace, id, true, globals.json).await?,
            What::Off { id } => switch(&workspace, id, false, globals.json).await?,
            What::Remove { id } => {
                let gone = schedules.remove(id).await?;
                audit(&workspace, Deed::new("schedule.removed", &id)).await?;
                print::out(&format!(
                    "{} is removed with all that it has made",
                    gone.name
                ));
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

async fn switch(
    workspace: &Workspace,
    id: ScheduleId,
    is_on: bool,
    is_json: bool,
) -> anyhow::Result<()> {
    let schedules = workspace.schedules();
    let now = schedules.get(id).await?;
    let draft = ScheduleDraft {
        name: now.name,
        subject: now.subject,
        rhythm: now.rhythm,
        is_on,
    };
    let changed = schedules.change(id, now.version, draft).await?;
    let deed = Deed::new("schedule.changed", &id).detail(format!("version {}", changed.version));
    audit(workspace, deed).await?;
    told(workspace, &changed, is_json)
}

async fn fetch(
    workspace: &Workspace,
    (id, edition): (ScheduleId, Option<EditionId>),
    output: Option<PathBuf>,
    language: Option<&str>,
) -> anyhow::Result<()> {
    let schedules = workspace.schedules();
    let edition = if let Some(edition) = edition {
        edition
    } else {
        let last = schedules.editions(id).await?.into_iter().next();
        let none = "nothing was made yet: clientele schedule run ID";
        last.context(none)?.id
    };
    let (edition, sheet) = schedules.edition(id, edition).await?;
    let sheet = sheet.with_context(|| {
        let why = edition.failure.as_ref().map(|why| why.sentence.as_str());
        let why = why.unwrap_or_default();
        format!("this edition has no rows, it could not be made: {why}")
    })?;
    let file = match language {
        Some(language) => {
            let zone = &workspace.settings().time_zone;
            app::edition_pdf(&edition, &sheet, zone, Locale::of(language))?
        }
        None => sheet.to_csv().into_bytes(),
    };
    match output {
        Some(path) => std::fs::write(&path, file)
            .with_context(|| format!("{} cannot be written", path.display())),
        None => Ok(print::bytes(&file)?),
    }
}

fn told(workspace: &Workspace, schedule: &Schedule, is_json: bool) -> anyhow::Result<()> {
    if is_json {
        return print::json(&schedule_json(schedule));
    }
    let due = match schedule.due_at {
        Some(at) => format!("is due on {}", local(workspace, at)),
        None => "is switched off".to_owned(),
    };
    print::out(&format!("{} {} {due}", schedule.id, schedule.name));
    Ok(())
}

fn list(workspace: &Workspace, all: &[Schedule], is_json: bool) -> anyhow::Result<()> {
    if is_json {
        return print::json(&all.iter().map(schedule_json).collect::<Vec<_>>());
    }
    let rows = all.iter().map(|one| {
        let day = one.rhythm.day().map(|day| format!(" {day}"));
        vec![
            one.id.to_string(),
            one.name.clone(),
            one.subject.name().to_owned(),
            format!(
                "{}{} {:02}:00",
                one.rhythm.name(),
                day.unwrap_or_default(),
                one.rhythm.hour()
            ),
            one.due_at
                .map_or_else(|| "off".to_owned(), |at| local(workspace, at)),
        ]
    });
    let rows: Vec<_> = rows.collect();
    print::out(&print::table(
        &["id", "name", "report", "rhythm", "due"],
        &rows,
    ));
    Ok(())
}

fn show_editions(workspace: &Workspace, editions: &[Edition]) {
    let rows = editions.iter().map(|edition| {
        vec![
            edition.id.to_string(),
            local(workspace, edition.due_at),
            edition
                .as_of
                .map_or_else(String::new, |day| day.to_string()),
            edition
                .rows
                .map_or_else(|| "failed".to_owned(), print::count),
            edition
                .failure
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default(),
        ]
    });
    let rows: Vec<_> = rows.collect();
    let header = ["id", "due", "as of", "rows", "failure"];
    print::out(&print::table(&header, &rows));
}

fn local(workspace: &Workspace, at: Timestamp) -> String {
    let zone: TimeZone = workspace.settings().time_zone.clone();
    at.to_zoned(zone).strftime("%Y-%m-%d %H:%M").to_string()
}

fn schedule_json(one: &Schedule) -> Value {
    json!({
        "id": one.id,
        "name": one.name,
        "subject": one.subject,
        "rhythm": one.rhythm.name(),
        "day": one.rhythm.day(),
        "hour": one.rhythm.hour(),
        "due_at": one.due_at,
        "owner": one.owner,
        "version": one.version,
    })
}

fn edition_json(one: &Edition) -> Value {
    json!({
        "id": one.id,
        "due_at": one.due_at,
        "asked_by": one.asked_by,
        "made_at": one.made_at,
        "as_of": one.as_of,
        "rows": one.rows,
        "bytes": one.bytes,
        "is_truncated": one.is_truncated,
        "failure": one.failure,
    })
}
