//! Reading a file of spend: columns by name, in any order; all its lines or none.

use std::ops::ControlFlow;
use std::path::Path;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use kernel::Currency;

use super::figure::{Part, SpendFigure};
use super::figures::{Gathered, SpendFigures, SpendItem, twice};
use crate::detect;
use crate::error::CustomersError;
use crate::instant::{DateFormat, Moment, parse};
use crate::mapping::FileForm;
use crate::number::{DecimalMark, Number};
use crate::options::ReadOptions;
use crate::orders::{Refused, Taken, check_row, drive};
use crate::records::{Records, Row, Sampled, open};
use crate::refusal::{ErrorPolicy, RefusalReason};

/// Names of the column that tells each line's currency.
const CURRENCY: [&str; 2] = ["currency", "валюта"];

/// A file of spend that has been read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadSpend {
    /// The figures.
    pub figures: SpendFigures,
    /// Costs that had to be rounded to the currency's smallest unit.
    pub rounded: u64,
    /// Columns that were not looked at.
    pub ignored: Vec<String>,
}

/// Reads a file of spend with the columns channel, day and cost, and perhaps campaign, impressions, clicks and currency.
///
/// Days are read in `format`, or in the one that the file's own days show.
///
/// # Errors
///
/// [`CustomersError::SpendRefused`] with every line that can not be taken, when a column is missing or there twice, days can be read in
/// two ways, or the file can not be read.
pub fn read_spend(
    path: &Path,
    format: Option<DateFormat>,
    options: &ReadOptions,
) -> Result<ReadSpend, CustomersError> {
    let form = FileForm {
        header: Some(true),
        ..FileForm::default()
    };
    let mut records = open(path, &form)?;
    let mut reader = Reader::new(&mut records, format, options)?;
    let mut read = options.clone();
    read.on_error = ErrorPolicy::Reject;
    let mut go_on = |_| ControlFlow::Continue(());
    let found = drive(&mut records, &read, &mut go_on, &mut |row| {
        if row.is_empty() {
            return Ok(Taken::Blank);
        }
        match reader.figure(row) {
            Ok(figure) => reader.keep(row.line, figure),
            Err(refused) => Ok(Taken::Refused(refused)),
        }
    })?;
    Ok(ReadSpend {
        figures: reader.gathered.finish(SpendItem::Line, found.kept)?,
        rounded: reader.rounded,
        ignored: reader.ignored,
    })
}

/// Where the parts stand, and how they are written.
#[derive(Debug)]
struct Reader {
    places: [Option<usize>; Part::ALL.len()],
    currency_place: Option<usize>,
    ignored: Vec<String>,
    width: usize,
    exact: bool,
    format: DateFormat,
    mark: DecimalMark,
    currency: Currency,
    zone: TimeZone,
    today: Date,
    gathered: Gathered,
    rounded: u64,
}

impl Reader {
    fn new(
        records: &mut Sampled,
        format: Option<DateFormat>,
        options: &ReadOptions,
    ) -> Result<Self, CustomersError> {
        let columns = records.columns().to_vec();
        let places = [
            find(&columns, Part::ALL[0].names())?,
            find(&columns, Part::ALL[1].names())?,
            find(&columns, Part::ALL[2].names())?,
            find(&columns, Part::ALL[3].names())?,
            find(&columns, Part::ALL[4].names())?,
            find(&columns, Part::ALL[5].names())?,
        ];
        let currency_place = find(&columns, &CURRENCY)?;
        let place = |part: Part| places[index(part)];
        for part in [Part::Channel, Part::Day, Part::Cost] {
            if place(part).is_none() {
                return Err(CustomersError::SpendColumnMissing {
                    column: part.name(),
                    found: columns.join(", "),
                });
            }
        }
        let format = match format {
            Some(format) => format,
            None => format_of(place(Part::Day).unwrap_or_default(), records)?,
        };
        let numbers: Vec<usize> = [Part::Cost, Part::Impressions, Part::Clicks]
            .into_iter()
            .filter_map(place)
            .collect();
        let is_read = |at: usize| places.contains(&Some(at)) || currency_place == Some(at);
        let ignored = (0..columns.len()).filter(|at| !is_read(*at));
        Ok(Self {
            ignored: ignored.map(|at| columns[at].clone()).collect(),
            places,
            currency_place,
            width: columns.len(),
            exact: records.is_ragged_refused(),
            format,
            mark: detect::decimal_mark(&numbers, records.shape().delimiter, records),
            currency: options.currency,
            zone: options.time_zone.clone(),
            today: day_at(options.now, &options.time_zone),
            gathered: Gathered::default(),
            rounded: 0,
        })
    }

    fn place(&self, part: Part) -> usize {
        self.places[index(part)].unwrap_or_default()
    }

    /// A row's figure, when it makes sense.
    fn figure(&mut self, row: &Row) -> Result<SpendFigure, Refused> {
        check_row(row, self.width, self.exact)?;
        if let Some(place) = self.currency_place {
            let said = row.cell(place);
            if !said.eq_ignore_ascii_case(self.currency.code().as_bytes()) && !said.is_empty() {
                let kept = self.currency;
                return Err(Refused::at(place, RefusalReason::CurrencyNotKept { kept }));
            }
        }
        let text = |part: Part| {
            let place = self.places[index(part)];
            let cell = place.map(|place| String::from_utf8_lossy(row.cell(place)).into_owned());
            cell.unwrap_or_default()
        };
        let (cost_minor, is_rounded) = self.cost(row)?;
        let figure = SpendFigure {
            day: self.day(row)?,
            channel: text(Part::Channel),
            campaign: text(Part::Campaign),
            cost_minor,
            impressions: self.times(row, Part::Impressions)?,
            clicks: self.times(row, Part::Clicks)?,
        };
        if let Some((part, reason)) = figure.fault(self.today) {
            return Err(Refused::at(self.place(part), reason));
        }
        self.rounded += u64::from(is_rounded);
        Ok(figure)
    }

    fn keep(&mut self, line: u64, figure: SpendFigure) -> Result<Taken, CustomersError> {
        let first = self.gathered.add(line, figure)?;
        Ok(match first {
            None => Taken::Good,
            Some(first) => Taken::Refused(Refused::row(twice(SpendItem::Line, first))),
        })
    }

    fn day(&self, row: &Row) -> Result<Date, Refused> {
        let place = self.place(Part::Day);
        let refused = || {
            let form = self.format.name();
            Refused::at(place, RefusalReason::NotDate { form })
        };
        let day = match parse(row.cell(place), self.format).ok_or_else(refused)? {
            Moment::Wall { day, .. } => {
                let span = jiff::Span::new().try_days(day);
                span.and_then(|span| jiff::civil::date(1970, 1, 1).checked_add(span))
            }
            Moment::Instant { micros } => {
                Timestamp::from_microsecond(micros).map(|at| day_at(at, &self.zone))
            }
        };
        day.map_err(|_| refused())
    }

    fn cost(&self, row: &Row) -> Result<(i64, bool), Refused> {
        let place = self.place(Part::Cost);
        let cell = row.cell(place);
        if cell.is_empty() {
            return Err(Refused::at(place, RefusalReason::EmptySpend));
        }
        let number = Number::parse(cell, self.mark).map_err(|reason| Refused::at(place, reason))?;
        number
            .to_minor(self.currency.digits())
            .ok_or(Refused::at(place, RefusalReason::TooLarge))
    }

    fn times(&self, row: &Row, part: Part) -> Result<Option<i64>, Refused> {
        let Some(place) = self.places[index(part)] else {
            return Ok(None);
        };
        let cell = row.cell(place);
        if cell.is_empty() {
            return Ok(None);
        }
        let number = Number::parse(cell, self.mark).map_err(|reason| Refused::at(place, reason))?;
        match number.to_minor(0) {
            Some((times, false)) => Ok(Some(times)),
            Some((_, true)) => Err(Refused::at(place, RefusalReason::NotWhole)),
            None => Err(Refused::at(place, RefusalReason::TooLarge)),
        }
    }
}

/// The place of a part among all.
const fn index(part: Part) -> usize {
    match part {
        Part::Channel => 0,
        Part::Campaign => 1,
        Part::Day => 2,
        Part::Cost => 3,
        Part::Impressions => 4,
        Part::Clicks => 5,
    }
}

/// The one column with one of the names, in any case.
fn find(columns: &[String], names: &[&str]) -> Result<Option<usize>, CustomersError> {
    let is_named = |column: &String| names.contains(&column.trim().to_lowercase().as_str());
    let mut found = (0..columns.len()).filter(|at| is_named(&columns[*at]));
    let first = found.next();
    match (first, found.next()) {
        (Some(first), Some(second)) => Err(CustomersError::SpendColumnTwice {
            first: columns[first].clone(),
            second: columns[second].clone(),
        }),
        _ => Ok(first),
    }
}

/// The format of the file's days; when none fits, each line says so by itself.
fn format_of(place: usize, records: &mut Sampled) -> Result<DateFormat, CustomersError> {
    match detect::date_format(place, records) {
        Err(CustomersError::DateUnknown { .. }) => Ok(DateFormat::YearFirst(b'-')),
        Err(CustomersError::DateAmbiguous {
            column,
            example,
            first,
            second,
        }) => Err(CustomersError::SpendDayAmbiguous {
            column,
            example,
            first,
            second,
        }),
        found => found,
    }
}

fn day_at(at: Timestamp, zone: &TimeZone) -> Date {
    at.to_zoned(zone.clone()).date()
}
