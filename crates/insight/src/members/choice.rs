//! Who is behind a figure, by the rules of the report that the figure is of.

use crate::base::{Moves, Rule, Tally};
use crate::calendar::{Day, Timeline, Unit};
use crate::history::Placed;
use crate::members::figure::BaseFigure;
use crate::source::Scope;
use crate::{InsightError, Month};

/// Which histories are wanted.
#[derive(Debug, Clone)]
pub(super) enum Choice {
    /// Those that a month counts as one of its moves.
    Moved {
        timeline: Timeline,
        rule: Rule,
        month: usize,
        moved: fn(&Moves) -> u64,
    },
    /// Those in the base at the end of a day.
    Standing { day: Day, lost_after_days: Day },
    /// Those whose first order is in one of the months that are wanted, by number.
    Acquired {
        timeline: Timeline,
        wanted: Vec<bool>,
    },
    /// Those of a cohort with an order in a period, both by number.
    Cohort {
        timeline: Timeline,
        cohort: usize,
        period: usize,
    },
}

impl Choice {
    /// Those behind a figure of a month; `None` when nobody can be.
    pub(super) fn base(
        figure: BaseFigure,
        month: &Month,
        lost_after_days: u32,
        scope: Scope,
    ) -> Option<Self> {
        let timeline = Timeline::new(Unit::Month, scope.first, scope.as_of);
        let month = number(&timeline, month.as_str())?;
        let rule = Rule {
            lost_after_days: Day::try_from(lost_after_days).unwrap_or(Day::MAX),
            as_of: scope.as_of,
        };
        let moved: fn(&Moves) -> u64 = match figure {
            BaseFigure::Start | BaseFigure::End => {
                let day = match figure {
                    BaseFigure::Start => timeline.start(month) - 1,
                    _ => timeline.end(month),
                };
                return Some(Self::Standing {
                    day,
                    lost_after_days: rule.lost_after_days,
                });
            }
            BaseFigure::New => |moves| moves.new,
            BaseFigure::Active => |moves| moves.active,
            BaseFigure::Repeat => |moves| moves.repeat,
            BaseFigure::Lost => |moves| moves.lost,
            BaseFigure::Reactivated => |moves| moves.reactivated,
        };
        Some(Self::Moved {
            timeline,
            rule,
            month,
            moved,
        })
    }

    /// Those who came in one of some months.
    pub(super) fn acquired(months: &[Month], scope: Scope) -> Self {
        let timeline = Timeline::new(Unit::Month, scope.first, scope.as_of);
        let wanted = (0..timeline.len())
            .map(|one| {
                months
                    .iter()
                    .any(|month| month.as_str() == timeline.label(one))
            })
            .collect();
        Self::Acquired { timeline, wanted }
    }

    /// Those of a cohort in a period; `None` when nobody can be.
    pub(super) fn cohort(
        by: Unit,
        cohort: String,
        period: usize,
        scope: Scope,
    ) -> Result<Option<Self>, InsightError> {
        let timeline = Timeline::new(by, scope.first, scope.as_of);
        let Some(first) = number(&timeline, &cohort) else {
            return Err(InsightError::NameUnknown {
                what: "cohort",
                given: cohort,
                expected: "the name of a cohort of the report, such as 2010-12",
            });
        };
        let is_over = timeline.len() - first <= period;
        Ok((!is_over).then_some(Self::Cohort {
            timeline,
            cohort: first,
            period: first + period,
        }))
    }

    /// Ready to ask one history after the other.
    pub(super) fn asking(&self) -> Asking<'_> {
        let tally = match self {
            Self::Moved { timeline, .. } => Tally::new(timeline),
            Self::Standing { .. } | Self::Acquired { .. } | Self::Cohort { .. } => Tally::default(),
        };
        Asking {
            choice: self,
            tally,
        }
    }
}

/// The number of a period by its name.
fn number(timeline: &Timeline, label: &str) -> Option<usize> {
    (0..timeline.len()).find(|&period| timeline.label(period) == label)
}

/// A choice at work, with room for the moves of one customer.
pub(super) struct Asking<'a> {
    choice: &'a Choice,
    tally: Tally,
}

impl Asking<'_> {
    /// Whether a customer is behind the figure; the orders are in order of day, and there is at least one.
    pub(super) fn holds(&mut self, orders: &[Placed]) -> bool {
        match self.choice {
            Choice::Moved {
                timeline,
                rule,
                month,
                moved,
            } => {
                self.tally.moves.fill(Moves::default());
                self.tally.count_moves(orders, timeline, *rule);
                0 < moved(&self.tally.moves[*month])
            }
            Choice::Standing {
                day,
                lost_after_days,
            } => {
                let seen = orders.partition_point(|placed| placed.day <= *day);
                let last = seen.checked_sub(1).map(|last| orders[last].day);
                last.is_some_and(|last| *day < last.saturating_add(*lost_after_days))
            }
            Choice::Acquired { timeline, wanted } => orders
                .first()
                .is_some_and(|first| wanted[timeline.period(first.day)]),
            Choice::Cohort {
                timeline,
                cohort,
                period,
            } => {
                let mut periods = orders.iter().map(|placed| timeline.period(placed.day));
                orders
                    .first()
                    .is_some_and(|first| timeline.period(first.day) == *cohort)
                    && periods.any(|one| one == *period)
            }
        }
    }
}
