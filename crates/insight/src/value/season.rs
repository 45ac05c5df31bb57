//! The pace of the calendar as it is kept with a model.

use lab::{LabError, Season, SeasonFit};

use crate::value::evidence::SeasonPace;

impl SeasonPace {
    /// What is kept of a season; nothing of one that the orders do not speak for.
    pub(crate) fn of(fit: Option<&SeasonFit>) -> Option<Self> {
        let fit = fit.filter(|fit| fit.is_taken())?;
        let first = fit.season.first_month();
        Some(Self {
            evidence: fit.evidence,
            first_month: format!(
                "{:04}-{:02}",
                first.div_euclid(12),
                first.rem_euclid(12) + 1
            ),
            months: fit.season.months().map(|(_, pace)| pace).collect(),
            quarters: fit.season.quarters().to_vec(),
        })
    }

    /// The season itself.
    pub(crate) fn season(&self) -> Result<Season, LabError> {
        let month = self.first_month.split_once('-').and_then(|(year, month)| {
            let (year, month): (i64, i64) = (year.parse().ok()?, month.parse().ok()?);
            Some(year * 12 + month - 1)
        });
        let first = month.ok_or(LabError::Empty {
            what: "a season without a first month",
        })?;
        Season::new(first, &self.months, &self.quarters)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_season_comes_back_as_it_was_kept() {
        let season = Season::new(1997 * 12 + 10, &[1.5, 0.5, 1.0], &[1.2]).unwrap();
        let fit = SeasonFit {
            season: season.clone(),
            evidence: 3.0,
            iterations: 1,
        };
        let kept = SeasonPace::of(Some(&fit)).unwrap();
        assert_eq!(kept.first_month, "1997-11");
        let back = kept.season().unwrap();
        for until in [10_200, 10_300, 10_400] {
            let (was, is) = (season.span(10_170, until), back.span(10_170, until));
            assert!((was - is).abs() < 1e-9, "{was} {is}");
        }
        let unproven = SeasonFit {
            evidence: -1.0,
            ..fit
        };
        assert_eq!(SeasonPace::of(Some(&unproven)), None);
    }
}
