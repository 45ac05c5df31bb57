//! `clientele quality`: how good what arrives is.

use std::process::ExitCode;

use app::{Workspace, WorkspaceQuality};
use clap::Args;
use customers::{Alarm, AlarmFilter, RULE};
use kernel::Limit;

use crate::context::Globals;
use crate::print;

/// Report how good what arrives is, and when sources brought less than usual
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// What was received in the last so many business days
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u16).range(1..=90))]
    days: u16,
    /// List the alarms instead, those included that have ended
    #[arg(long)]
    alarms: bool,
}

impl Options {
    pub(crate) async fn run(self, globals: &Globals) -> anyhow::Result<ExitCode> {
        let workspace = globals.workspace().await?;
        if self.alarms {
            let alarms = alarms(&workspace, false).await?;
            if globals.json {
                print::json(&alarms)?;
            } else {
                show_alarms(&alarms);
                print::out(&format!("\n{RULE}"));
            }
            return Ok(ExitCode::SUCCESS);
        }
        let quality = workspace.quality_report(self.days).await?;
        if globals.json {
            print::json(&quality)?;
            return Ok(ExitCode::SUCCESS);
        }
        show(&quality);
        if quality.alarms_open > 0 {
            print::out("\nThese bring less than usual:");
            show_alarms(&alarms(&workspace, true).await?);
        }
        Ok(ExitCode::SUCCESS)
    }
}

async fn alarms(workspace: &Workspace, is_open: bool) -> anyhow::Result<Vec<Alarm>> {
    let filter = AlarmFilter {
        source: None,
        is_open,
    };
    let limit = Limit::try_from(1_000)?;
    let page = workspace.watchman().alarms(filter, None, limit).await?;
    Ok(page.items)
}

fn show(quality: &WorkspaceQuality) {
    let report = &quality.report;
    print::out(&format!(
        "Received from {} to {}",
        report.from, report.until
    ));
    let rows: Vec<_> = report
        .sources
        .iter()
        .map(|of| {
            let figures = &of.figures;
            vec![
                of.source.name.clone(),
                print::count(figures.events),
                print::count(figures.nameless),
                format!("{}/{}", figures.orders_nameless, figures.orders),
                print::percent(Some(figures.late_share())),
                format!("{}/{}", figures.emails_invalid, figures.emails),
                format!("{}/{}", figures.phones_invalid, figures.phones),
                print::count(of.refused),
            ]
        })
        .collect();
    let header = [
        "source",
        "events",
        "without customer",
        "orders without",
        "late",
        "bad e-mails",
        "bad phones",
        "refused",
    ];
    print::out(&print::table(&header, &rows));
    for refusal in &report.refusals {
        print::out(&format!(
            "{} events of {} were refused: {}",
            print::count(refusal.count),
            refusal.source,
            refusal.code
        ));
    }
    for (consumer, events) in &quality.set_aside {
        let events = print::count(*events);
        print::out(&format!("{events} events are set aside by {consumer}"));
    }
}

fn show_alarms(alarms: &[Alarm]) {
    let rows: Vec<_> = alarms
        .iter()
        .map(|alarm| {
            let ended = alarm
                .ended_at
                .map_or_else(|| "goes on".to_owned(), |at| at.to_string());
            vec![
                alarm.source_name.clone(),
                alarm.begun_at.to_string(),
                ended,
                print::number(Some(alarm.usual), 0),
                print::number(Some(alarm.bound), 0),
                print::count(alarm.seen),
                alarm.grain.as_str().to_owned(),
            ]
        })
        .collect();
    let header = ["source", "begun", "ended", "usual", "bound", "seen", "by"];
    print::out(&print::table(&header, &rows));
}
