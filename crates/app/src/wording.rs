//! What faults say, for whoever says it in another language.
//!
//! The sentences are where the faults are; here each has a name and the values in it, in tables by where the fault comes
//! from. A fault that is in none of them is told by its sentence alone.

mod domains;
mod figures;
mod machine;
mod people;

use std::collections::BTreeMap;
use std::error::Error;
use std::sync::LazyLock;

use customers::CustomersError;
use insight::InsightError;
use kernel::{Fault, Wording};

use crate::AppError;
use crate::access::AccessError;
use crate::webhooks::{Disabled, SendError, Undelivered, WebhookError};

/// The name of a sentence and those of the values in it.
type Row = (&'static str, &'static [&'static str]);

/// Makes a table and the function that looks faults up in it: `"name" Pattern => [value, value = expression];`.
macro_rules! table {
    (@value $arg:ident) => { $arg.to_string() };
    (@value $arg:ident $value:expr) => { $value.to_string() };
    ($(#[$document:meta])* $table:ident $lookup:ident($it:ident: $fault:ty) $($name:literal $pattern:pat => [$($arg:ident $(= $value:expr)?),*];)+) => {
        pub(super) const $table: &[super::Row] = &[$(($name, &[$(stringify!($arg)),*])),+];

        $(#[$document])*
        pub(super) fn $lookup($it: &$fault) -> Option<kernel::Wording> {
            $(if let $pattern = $it {
                let args = [$((stringify!($arg), table!(@value $arg $($value)?))),*];
                return Some(kernel::Wording::new($name, args));
            })+
            None
        }
    };
}

use table;

/// The name of the sentence of an import whose process ended.
pub(crate) const INTERRUPTED: &str = "import.interrupted";

/// Sentences that are no fault's: what is told of work that was cut off, and what only the server says.
const OTHERS: &[Row] = &[
    (INTERRUPTED, &[]),
    (customers::EXCHANGE_INTERRUPTED, &[]),
    ("import.not_running", &[]),
    ("import.upload_gone", &[]),
    ("access.csrf_missing", &[]),
    ("http.body_too_large", &[]),
    ("http.disk_full", &[]),
    ("http.input_invalid", &[]),
    ("http.query_invalid", &[]),
    ("http.upload_malformed", &[]),
    ("http.upload_stalled", &[]),
];

static WORDINGS: LazyLock<BTreeMap<&str, &[&str]>> = LazyLock::new(|| {
    let tables = [
        OTHERS,
        domains::CUSTOMERS,
        domains::APP,
        figures::INSIGHT,
        machine::STORE,
        machine::WAREHOUSE,
        people::ACCESS,
        people::WEBHOOK,
        people::UNDELIVERED,
        people::DISABLED,
    ];
    tables.into_iter().flatten().copied().collect()
});

/// All sentences that have a name, with the names of their values.
pub fn wordings() -> &'static BTreeMap<&'static str, &'static [&'static str]> {
    &WORDINGS
}

/// The name and the values of what a fault says.
pub fn wording<F: Fault>(fault: &F) -> Option<Wording> {
    let found = find(fault);
    debug_assert!(
        found
            .as_ref()
            .is_none_or(|found| found.name.starts_with(fault.code())),
        "{found:?} is not {}",
        fault.code()
    );
    found
}

fn find(fault: &(dyn Error + 'static)) -> Option<Wording> {
    if let Some(fault) = fault.downcast_ref() {
        return match fault {
            AppError::Customers(fault) => find(fault),
            AppError::Insight(fault) => find(fault),
            AppError::Store(fault) => find(fault),
            AppError::Webhook(fault) => find(fault),
            AppError::Warehouse(fault) => find(fault),
            _ => domains::app(fault),
        };
    }
    if let Some(fault) = fault.downcast_ref() {
        return of_customers(fault);
    }
    if let Some(fault) = fault.downcast_ref() {
        return match fault {
            InsightError::Store(fault) => find(fault),
            _ => figures::insight(fault),
        };
    }
    if let Some(fault) = fault.downcast_ref() {
        return match fault {
            WebhookError::Customers(fault) => find(fault),
            WebhookError::Store(fault) => find(fault),
            _ => people::webhook(fault),
        };
    }
    if let Some(fault) = fault.downcast_ref() {
        return match fault {
            AccessError::Store(fault) => find(fault),
            _ => people::access(fault),
        };
    }
    if let Some(fault) = fault.downcast_ref() {
        return machine::warehouse(fault);
    }
    machine::store(fault.downcast_ref()?)
}

/// The name and the values of why nothing is sent to an endpoint.
pub(crate) fn disabled(reason: Disabled) -> Option<Wording> {
    people::disabled(&reason)
}

/// The name and the values of why an attempt delivered nothing.
pub(crate) fn undelivered(fault: &Undelivered) -> Option<Wording> {
    match fault {
        Undelivered::Unanswered(SendError::Address(address)) => {
            people::webhook(&WebhookError::Address(address.clone()))
        }
        _ => people::undelivered(fault),
    }
}

fn of_customers(fault: &CustomersError) -> Option<Wording> {
    let found = domains::customers(fault);
    match fault {
        CustomersError::Store(fault) => find(fault),
        CustomersError::LineRefused(refusal) => {
            found.map(|found| because(found, refusal.code.as_deref(), &refusal.args))
        }
        CustomersError::ExchangeRefused(refusal) => {
            found.map(|found| because(found, refusal.code.as_deref(), &refusal.args))
        }
        _ => found,
    }
}

/// Adds why a line was refused: the reason's code, and its values under names of their own.
fn because(mut found: Wording, code: Option<&str>, args: &BTreeMap<String, String>) -> Wording {
    let code = code.map(|code| ("because".to_owned(), code.to_owned()));
    let args = args
        .iter()
        .map(|(name, value)| (format!("because.{name}"), value.clone()));
    found.args.extend(code.into_iter().chain(args));
    found
}

/// What caused a fault, in its own words.
fn causes(fault: &dyn Error) -> String {
    let mut text = String::new();
    let mut next = fault.source();
    while let Some(cause) = next {
        if !text.is_empty() {
            text.push_str(": ");
        }
        text.push_str(&cause.to_string());
        next = cause.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use customers::RefusalReason;
    use store::StoreError;
    use warehouse::WarehouseError;

    use super::*;

    fn said<F: Fault>(fault: &F) -> (&'static str, Vec<(String, String)>) {
        let wording = wording(fault).unwrap();
        (wording.name, wording.args.into_iter().collect())
    }

    fn pair(name: &str, value: &str) -> (String, String) {
        (name.to_owned(), value.to_owned())
    }

    #[test]
    fn a_fault_is_named_wherever_it_is_wrapped() {
        let taken = || CustomersError::SourceTaken("till".to_owned());
        let expected = ("source.name_taken", vec![pair("name", "till")]);
        assert_eq!(said(&taken()), expected);
        assert_eq!(said(&AppError::Customers(taken())), expected);
        assert_eq!(
            said(&AppError::Webhook(WebhookError::Customers(taken()))),
            expected
        );
        let busy = || StoreError::Busy;
        for name in [
            said(&busy()).0,
            said(&CustomersError::Store(busy())).0,
            said(&AppError::Insight(InsightError::Store(busy()))).0,
            said(&AccessError::Store(busy())).0,
        ] {
            assert_eq!(name, "store.database_busy");
        }
        assert_eq!(wording(&CustomersError::FormatParquet), None);
    }

    #[test]
    fn a_refused_line_says_why() {
        let reason = RefusalReason::Cells {
            cells: 3,
            columns: 12,
        };
        let refusal = customers::Refusal::new(7, None, b"a;b;c", &reason);
        let (name, args) = said(&CustomersError::LineRefused(Box::new(refusal)));
        assert_eq!(name, "import.line_refused");
        let expected = [
            pair("because", "cells"),
            pair("because.cells", "3"),
            pair("because.columns", "12"),
            pair("line", "7"),
            pair("value", "a;b;c"),
        ];
        assert_eq!(args, expected);
    }

    #[test]
    fn what_others_said_stays_as_they_said_it() {
        let gone = std::io::Error::other("the cable is out");
        let lake = WarehouseError::Lake {
            action: "read",
            source: Box::new(gone),
        };
        assert_eq!(
            said(&lake),
            ("lake.failed", vec![pair("said", "the cable is out")])
        );
    }

    #[test]
    fn a_length_says_the_most_that_is_allowed() {
        let name = InsightError::LengthOutOfRange {
            what: "a name",
            least: 1,
            most: 100,
            given: 120,
        };
        assert_eq!(
            said(&name),
            (
                "insight.length_out_of_range.name",
                vec![pair("given", "120"), pair("most", "100")]
            )
        );
    }

    #[test]
    fn a_number_outside_of_its_range_is_named_by_what_it_is() {
        let days = |range| InsightError::OutOfRange {
            what: "number of days",
            range,
            given: "0".to_owned(),
        };
        let given = || vec![pair("given", "0")];
        assert_eq!(
            said(&days("from 1 to 3650")),
            ("insight.input_out_of_range.days_ahead", given())
        );
        assert_eq!(
            said(&days("1 to 3660")),
            ("insight.input_out_of_range.days_back", given())
        );
        let other = InsightError::OutOfRange {
            what: "weight",
            range: "1 to 3",
            given: "0".to_owned(),
        };
        assert_eq!(
            said(&other),
            (
                "insight.input_out_of_range.other",
                vec![pair("said", "weight: 1 to 3")]
            )
        );
    }

    #[test]
    fn a_finer_name_begins_with_its_code_and_is_no_other_names_beginning() {
        let all: Vec<&str> = wordings().keys().copied().collect();
        for name in &all {
            let inner = format!("{name}.");
            assert!(!all.iter().any(|other| other.starts_with(&inner)), "{name}");
        }
    }
}
