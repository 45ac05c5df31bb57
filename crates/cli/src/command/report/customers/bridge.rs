//! Which piece of the bridge of equity is meant.

use clap::Args;
use insight::{EquityQuery, PieceName, YEARLY_DISCOUNT};
use jiff::civil::Date;

use super::super::share::share;

/// A piece of the bridge, under the terms of the report.
#[derive(Debug, Args)]
pub(super) struct Bridged {
    /// A piece of `report equity`: acquired, `won_back`, grown, shrunk or lost
    #[arg(long)]
    piece: Option<PieceName>,
    /// How far a customer's value reaches: 12, 24 or 36
    #[arg(long, default_value_t = 36, requires = "of_bridge")]
    months: u32,
    /// The part of the revenue that stays; from the costs of orders when absent
    #[arg(long, value_name = "SHARE", value_parser = share, allow_hyphen_values = true, requires = "of_bridge")]
    margin: Option<f64>,
    /// What is taken off in a year; 10% when absent
    #[arg(long, value_name = "SHARE", value_parser = share, allow_hyphen_values = true, requires = "of_bridge")]
    discount: Option<f64>,
}

impl Bridged {
    /// The question, if it is one of the bridge between two days.
    pub(super) fn asked(
        &self,
        (from, to): (Option<Date>, Option<Date>),
        lost_after_days: u32,
    ) -> Option<(EquityQuery, PieceName)> {
        let query = EquityQuery {
            from,
            to,
            lost_after_days,
            months: self.months,
            margin: self.margin,
            yearly_discount: self.discount.unwrap_or(YEARLY_DISCOUNT),
        };
        self.piece.map(|piece| (query, piece))
    }
}
