//! The words that every other crate speaks: ids, money, time, paging, faults, personal data.
//!
//! Nothing here does I/O, apart from [`SystemClock`], the one place that asks the machine for the time.
//!
//! # Invariants
//!
//! - **MONEY-1** No float ever holds money; splitting an amount loses nothing.

mod basis_points;
mod clock;
mod currency;
mod decimal;
mod failure;
mod fault;
pub mod id;
mod locale;
mod money;
mod page;
mod period;
mod personal;

pub use basis_points::BasisPoints;
pub use clock::{Clock, ManualClock, SystemClock};
pub use currency::{Currency, CurrencyError};
pub use decimal::{Decimal, DecimalError};
pub use failure::Failure;
pub use fault::{Fault, FaultKind, Wording};
pub use id::{IdError, IdSource};
pub use locale::Locale;
pub use money::{Money, MoneyError};
pub use page::{Limit, LimitError, Page};
pub use period::{Period, PeriodError};
pub use personal::{Email, PersonName, PersonalError, Phone};
