//! The partial likelihood with Efron's form for ties, and its derivatives.

use std::ops::Range;

use crate::ascent::Slope;
use crate::covariates::Standardised;
use crate::cox::product;
use crate::durations::Durations;
use crate::number::count_to_f64;

/// Subjects with the same duration: places in the order, events first.
#[derive(Debug, Clone)]
struct Group {
    time: f64,
    places: Range<usize>,
    events: usize,
}

/// Subjects from the longest duration down.
pub(crate) struct Partial<'a> {
    groups: Vec<Group>,
    scale: &'a Standardised,
}

/// Sums of exp(β'x) and of its derivatives over subjects, the matrix on and above its diagonal only.
struct Sums {
    weight: f64,
    first: Vec<f64>,
    second: Vec<f64>,
}

impl Sums {
    fn zero(width: usize) -> Self {
        Self {
            weight: 0.0,
            first: vec![0.0; width],
            second: vec![0.0; width * width],
        }
    }

    fn add(&mut self, weight: f64, row: &[f64]) {
        let width = row.len();
        self.weight += weight;
        for (line, value) in row.iter().enumerate() {
            let part = weight * value;
            self.first[line] += part;
            let cells = &mut self.second[line * width + line..(line + 1) * width];
            for (cell, other) in cells.iter_mut().zip(&row[line..]) {
                *cell += part * other;
            }
        }
    }

    fn add_all(&mut self, other: &Self) {
        self.weight += other.weight;
        let first = self.first.iter_mut().zip(&other.first);
        let second = self.second.iter_mut().zip(&other.second);
        first.chain(second).for_each(|(cell, part)| *cell += part);
    }

    fn clear(&mut self) {
        self.weight = 0.0;
        self.first.fill(0.0);
        self.second.fill(0.0);
    }
}

/// Σ over the d events of a tie of 1, φ, φ² over the risk left, and of its square, with φ = 0, 1/d, …
#[derive(Default)]
struct Ties {
    logarithms: f64,
    plain: f64,
    shared: f64,
    square: f64,
    square_shared: f64,
    square_twice: f64,
}

impl Ties {
    fn new(events: usize, at_risk: f64, tied: f64) -> Self {
        let mut ties = Self::default();
        let total = count_to_f64(events as u64);
        for event in 0..events {
            let gone = count_to_f64(event as u64) / total;
            let left = at_risk - gone * tied;
            let inverse = 1.0 / left;
            ties.logarithms += left.ln();
            ties.plain += inverse;
            ties.shared += gone * inverse;
            ties.square += inverse * inverse;
            ties.square_shared += gone * inverse * inverse;
            ties.square_twice += gone * gone * inverse * inverse;
        }
        ties
    }
}

/// One time with events: how many, and the mean of the covariates of those at risk.
pub(crate) struct AtRisk<'a> {
    pub(crate) time: f64,
    pub(crate) events: f64,
    /// Σ exp(β'x).
    pub(crate) weight: f64,
    /// Σ x·exp(β'x).
    pub(crate) first: &'a [f64],
}

impl<'a> Partial<'a> {
    pub(crate) fn new(durations: &Durations, order: &[usize], scale: &'a Standardised) -> Self {
        let (times, happened) = (durations.times(), durations.happened());
        let mut groups = Vec::new();
        let mut start = 0;
        for rows in order.chunk_by(|left, right| times[*left] <= times[*right]) {
            groups.push(Group {
                time: times[rows[0]],
                places: start..start + rows.len(),
                events: rows.iter().filter(|row| happened[**row]).count(),
            });
            start += rows.len();
        }
        Self { groups, scale }
    }

    pub(crate) fn longest(&self) -> f64 {
        self.groups.first().map_or(0.0, |group| group.time)
    }

    /// β'x of each subject and the largest of them, which is taken out of the sums so that they stay finite.
    fn predictors(&self, at: &[f64]) -> (Vec<f64>, f64) {
        let count = self.groups.last().map_or(0, |group| group.places.end);
        let values: Vec<f64> = (0..count)
            .map(|place| product(self.scale.row(place), at))
            .collect();
        let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        (values, most)
    }

    /// Logarithm of the partial likelihood, its gradient and its negative second derivatives.
    pub(crate) fn slope(&self, at: &[f64]) -> Slope {
        let width = at.len();
        let mut slope = Slope::zero(width);
        let (predictors, most) = self.predictors(at);
        let (mut all, mut tied) = (Sums::zero(width), Sums::zero(width));
        for group in &self.groups {
            let Range { start, end } = group.places;
            let middle = start + group.events;
            tied.clear();
            for (place, predictor) in (start..middle).zip(&predictors[start..middle]) {
                let row = self.scale.row(place);
                tied.add((predictor - most).exp(), row);
                slope.value += predictor - most;
                slope
                    .gradient
                    .iter_mut()
                    .zip(row)
                    .for_each(|(sum, x)| *sum += x);
            }
            if group.events > 0 {
                all.add_all(&tied);
            }
            for (place, predictor) in (middle..end).zip(&predictors[middle..end]) {
                all.add((predictor - most).exp(), self.scale.row(place));
            }
            if group.events > 0 {
                let ties = Ties::new(group.events, all.weight, tied.weight);
                slope.take_off(&all, &tied, &ties);
            }
        }
        slope.mirror();
        slope
    }

    /// Calls for each time with events, from the longest down; gives the logarithm of the factor that the sums leave out.
    pub(crate) fn for_each_event(&self, at: &[f64], mut call: impl FnMut(&AtRisk<'_>)) -> f64 {
        let (predictors, most) = self.predictors(at);
        let (mut weight, mut first) = (0.0, vec![0.0; at.len()]);
        for group in &self.groups {
            for place in group.places.clone() {
                let part = (predictors[place] - most).exp();
                weight += part;
                let cells = first.iter_mut().zip(self.scale.row(place));
                cells.for_each(|(cell, x)| *cell += part * x);
            }
            if group.events > 0 {
                call(&AtRisk {
                    time: group.time,
                    events: count_to_f64(group.events as u64),
                    weight,
                    first: &first,
                });
            }
        }
        most
    }
}

impl Slope {
    /// What the events of one time take off, given who was at risk and whom it happened to.
    fn take_off(&mut self, all: &Sums, tied: &Sums, ties: &Ties) {
        let width = self.gradient.len();
        self.value -= ties.logarithms;
        for line in 0..width {
            let (risk, event) = (all.first[line], tied.first[line]);
            self.gradient[line] -= risk * ties.plain - event * ties.shared;
            let (to_risk, to_event) = (
                risk * ties.square - event * ties.square_shared,
                event * ties.square_twice - risk * ties.square_shared,
            );
            for column in line..width {
                let cell = line * width + column;
                self.information[cell] += all.second[cell] * ties.plain
                    - tied.second[cell] * ties.shared
                    - to_risk * all.first[column]
                    - to_event * tied.first[column];
            }
        }
    }
}
