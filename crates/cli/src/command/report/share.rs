//! Shares as people write them.

/// Reads `5%`, `-5 %` or `0.05`.
pub(super) fn share(text: &str) -> Result<f64, String> {
    let trimmed = text.trim();
    let (number, unit) = match trimmed.strip_suffix('%') {
        Some(percent) => (percent.trim_end(), 100.0),
        None => (trimmed, 1.0),
    };
    let number: f64 = number
        .parse()
        .map_err(|_| format!("`{text}` is not a share, expected one such as 5% or 0.05"))?;
    Ok(number / unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_read_in_both_forms() {
        for (text, wanted) in [
            ("5%", 0.05),
            ("-5 %", -0.05),
            ("0.5", 0.5),
            (" 12.5% ", 0.125),
        ] {
            assert_eq!(share(text), Ok(wanted), "{text}");
        }
        let sentence = share("five").unwrap_err();
        assert_eq!(
            sentence,
            "`five` is not a share, expected one such as 5% or 0.05"
        );
    }
}
