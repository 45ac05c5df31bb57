//! What channels and campaigns cost by day: files of it, lists, sums.

use std::path::PathBuf;

use app::Workspace;
use app::access::Deed;
use clap::Args;
use customers::DateFormat;
use customers::spend::{SpendBy, SpendFilter, SpendSum, SpendTold};
use jiff::civil::Date;
use kernel::Limit;

use crate::command::import::{check_file, file_name};
use crate::context::audit;
use crate::print;

/// The most figures of one page of the store.
const PAGE: u32 = 1_000;

#[derive(Debug, Args)]
pub(super) struct Import {
    /// The file: CSV, also packed; XLSX or NDJSON
    file: PathBuf,
    /// How days are written, such as DD.MM.YYYY; found by looking when absent
    #[arg(long, value_name = "FORMAT", value_parser = date_format)]
    date_format: Option<DateFormat>,
}

/// Which figures are meant
#[derive(Debug, Args)]
pub(super) struct Which {
    /// From this day on
    #[arg(long, value_name = "DAY")]
    from: Option<Date>,
    /// Up to and with this day
    #[arg(long, value_name = "DAY")]
    to: Option<Date>,
    /// Of this channel
    #[arg(long)]
    channel: Option<String>,
    /// Of this campaign; '' for what has none
    #[arg(long)]
    campaign: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct Days {
    #[command(flatten)]
    which: Which,
    /// How many at most
    #[arg(long, default_value_t = 1_000, value_name = "N")]
    top: usize,
}

#[derive(Debug, Args)]
pub(super) struct Sums {
    #[command(flatten)]
    which: Which,
    /// channel, campaign, day, month or all
    #[arg(long, default_value = "channel")]
    by: SpendBy,
}

impl From<Which> for SpendFilter {
    fn from(which: Which) -> Self {
        Self {
            from: which.from,
            to: which.to,
            channel: which.channel,
            campaign: which.campaign,
        }
    }
}

impl Import {
    pub(super) async fn run(self, workspace: &Workspace, is_json: bool) -> anyhow::Result<()> {
        check_file(&self.file)?;
        let name = file_name(&self.file);
        let imported = workspace
            .import_spend(&self.file, &name, self.date_format)
            .await?;
        let put = imported.put;
        let told = format!(
            "{} added, {} changed, {} same",
            put.added, put.changed, put.same
        );
        audit(workspace, Deed::new("spend.told", &"days").detail(&told)).await?;
        if is_json {
            return print::json(&imported);
        }
        print::out(&format!("{name}: {told}"));
        if imported.rounded > 0 {
            let unit = workspace.settings().currency;
            print::out(&format!(
                "{} costs were rounded to the smallest unit of {unit}",
                imported.rounded
            ));
        }
        if !imported.ignored.is_empty() {
            print::out(&format!(
                "columns that were not looked at: {}",
                imported.ignored.join(", ")
            ));
        }
        Ok(())
    }
}

impl Days {
    pub(super) async fn run(self, workspace: &Workspace, is_json: bool) -> anyhow::Result<()> {
        let filter = SpendFilter::from(self.which);
        let spend = workspace.marketing_spend();
        let mut found = Vec::new();
        let mut cursor = None;
        while found.len() < self.top {
            let wanted = u32::try_from(self.top - found.len()).unwrap_or(PAGE);
            let limit = Limit::try_from(wanted.min(PAGE))?;
            let page = spend.list(&filter, cursor.as_deref(), limit).await?;
            found.extend(page.items);
            cursor = page.next_cursor;
            if cursor.is_none() {
                break;
            }
        }
        if is_json {
            return print::json(&found);
        }
        let digits = workspace.settings().currency.digits();
        let row = |SpendTold {
                       figure, told_by, ..
                   }: &SpendTold| {
            vec![
                figure.day.to_string(),
                figure.channel.clone(),
                figure.campaign.clone(),
                print::money(figure.cost_minor, digits),
                times(figure.impressions),
                times(figure.clicks),
                told_by.clone(),
            ]
        };
        let rows: Vec<_> = found.iter().map(row).collect();
        let header = [
            "day",
            "channel",
            "campaign",
            "cost",
            "impressions",
            "clicks",
            "told by",
        ];
        print::out(&print::table(&header, &rows));
        if cursor.is_some() {
            print::out("there are more: ask for fewer days, or raise --top");
        }
        Ok(())
    }
}

impl Sums {
    pub(super) async fn run(self, workspace: &Workspace, is_json: bool) -> anyhow::Result<()> {
        let filter = SpendFilter::from(self.which);
        let sums = workspace.marketing_spend().sums(&filter, self.by).await?;
        if is_json {
            return print::json(&sums);
        }
        let digits = workspace.settings().currency.digits();
        let row = |sum: &SpendSum| {
            let label = [&sum.channel, &sum.campaign, &sum.day, &sum.month];
            let label: Vec<&str> = label.into_iter().flatten().map(String::as_str).collect();
            vec![
                label.join(" / "),
                print::money(sum.cost_minor, digits),
                times(sum.impressions),
                times(sum.clicks),
                print::mean_money(sum.cpm_minor, digits),
                print::mean_money(sum.cpc_minor, digits),
                print::percent(sum.ctr),
            ]
        };
        let rows: Vec<_> = sums.iter().map(row).collect();
        let by = self.by.as_str();
        let header = [by, "cost", "impressions", "clicks", "CPM", "CPC", "CTR"];
        print::out(&print::table(&header, &rows));
        Ok(())
    }
}

/// Removes figures.
pub(super) async fn remove(which: Which, workspace: &Workspace) -> anyhow::Result<()> {
    let removed = workspace.marketing_spend().remove(&which.into()).await?;
    let detail = format!("{removed} figures");
    audit(
        workspace,
        Deed::new("spend.removed", &"days").detail(&detail),
    )
    .await?;
    print::out(&format!("{detail} are gone"));
    Ok(())
}

fn times(times: Option<i64>) -> String {
    times.map_or_else(|| print::number(None, 0), print::count)
}

fn date_format(name: &str) -> Result<DateFormat, String> {
    DateFormat::from_name(name).ok_or_else(|| format!("'{name}' is none such as DD.MM.YYYY"))
}
