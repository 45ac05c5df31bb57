//! Reports by schedule.

use std::collections::BTreeMap;

use insight::{CellKind as Kind, Days, Rhythm, Subject};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::cohorts::CohortBy;
use super::reason::FaultCode;
use super::rfm::MoneyKind;
use super::saved_query::yes;
use crate::problem::Problem;

/// What is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ScheduledReport {
    /// The customer base by month.
    Base,
    /// The segments by recency, frequency and money.
    Rfm,
    /// Customers by the period of their first order.
    Cohorts,
    /// The products of the last days.
    Products,
    /// What winning customers costs, by month.
    Acquisition,
    /// What moved customer equity in a year.
    Equity,
    /// Customers by value and risk of loss.
    RetentionMatrix,
    /// A saved query that is shared.
    Query,
}

/// What is made, with its parameters.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ScheduleSubject {
    /// The report.
    pub report: ScheduledReport,
    /// Of `base`: how many months.
    pub months: Option<u16>,
    /// Of `products`: how many days, the last one with an order included.
    pub days: Option<u32>,
    /// Of `cohorts`: the length of a period.
    pub by: Option<CohortBy>,
    /// Of `rfm` and `cohorts`: which money counts.
    pub money: Option<MoneyKind>,
    /// Of `query`: the saved query.
    #[schema(example = "sqy_0000000000000")]
    pub query: Option<String>,
}

/// What is to be made; parameters of another report are refused.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ScheduleSubjectInput {
    /// The report.
    pub report: ScheduledReport,
    /// Of `base`: how many months, 12 when absent.
    #[schema(minimum = 1, maximum = 600)]
    pub months: Option<u16>,
    /// Of `products`: how many days, 30 when absent.
    #[schema(minimum = 1, maximum = 3660)]
    pub days: Option<u32>,
    /// Of `cohorts`: the length of a period, month when absent.
    pub by: Option<CohortBy>,
    /// Of `rfm` and `cohorts`: which money counts, net when absent.
    pub money: Option<MoneyKind>,
    /// Of `query`, and needed there: a saved query that is shared.
    pub query: Option<String>,
}

/// On which days something is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum RhythmName {
    /// Each day.
    Daily,
    /// A day of the week.
    Weekly,
    /// A day of the month.
    Monthly,
}

/// An edition of a report.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ReportEdition {
    /// Its id.
    #[schema(example = "edn_0000000000000")]
    pub id: String,
    /// When it was due, or asked for.
    pub due_at: Timestamp,
    /// Whether somebody asked for it; else it was due.
    pub is_asked: bool,
    /// The name of the person who asked.
    pub asked_by_name: Option<String>,
    /// When it was made.
    pub made_at: Timestamp,
    /// The last business day that counts, when the report has one.
    pub as_of: Option<Date>,
    /// Its rows; null where it failed.
    pub rows: Option<u64>,
    /// What it takes in the store, bytes; null where it failed.
    pub bytes: Option<u64>,
    /// Whether rows were left out, because there were more than 10 000.
    pub is_truncated: bool,
    /// Why there is nothing, as a sentence; null where it was made.
    pub failure: Option<String>,
    /// The name of that sentence; null when it has none, and when an earlier version tried.
    pub failure_code: Option<FaultCode>,
    /// The values in the sentence, by name.
    #[schema(example = json!({"seconds": "100"}))]
    pub failure_args: BTreeMap<String, String>,
}

/// The editions of a schedule that are kept.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReportEditionList {
    /// The last thirty, the latest first.
    pub items: Vec<ReportEdition>,
}

/// What the cells of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum CellKind {
    /// Words and names.
    Text,
    /// Days, as `2011-07-31`.
    Day,
    /// Months of the Gregorian year, as `2011-07`.
    Month,
    /// Numbers, written with a point.
    Number,
}

/// A column of an edition.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReportColumn {
    /// Its name in the CSV file.
    #[schema(example = "revenue_gbp")]
    pub name: String,
    /// What it is called in the reader's language.
    #[schema(example = "Revenue, GBP")]
    pub heading: String,
    /// What its cells are.
    pub kind: CellKind,
    /// Words that its cells may hold beside names, days and numbers, with what they are in the reader's language.
    #[schema(value_type = BTreeMap<String, String>)]
    pub words: BTreeMap<&'static str, &'static str>,
}

/// An edition with its rows.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReportSheet {
    /// The edition.
    pub edition: ReportEdition,
    /// What its schedule is called.
    pub name: String,
    /// Its columns; none where it failed.
    pub columns: Vec<ReportColumn>,
    /// Its first thousand rows, a text or null for each column.
    pub rows: Vec<Vec<Option<String>>>,
}

/// A report that is made by itself.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReportSchedule {
    /// Its id.
    #[schema(example = "sch_0000000000000")]
    pub id: String,
    /// Its name.
    #[schema(example = "Base on Mondays")]
    pub name: String,
    /// What is made.
    pub subject: ScheduleSubject,
    /// The name of the saved query; null for other reports, and for a query that is not there for the caller.
    pub query_name: Option<String>,
    /// On which days.
    pub rhythm: RhythmName,
    /// The day of the week, 1 for Monday, or of the month; null when it is each day.
    pub day: Option<u8>,
    /// The hour, in the workspace's time zone.
    pub hour: u8,
    /// Whether it is made by itself.
    pub is_on: bool,
    /// When it is due next; null while it is switched off.
    pub due_at: Option<Timestamp>,
    /// The last edition; null when there is none.
    pub last: Option<ReportEdition>,
    /// Who made it: a user or a key.
    #[schema(example = "usr_0000000000000")]
    pub owner: String,
    /// The owner's name, when it is a user.
    pub owner_name: Option<String>,
    /// Whether the caller is the owner.
    pub is_mine: bool,
    /// How often it was saved; a change names it.
    pub version: i64,
    /// When it was first saved.
    pub created_at: Timestamp,
    /// When it was last saved.
    pub updated_at: Timestamp,
}

/// The schedules of the workspace.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReportScheduleList {
    /// The schedules, by name.
    pub items: Vec<ReportSchedule>,
    /// The IANA name of the time zone that their hours are of.
    #[schema(example = "Europe/Sofia")]
    pub time_zone: String,
}

/// A report to be made by itself.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReportScheduleInput {
    /// Its name, of which an owner has one.
    #[schema(min_length = 1, max_length = 100, example = "Base on Mondays")]
    pub name: String,
    /// What is made.
    pub subject: ScheduleSubjectInput,
    /// On which days.
    pub rhythm: RhythmName,
    /// The day of the week, 1 for Monday to 7 for Sunday, or of the month, 1 to 31; a month that has fewer days has its last one.
    #[schema(minimum = 1, maximum = 31)]
    pub day: Option<u8>,
    /// The hour, in the workspace's time zone.
    #[schema(minimum = 0, maximum = 23)]
    pub hour: u8,
    /// Whether it is made by itself; it is when absent.
    #[serde(default = "yes")]
    pub is_on: bool,
}

/// A schedule to be changed.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReportScheduleChangeInput {
    /// The version that the change was made from.
    pub version: i64,
    /// Its name.
    #[schema(min_length = 1, max_length = 100)]
    pub name: String,
    /// What is made.
    pub subject: ScheduleSubjectInput,
    /// On which days.
    pub rhythm: RhythmName,
    /// The day of the week or of the month.
    #[schema(minimum = 1, maximum = 31)]
    pub day: Option<u8>,
    /// The hour, in the workspace's time zone.
    #[schema(minimum = 0, maximum = 23)]
    pub hour: u8,
    /// Whether it is made by itself; it is when absent.
    #[serde(default = "yes")]
    pub is_on: bool,
}

impl ReportScheduleChangeInput {
    /// The version, and what is to be.
    pub(crate) fn parts(self) -> (i64, ReportScheduleInput) {
        let input = ReportScheduleInput {
            name: self.name,
            subject: self.subject,
            rhythm: self.rhythm,
            day: self.day,
            hour: self.hour,
            is_on: self.is_on,
        };
        (self.version, input)
    }
}

impl TryFrom<ReportScheduleInput> for insight::ScheduleDraft {
    type Error = Problem;

    fn try_from(input: ReportScheduleInput) -> Result<Self, Problem> {
        let days = match (input.rhythm, input.day) {
            (RhythmName::Daily, None) => Days::Daily,
            (RhythmName::Weekly, Some(day)) => Days::Weekly(day),
            (RhythmName::Monthly, Some(day)) => Days::Monthly(day),
            (RhythmName::Daily, Some(_)) => {
                return Err(Problem::invalid("day", "a daily report has no day"));
            }
            (_, None) => return Err(Problem::invalid("day", "name the day")),
        };
        Ok(Self {
            name: input.name,
            subject: input.subject.read()?,
            rhythm: Rhythm::new(days, input.hour)?,
            is_on: input.is_on,
        })
    }
}

impl ScheduleSubjectInput {
    fn read(mut self) -> Result<Subject, Problem> {
        let subject = match self.report {
            ScheduledReport::Base => Subject::Base {
                months: self.months.take().unwrap_or(12),
            },
            ScheduledReport::Rfm => Subject::Rfm {
                money: self.money.take().unwrap_or(MoneyKind::Net).into(),
            },
            ScheduledReport::Cohorts => Subject::Cohorts {
                by: self.by.take().unwrap_or(CohortBy::Month).into(),
                money: self.money.take().unwrap_or(MoneyKind::Net).into(),
            },
            ScheduledReport::Products => Subject::Products {
                days: self.days.take().unwrap_or(30),
            },
            ScheduledReport::Acquisition => Subject::Acquisition,
            ScheduledReport::Equity => Subject::Equity,
            ScheduledReport::RetentionMatrix => Subject::RetentionMatrix,
            ScheduledReport::Query => {
                let query = self.query.take();
                let query = query.ok_or_else(|| Problem::invalid("query", "name the query"))?;
                let query = query.parse();
                Subject::Query {
                    query: query.map_err(|error: kernel::IdError| {
                        Problem::invalid("query", error.to_string())
                    })?,
                }
            }
        };
        let left = [
            ("months", self.months.is_some()),
            ("days", self.days.is_some()),
            ("by", self.by.is_some()),
            ("money", self.money.is_some()),
            ("query", self.query.is_some()),
        ];
        match left.into_iter().find(|(_, is_given)| *is_given) {
            None => Ok(subject),
            Some((field, _)) => Err(Problem::invalid(
                field,
                format!("the report {} has no {field}", subject.name()),
            )),
        }
    }
}

impl From<Subject> for ScheduleSubject {
    fn from(subject: Subject) -> Self {
        let none = Self {
            report: ScheduledReport::Acquisition,
            months: None,
            days: None,
            by: None,
            money: None,
            query: None,
        };
        match subject {
            Subject::Base { months } => Self {
                report: ScheduledReport::Base,
                months: Some(months),
                ..none
            },
            Subject::Rfm { money } => Self {
                report: ScheduledReport::Rfm,
                money: Some(money.into()),
                ..none
            },
            Subject::Cohorts { by, money } => Self {
                report: ScheduledReport::Cohorts,
                by: Some(by.into()),
                money: Some(money.into()),
                ..none
            },
            Subject::Products { days } => Self {
                report: ScheduledReport::Products,
                days: Some(days),
                ..none
            },
            Subject::Acquisition => none,
            Subject::Equity => Self {
                report: ScheduledReport::Equity,
                ..none
            },
            Subject::RetentionMatrix => Self {
                report: ScheduledReport::RetentionMatrix,
                ..none
            },
            Subject::Query { query } => Self {
                report: ScheduledReport::Query,
                query: Some(query.to_string()),
                ..none
            },
        }
    }
}

impl From<Days> for RhythmName {
    fn from(days: Days) -> Self {
        match days {
            Days::Daily => Self::Daily,
            Days::Weekly(_) => Self::Weekly,
            Days::Monthly(_) => Self::Monthly,
        }
    }
}

impl From<Kind> for CellKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Text => Self::Text,
            Kind::Day => Self::Day,
            Kind::Month => Self::Month,
            Kind::Number => Self::Number,
        }
    }
}
