//! The likelihood of histories when parameters depend on covariates, with its derivatives.
//!
//! Over the logarithms of the four parameters at the mean of all covariates, then the coefficients of each link.

use std::num::NonZeroUsize;
use std::thread;

use crate::ascent::Slope;
use crate::beta_geometric::BetaGeometric;
use crate::covariates::{Covariates, Standardised};
use crate::cox::product;
use crate::history::{Histories, History};
use crate::newton::Curve;
use crate::pareto_nbd::ParetoNbd;
use crate::purchase::PurchaseKind;
use crate::purchase_covariates::CovariateEffect;

/// Groups summed by one thread at a time.
const PIECE: usize = 512;
/// A parameter beyond e to the power ± this has run away.
const LARGEST_LOGARITHM: f64 = 60.0;

/// A parameter whose logarithm depends on covariates.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Link {
    /// Its place among the four.
    pub(crate) parameter: usize,
    /// How the coefficients enter: 1, or −1 for a parameter that is the lower the more happens.
    pub(crate) sign: f64,
}

/// The links of a model, that of the purchase rate first.
pub(crate) fn links(kind: PurchaseKind, effect: CovariateEffect) -> &'static [Link] {
    const ALPHA: Link = Link {
        parameter: 1,
        sign: -1.0,
    };
    const A: Link = Link {
        parameter: 2,
        sign: 1.0,
    };
    const B: Link = Link {
        parameter: 3,
        sign: 1.0,
    };
    const BETA: Link = Link {
        parameter: 3,
        sign: -1.0,
    };
    match (effect, kind) {
        (CovariateEffect::Purchases, _) => &[ALPHA],
        (_, PurchaseKind::BgNbd | PurchaseKind::MbgNbd) => &[ALPHA, A, B],
        (_, PurchaseKind::ParetoNbd) => &[ALPHA, BETA],
    }
}

/// The customers by covariates, then by history, so that sums do not depend on the order given.
pub(crate) fn order(histories: &[History], covariates: &Covariates) -> Vec<usize> {
    let mut order: Vec<usize> = (0..histories.len()).collect();
    order.sort_unstable_by(|&left, &right| {
        let (one, other) = (&histories[left], &histories[right]);
        covariates
            .compare(left, right)
            .then(one.repeat_purchases().cmp(&other.repeat_purchases()))
            .then(one.recency().total_cmp(&other.recency()))
            .then(one.age().total_cmp(&other.age()))
    });
    order
}

/// Customers with the same covariates: their place in the order, and their histories.
struct Group {
    place: usize,
    histories: Histories,
}

/// Histories by covariates.
pub(crate) struct Likelihood<'a> {
    kind: PurchaseKind,
    links: &'static [Link],
    groups: Vec<Group>,
    scale: &'a Standardised,
}

impl<'a> Likelihood<'a> {
    pub(crate) fn new(
        kind: PurchaseKind,
        effect: CovariateEffect,
        histories: &[History],
        order: &[usize],
        (covariates, scale): (&Covariates, &'a Standardised),
    ) -> Self {
        let mut groups = Vec::new();
        let mut place = 0;
        for rows in order.chunk_by(|left, right| covariates.compare(*left, *right).is_eq()) {
            groups.push(Group {
                place,
                histories: Histories::of_sorted(rows.iter().map(|row| histories[*row])),
            });
            place += rows.len();
        }
        Self {
            kind,
            links: links(kind, effect),
            groups,
            scale,
        }
    }

    /// Of customers who are dealt out by their covariates already; group for group as the rows of the scale.
    pub(crate) fn of_groups(
        kind: PurchaseKind,
        effect: CovariateEffect,
        groups: impl Iterator<Item = Histories>,
        scale: &'a Standardised,
    ) -> Self {
        Self {
            kind,
            links: links(kind, effect),
            groups: groups
                .enumerate()
                .map(|(place, histories)| Group { place, histories })
                .collect(),
            scale,
        }
    }

    /// The plain model, and no effects.
    pub(crate) fn start(&self, plain: &[f64; 4]) -> Vec<f64> {
        let mut start: Vec<f64> = plain.iter().map(|value| value.ln()).collect();
        start.resize(4 + self.links.len() * self.scale.width, 0.0);
        start
    }

    pub(crate) fn slope(&self, at: &[f64]) -> Slope {
        let pieces: Vec<&[Group]> = self.groups.chunks(PIECE).collect();
        let of = |pieces: &[&[Group]]| -> Vec<Slope> {
            pieces
                .iter()
                .map(|groups| self.of_some(groups, at))
                .collect()
        };
        let cores = thread::available_parallelism().map_or(1, NonZeroUsize::get);
        let sums = if cores == 1 || pieces.len() < 2 {
            of(&pieces)
        } else {
            // The pieces are added in their order, so the sum has the same bits on any number of cores.
            thread::scope(|scope| {
                let shares = pieces.chunks(pieces.len().div_ceil(cores));
                let running: Vec<_> = shares.map(|share| scope.spawn(|| of(share))).collect();
                running
                    .into_iter()
                    .flat_map(|share| share.join().unwrap_or_default())
                    .collect()
            })
        };
        let mut slope = Slope::zero(at.len());
        for sum in &sums {
            slope.add(sum);
        }
        if sums.len() < pieces.len() {
            slope.value = f64::NAN;
        }
        slope.mirror();
        slope
    }

    fn of_some(&self, groups: &[Group], at: &[f64]) -> Slope {
        let mut slope = Slope::zero(at.len());
        for group in groups {
            let row = self.scale.row(group.place);
            let mut logarithms = [at[0], at[1], at[2], at[3]];
            for (block, link) in self.links.iter().enumerate() {
                let from = 4 + block * row.len();
                logarithms[link.parameter] += link.sign * product(&at[from..from + row.len()], row);
            }
            if logarithms
                .iter()
                .any(|value| value.is_nan() || value.abs() > LARGEST_LOGARITHM)
            {
                slope.value = f64::NAN;
                return slope;
            }
            let parameters = logarithms.map(f64::exp);
            let curve = self
                .curve(&parameters, &group.histories)
                .by_logarithms(&parameters);
            slope.value += curve.value;
            self.spread(&mut slope, &curve, row);
        }
        slope
    }

    fn curve(&self, parameters: &[f64; 4], histories: &Histories) -> Curve<4> {
        let [r, alpha, third, fourth] = *parameters;
        let beta_geometric = |leaves_at_first| BetaGeometric {
            r,
            alpha,
            a: third,
            b: fourth,
            leaves_at_first,
        };
        match self.kind {
            PurchaseKind::BgNbd => beta_geometric(false).curve(histories),
            PurchaseKind::MbgNbd => beta_geometric(true).curve(histories),
            PurchaseKind::ParetoNbd => ParetoNbd::with(*parameters).curve(histories),
        }
    }

    /// The chain rule: coefficients move the logarithm of a parameter by sign·x.
    fn spread(&self, slope: &mut Slope, curve: &Curve<4>, row: &[f64]) {
        let (size, width) = (slope.gradient.len(), row.len());
        for (line, bends) in curve.hessian.iter().enumerate() {
            slope.gradient[line] += curve.gradient[line];
            for (column, bend) in bends.iter().enumerate() {
                slope.information[line * size + column] -= bend;
            }
        }
        for (block, link) in self.links.iter().enumerate() {
            let from = 4 + block * width;
            for (place, x) in row.iter().enumerate() {
                let (line, part) = (from + place, link.sign * x);
                slope.gradient[line] += part * curve.gradient[link.parameter];
                for parameter in 0..4 {
                    slope.information[parameter * size + line] -=
                        part * curve.hessian[parameter][link.parameter];
                }
                for (other_block, other) in self.links.iter().enumerate().skip(block) {
                    let bend = part * other.sign * curve.hessian[link.parameter][other.parameter];
                    let begin = line * size + 4 + other_block * width;
                    let cells = &mut slope.information[begin..begin + width];
                    for (cell, x) in cells.iter_mut().zip(row) {
                        *cell -= bend * x;
                    }
                }
            }
        }
    }
}
