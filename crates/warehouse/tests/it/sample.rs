//! A lake in a folder that vanishes, and lines by hand.

use jiff::tz::TimeZone;
use warehouse::{
    CatalogLocation, Codes, CustomerRow, EngineOptions, Lake, LakeOptions, LineColumns, NO_CODE,
    StagedLines, StagedOutcome, UNKNOWN, WarehouseError,
};

pub(crate) const DAY: i64 = 86_400_000_000;

pub(crate) struct TempLake {
    pub(crate) lake: Lake,
    pub(crate) folder: tempfile::TempDir,
}

pub(crate) async fn open() -> TempLake {
    let folder = tempfile::tempdir().unwrap();
    let lake = Lake::open(options(folder.path())).await.unwrap();
    TempLake { lake, folder }
}

pub(crate) fn options(folder: &std::path::Path) -> LakeOptions {
    LakeOptions {
        catalog: CatalogLocation::Sqlite {
            path: folder.join("clientele.db"),
        },
        files: folder.join("lake"),
        time_zone: TimeZone::UTC,
        currency_digits: 2,
        engine: EngineOptions {
            memory_mb: 512,
            spill: folder.join("spill"),
            threads: Some(2),
        },
    }
}

/// A line: receipt, customer, day, product, quantity, amount.
pub(crate) type Line = (
    Option<&'static str>,
    Option<i64>,
    i64,
    &'static str,
    f64,
    i64,
);

pub(crate) fn lines(all: &[Line]) -> LineColumns {
    let mut columns = LineColumns::default();
    for &(order, customer, day, product, quantity, amount) in all {
        code(&mut columns.order, order);
        columns.customer_id.push(customer);
        columns.at_micros.push(day * DAY);
        columns.day.push(i32::try_from(day).unwrap());
        code(&mut columns.product, Some(product));
        columns.quantity.push(quantity);
        columns.unit_price_micros.push(UNKNOWN);
        columns.amount_minor.push(amount);
        columns.discount_minor.push(0);
        columns.cost_minor.push(UNKNOWN);
        columns.is_return.push(quantity < 0.0);
        for column in [
            &mut columns.product_name,
            &mut columns.channel,
            &mut columns.store,
            &mut columns.country,
            &mut columns.attributes,
        ] {
            code(column, None);
        }
    }
    columns
}

fn code(column: &mut Codes, text: Option<&str>) {
    let code = text.map_or(NO_CODE, |text| {
        let found = column.dictionary.iter().position(|known| known == text);
        u32::try_from(found.unwrap_or_else(|| {
            column.dictionary.push(text.to_owned());
            column.dictionary.len() - 1
        }))
        .unwrap()
    });
    column.codes.push(code);
}

impl TempLake {
    pub(crate) async fn import(&self, import_id: i64, all: &[Line]) -> StagedOutcome {
        let customers: Vec<CustomerRow> = Vec::new();
        let staged = StagedLines {
            import_id,
            lines: &lines(all),
            customers: &customers,
            products: &[],
        };
        self.lake
            .import(&staged, async |_| Ok::<(), WarehouseError>(()))
            .await
            .unwrap()
    }

    /// The answer of a query as CSV without its header.
    pub(crate) async fn rows(&self, text: &str) -> String {
        let limits = warehouse::QueryLimits {
            max_rows: 1000,
            timeout: std::time::Duration::from_mins(1),
        };
        let answer = self
            .lake
            .snapshot()
            .await
            .unwrap()
            .query(text, None, limits)
            .await
            .unwrap();
        let text = String::from_utf8(answer.to_csv().unwrap()).unwrap();
        text.lines().skip(1).collect::<Vec<_>>().join("\n")
    }

    /// Every table's rows in one text, import ids left out.
    pub(crate) async fn contents(&self) -> String {
        let mut all = String::new();
        for text in [
            "select order_key, customer_id, day, product_key, quantity, amount_minor, is_return from order_line order by 1, 2, 3, 4, 5, 6",
            "select order_key, customer_id, day, lines, units, revenue_minor from orders order by 1",
            "select order_key, customer_id, day, lines, amount_minor from order_return order by 1, 2, 3",
        ] {
            all.push_str(&self.rows(text).await);
            all.push_str("\n--\n");
        }
        all
    }
}
