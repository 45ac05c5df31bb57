//! A history as a file, the way a shop's system exports it.

use std::io::{self, Write};

use jiff::civil::Date;
use jiff::{Timestamp, tz::TimeZone};

use super::SimLine;

const HEADER: &str =
    "Invoice,Customer ID,InvoiceDate,StockCode,Description,Quantity,Price,Channel,Store,Country\n";
const COUNTRIES: [&str; 8] = [
    "United Kingdom",
    "United Kingdom",
    "United Kingdom",
    "Germany",
    "France",
    "Ireland",
    "Spain",
    "Netherlands",
];
const CHANNELS: [&str; 3] = ["shop", "web", "app"];
const FLUSH_BYTES: usize = 1 << 16;

/// Writes lines as CSV with a header. Times are UTC, prices have two digits, a return's number starts with `C`.
///
/// # Errors
///
/// When `out` does not take them.
pub fn write_csv(lines: &[SimLine], mut out: impl Write) -> io::Result<()> {
    let mut buffer = Vec::with_capacity(FLUSH_BYTES + 256);
    buffer.extend_from_slice(HEADER.as_bytes());
    let (mut day, mut day_text) = (i64::MIN, String::new());
    for line in lines {
        let today = line.at_seconds.div_euclid(86_400);
        if today != day {
            day = today;
            day_text = date(today * 86_400).to_string();
        }
        write_line(line, &day_text, &mut buffer);
        if buffer.len() >= FLUSH_BYTES {
            out.write_all(&buffer)?;
            buffer.clear();
        }
    }
    out.write_all(&buffer)?;
    out.flush()
}

fn write_line(line: &SimLine, day: &str, out: &mut Vec<u8>) {
    if line.quantity < 0 {
        out.push(b'C');
    }
    digits(u64::from(line.order) + 100_000, 1, out);
    out.push(b',');
    if let Some(customer) = line.customer {
        digits(u64::from(customer) + 10_000, 1, out);
    }
    out.push(b',');
    out.extend_from_slice(day.as_bytes());
    let second = line.at_seconds.rem_euclid(86_400).unsigned_abs();
    for (mark, part) in [
        (b' ', second / 3_600),
        (b':', second / 60 % 60),
        (b':', second % 60),
    ] {
        out.push(mark);
        digits(part, 2, out);
    }
    out.extend_from_slice(b",P");
    digits(u64::from(line.product), 5, out);
    out.extend_from_slice(b",PRODUCT ");
    digits(u64::from(line.product), 1, out);
    out.push(b',');
    if line.quantity < 0 {
        out.push(b'-');
    }
    digits(u64::from(line.quantity.unsigned_abs()), 1, out);
    out.push(b',');
    let price = u64::from(line.unit_price_minor.unsigned_abs());
    digits(price / 100, 1, out);
    out.push(b'.');
    digits(price % 100, 2, out);
    // A customer has a country, a receipt a channel and a store.
    let (customer, order) = (line.customer.unwrap_or(0) as usize, line.order as usize);
    out.push(b',');
    out.extend_from_slice(CHANNELS[order % CHANNELS.len()].as_bytes());
    out.extend_from_slice(b",S");
    digits((line.order % 40).into(), 2, out);
    out.push(b',');
    out.extend_from_slice(COUNTRIES[customer % COUNTRIES.len()].as_bytes());
    out.push(b'\n');
}

/// Writes a number with at least `width` digits.
fn digits(mut number: u64, width: usize, out: &mut Vec<u8>) {
    let mut text = [b'0'; 20];
    let mut start = text.len();
    while number > 0 || text.len() - start < width {
        start -= 1;
        text[start] = b'0' + (number % 10).to_le_bytes()[0];
        number /= 10;
    }
    out.extend_from_slice(&text[start..]);
}

fn date(seconds: i64) -> Date {
    let instant = Timestamp::from_second(seconds).unwrap_or(Timestamp::UNIX_EPOCH);
    TimeZone::UTC.to_datetime(instant).date()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_written_as_a_shop_would() {
        let bought = SimLine {
            at_seconds: 1_709_214_309,
            order: 7,
            customer: Some(3),
            product: 42,
            quantity: 2,
            unit_price_minor: 1_205,
        };
        let returned = SimLine {
            quantity: -2,
            customer: None,
            order: 8,
            ..bought
        };
        let mut out = Vec::new();
        write_csv(&[bought, returned], &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        let lines: Vec<&str> = text.lines().skip(1).collect();
        assert_eq!(
            lines,
            [
                "100007,10003,2024-02-29 13:45:09,P00042,PRODUCT 42,2,12.05,web,S07,Germany",
                "C100008,,2024-02-29 13:45:09,P00042,PRODUCT 42,-2,12.05,app,S08,United Kingdom",
            ]
        );
    }
}
