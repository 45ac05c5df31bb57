//! Profitability: what each customer brought after costs, and who costs more than they bring.

mod account;
mod customers;
mod list;
mod query;
mod report;
mod whale;

pub use customers::{ProfitCustomer, ProfitPage, profit_customers};
pub use list::{ProfitList, ProfitOrder, ProfitPart};
pub use query::ProfitQuery;
pub use report::{
    ProfitBasis, ProfitDecile, ProfitPeak, ProfitPoint, ProfitReport, ProfitTotals, Unprofitable,
};

use jiff::civil::Date;

use crate::calendar::{Day, date_of, day_of};
use crate::source::Source;
use crate::{CurrencyUnit, InsightError};
use account::Account;
use query::Rates;

/// The report's name in errors.
const REPORT: &str = "profitability";

/// Makes the report on the profitability of customers.
///
/// # Errors
///
/// [`InsightError::OutOfRange`] and [`InsightError::FromNotBefore`] for a query that makes no sense,
/// [`InsightError::AsOfTooLate`] and [`InsightError::Engine`].
pub async fn profitability(
    source: &Source<'_>,
    query: &ProfitQuery,
) -> Result<ProfitReport, InsightError> {
    let rates = query.rates()?;
    let read = read(source, query).await?;
    let as_of = read.as_ref().map(|read| read.as_of).or(query.as_of);
    let accounts = read.map(|read| read.accounts).unwrap_or_default();
    let basis = Basis::of(&accounts, rates);
    Ok(report::report(source, query, as_of, &accounts, basis))
}

/// What is read for the report.
struct Read {
    as_of: Date,
    accounts: Vec<Account>,
}

/// The accounts of all customers; `None` when nothing had been ordered by then.
async fn read(source: &Source<'_>, query: &ProfitQuery) -> Result<Option<Read>, InsightError> {
    let Some(scope) = source.scope(REPORT, query.as_of).await? else {
        return Ok(None);
    };
    let as_of = date_of(scope.as_of);
    if let Some(from) = query.from.filter(|&from| as_of < from) {
        return Err(InsightError::FromNotBefore { from, as_of });
    }
    // Everything, when no first day is given.
    let before = query.from.map_or(Day::MIN, |from| day_of(from) - 1);
    let accounts = account::read(source, (before, scope.as_of)).await?;
    Ok(Some(Read { as_of, accounts }))
}

/// What a customer's result is in this base, and at which costs.
#[derive(Debug, Clone, Copy)]
struct Basis {
    name: ProfitBasis,
    rates: Rates,
}

impl Basis {
    /// Profit, as soon as one line's cost is known or a margin is given for the others.
    fn of(accounts: &[Account], rates: Rates) -> Self {
        let any = rates.margin.is_some() || accounts.iter().any(Account::has_costs);
        Self {
            name: if any {
                ProfitBasis::Profit
            } else {
                ProfitBasis::Revenue
            },
            rates,
        }
    }

    /// What the customer left over; `None` when it should be profit and a cost is not known.
    fn result(self, account: &Account) -> Option<i64> {
        let before_serving = match self.name {
            ProfitBasis::Revenue => account.net_minor(),
            ProfitBasis::Profit => account
                .net_minor()
                .saturating_sub(account.cost_minor(self.rates.margin)?),
        };
        Some(before_serving.saturating_sub(self.serving(account)))
    }

    /// What it cost to serve the customer.
    fn serving(self, account: &Account) -> i64 {
        let each = |number: u64, cost: i64| {
            i64::try_from(number)
                .unwrap_or(i64::MAX)
                .saturating_mul(cost)
        };
        each(account.orders, self.rates.order_minor)
            .saturating_add(each(account.returns, self.rates.return_minor))
    }
}

/// The currency of a source.
fn currency(source: &Source<'_>) -> CurrencyUnit {
    CurrencyUnit::from(source.currency)
}
