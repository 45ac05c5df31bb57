//! Which place of the RFM map is meant.

use clap::Args;
use insight::{Figure, InsightError, MoneyKind, Origin, RfmPlace, Segment};
use jiff::civil::Date;

use super::super::method;
use crate::failure::WrongCall;

/// A place of the map, under the terms of the report.
#[derive(Debug, Args)]
pub(super) struct Mapped {
    /// A segment of `report rfm`, by its name there, or `all` of the map
    #[arg(long, value_parser = part)]
    segment: Option<Part>,
    /// Only those who were in this segment on the day --compare; `none` is who had not ordered yet
    #[arg(long, value_name = "SEGMENT", requires_all = ["compare", "of_segment"])]
    from_segment: Option<Origin>,
    /// The earlier day of --from-segment
    #[arg(long, value_name = "DATE", requires = "from_segment")]
    compare: Option<Date>,
    /// A cell of the map of `report rfm`: its score for recency, 1 to 5, 5 the latest
    #[arg(long, value_name = "SCORE", requires = "frequency_score")]
    recency_score: Option<u8>,
    /// The cell's score for frequency, 1 to 5, 5 the most
    #[arg(long, value_name = "SCORE", requires = "of_cell")]
    frequency_score: Option<u8>,
    /// net of returns, or gross, as in `report rfm`
    #[arg(long, default_value = "net", requires = "map")]
    money: MoneyKind,
    /// Fixed bounds of days since the last order, as in `report rfm`
    #[arg(long, value_name = "A,B,C,D", requires_all = ["f_bounds", "m_bounds", "map"])]
    r_bounds: Option<String>,
    /// Fixed bounds of the number of orders
    #[arg(long, value_name = "A,B,C,D", requires = "r_bounds")]
    f_bounds: Option<String>,
    /// Fixed bounds of money in minor units
    #[arg(long, value_name = "A,B,C,D", requires = "r_bounds")]
    m_bounds: Option<String>,
}

impl Mapped {
    pub(super) fn figure(&self) -> anyhow::Result<Figure> {
        Ok(Figure::Rfm {
            place: self.place()?,
            money: self.money,
            method: method([&self.r_bounds, &self.f_bounds, &self.m_bounds])?,
        })
    }

    fn place(&self) -> Result<RfmPlace, WrongCall> {
        if let (Some(recency_score), Some(frequency_score)) =
            (self.recency_score, self.frequency_score)
        {
            return Ok(RfmPlace::Cell {
                recency_score,
                frequency_score,
            });
        }
        let advice = "say whose customers: see `clientele report customers --help`";
        let part = self.segment.ok_or_else(|| WrongCall(advice.to_owned()))?;
        if let (Some(from), Some(since)) = (self.from_segment, self.compare) {
            return Ok(RfmPlace::Moved {
                since,
                from,
                to: part.0,
            });
        }
        Ok(part.0.map_or(RfmPlace::Everybody, RfmPlace::Segment))
    }
}

/// A segment, or all of the map.
#[derive(Debug, Clone, Copy)]
struct Part(Option<Segment>);

fn part(text: &str) -> Result<Part, InsightError> {
    if text == "all" {
        return Ok(Part(None));
    }
    text.parse().map(|segment| Part(Some(segment)))
}
