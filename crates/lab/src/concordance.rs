//! How often the order of predicted risks is that of what happened.

use crate::durations::Durations;
use crate::error::{LabError, check_finite};
use crate::number::count_to_f64;

/// Share of comparable pairs whose risks are in the right order (Harrell's C).
///
/// # Model
///
/// A pair is comparable when the event happened to one of the two, and the other was still under observation without it
/// then; two events at the same time tell nothing. It is right when the one with the earlier event has the higher
/// risk; equal risks count one half.
///
/// # Inputs
///
/// - `durations`: time observed and whether the event happened
/// - `risks`: of each subject, the higher the sooner; any scale, as only their order counts
///
/// # Output
///
/// 0 to 1, 0.5 for chance; `None` without a comparable pair. O(n log n) for n subjects.
///
/// # Errors
///
/// [`LabError::LengthsDiffer`], [`LabError::NotFinite`].
///
/// # Source
///
/// Harrell, Califf, Pryor, Lee & Rosati (1982), Evaluating the yield of medical tests, JAMA 247(18).
///
/// # Example
///
/// Events at 1 and 3, the middle one left unseen: of two comparable pairs one is right.
///
/// ```
/// use lab::{Covariates, Durations, concordance};
/// let seen = Durations::new(vec![1.0, 2.0, 3.0], vec![true, false, true], Covariates::new(3))?;
/// assert_eq!(concordance(&seen, &[0.4, 0.5, 0.3])?, Some(0.5));
/// # Ok::<(), lab::LabError>(())
/// ```
pub fn concordance(durations: &Durations, risks: &[f64]) -> Result<Option<f64>, LabError> {
    let times = durations.times();
    if risks.len() != times.len() {
        return Err(LabError::LengthsDiffer {
            what: "a risk for each subject".to_owned(),
            wanted: times.len(),
            given: risks.len(),
        });
    }
    check_finite("a concordance", risks)?;
    let mut order: Vec<usize> = (0..times.len()).collect();
    order.sort_unstable_by(|left, right| times[*right].total_cmp(&times[*left]));
    let (ranks, distinct) = ranks(risks);
    let mut later = Counts::new(distinct);
    let (mut pairs, mut halves) = (0_u64, 0_u64);
    // From the longest duration down: what is counted already lasted longer.
    for group in order.chunk_by(|left, right| times[*left] <= times[*right]) {
        let happened = |row: &&usize| durations.happened()[**row];
        for row in group.iter().filter(|row| !happened(row)) {
            later.add(ranks[*row]);
        }
        for row in group.iter().filter(happened) {
            let place = ranks[*row];
            let (below, not_above) = (later.below(place), later.below(place + 1));
            pairs += later.total;
            halves += below + not_above;
        }
        for row in group.iter().filter(happened) {
            later.add(ranks[*row]);
        }
    }
    Ok((pairs > 0).then(|| count_to_f64(halves) / (2.0 * count_to_f64(pairs))))
}

/// The rank of each value from 0, the same for equal ones, and how many ranks there are.
fn ranks(values: &[f64]) -> (Vec<usize>, usize) {
    let mut sorted: Vec<(f64, usize)> = values.iter().copied().zip(0..).collect();
    sorted.sort_unstable_by(|left, right| left.0.total_cmp(&right.0));
    let mut ranks = vec![0; values.len()];
    let mut distinct = 0;
    for alike in sorted.chunk_by(|left, right| left.0 >= right.0) {
        for (_, row) in alike {
            ranks[*row] = distinct;
        }
        distinct += 1;
    }
    (ranks, distinct)
}

/// Counts by rank with fast sums from the left (Fenwick 1994).
struct Counts {
    tree: Vec<u64>,
    total: u64,
}

impl Counts {
    fn new(ranks: usize) -> Self {
        Self {
            tree: vec![0; ranks + 1],
            total: 0,
        }
    }

    fn add(&mut self, rank: usize) {
        self.total += 1;
        let mut node = rank + 1;
        while node < self.tree.len() {
            self.tree[node] += 1;
            node += node & node.wrapping_neg();
        }
    }

    /// How many have a rank below this.
    fn below(&self, rank: usize) -> u64 {
        let (mut sum, mut node) = (0, rank);
        while node > 0 {
            sum += self.tree[node];
            node &= node - 1;
        }
        sum
    }
}
