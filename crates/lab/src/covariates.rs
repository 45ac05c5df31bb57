//! What is known of each subject besides its history: numbers, and categories as numbers.
//!
//! # Invariants
//!
//! - Values are finite; every column varies; all columns are equally long.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::ascent::cholesky;
use crate::error::LabError;

/// Values of one row to be encoded, in the order of the columns.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cell<'a> {
    /// A number.
    Number(f64),
    /// A level of a category.
    Level(&'a str),
}

/// One column as it was added.
#[derive(Debug, Clone, PartialEq)]
enum Column {
    Number(String),
    Levels {
        name: String,
        reference: String,
        others: Vec<String>,
    },
}

/// Covariates of subjects, by row.
///
/// A category of k levels becomes k − 1 columns of 0 and 1 named `category=level`. The level without a column is the
/// reference: the coefficients of the others tell how they differ from it.
#[derive(Debug, Clone, PartialEq)]
pub struct Covariates {
    rows: usize,
    columns: Vec<Column>,
    names: Vec<String>,
    values: Vec<Vec<f64>>,
}

impl Covariates {
    /// Covariates of so many subjects, none yet.
    pub fn new(rows: usize) -> Self {
        Self {
            rows,
            columns: Vec::new(),
            names: Vec::new(),
            values: Vec::new(),
        }
    }

    /// Adds a number of each subject.
    ///
    /// # Errors
    ///
    /// [`LabError::LengthsDiffer`], [`LabError::CovariateNotFinite`], [`LabError::CovariateConstant`].
    pub fn with_number(mut self, name: &str, values: &[f64]) -> Result<Self, LabError> {
        self.add(name.to_owned(), values.to_vec())?;
        self.columns.push(Column::Number(name.to_owned()));
        Ok(self)
    }

    /// Adds a category of each subject; the most frequent level is the reference, of equally frequent ones the first by name.
    ///
    /// # Errors
    ///
    /// [`LabError::LengthsDiffer`], [`LabError::CovariateConstant`] for a single level.
    ///
    /// # Example
    ///
    /// ```
    /// use lab::{Cell, Covariates};
    /// let covariates = Covariates::new(4).with_levels("channel", &["shop", "web", "shop", "mail"])?;
    /// assert_eq!(covariates.names(), ["channel=mail", "channel=web"]);
    /// assert_eq!(covariates.encode(&[Cell::Level("web")])?, [0.0, 1.0]);
    /// # Ok::<(), lab::LabError>(())
    /// ```
    pub fn with_levels(self, name: &str, values: &[&str]) -> Result<Self, LabError> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for value in values {
            *counts.entry(value).or_default() += 1;
        }
        let mut most = ("", 0);
        for (level, count) in counts {
            if count > most.1 {
                most = (level, count);
            }
        }
        self.with_levels_against(name, values, most.0)
    }

    /// Adds a category of each subject with a reference level of one's own.
    ///
    /// # Errors
    ///
    /// Those of [`Self::with_levels`]; [`LabError::UnknownLevel`] for a reference that no subject has.
    pub fn with_levels_against(
        mut self,
        name: &str,
        values: &[&str],
        reference: &str,
    ) -> Result<Self, LabError> {
        self.check_length(name, values.len())?;
        let mut others: Vec<String> = values.iter().map(ToString::to_string).collect();
        others.sort();
        others.dedup();
        if others.len() < 2 {
            return Err(LabError::CovariateConstant {
                name: name.to_owned(),
            });
        }
        let Ok(place) = others.binary_search_by(|level| level.as_str().cmp(reference)) else {
            return Err(unknown_level(name, reference));
        };
        others.remove(place);
        for level in &others {
            let column = values.iter().map(|value| f64::from(value == level));
            self.add(format!("{name}={level}"), column.collect())?;
        }
        self.columns.push(Column::Levels {
            name: name.to_owned(),
            reference: reference.to_owned(),
            others,
        });
        Ok(self)
    }

    /// How many subjects there are.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The names of the columns, in the order of the coefficients.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The values of one subject, in the order of the names; `None` beyond the last.
    pub fn row(&self, number: usize) -> Option<Vec<f64>> {
        let cells = self.values.iter();
        cells.map(|column| column.get(number).copied()).collect()
    }

    /// The numbers that stand for the values of a subject, who need not be among those added.
    ///
    /// # Errors
    ///
    /// [`LabError::LengthsDiffer`] for another number of values, [`LabError::UnknownLevel`] for a level that no subject had or a
    /// number where a level is wanted, [`LabError::CovariateNotFinite`] for a number that is none or a level in its place.
    pub fn encode(&self, cells: &[Cell<'_>]) -> Result<Vec<f64>, LabError> {
        if cells.len() != self.columns.len() {
            return Err(LabError::LengthsDiffer {
                what: "a row of covariates".to_owned(),
                wanted: self.columns.len(),
                given: cells.len(),
            });
        }
        let mut row = Vec::with_capacity(self.names.len());
        for (column, cell) in self.columns.iter().zip(cells) {
            match (column, cell) {
                (Column::Number(_), Cell::Number(value)) if value.is_finite() => row.push(*value),
                (Column::Number(name), other) => {
                    return Err(LabError::CovariateNotFinite {
                        name: name.clone(),
                        position: 0,
                        value: match other {
                            Cell::Number(value) => *value,
                            Cell::Level(_) => f64::NAN,
                        },
                    });
                }
                (Column::Levels { name, .. }, Cell::Number(value)) => {
                    return Err(unknown_level(name, &value.to_string()));
                }
                (
                    Column::Levels {
                        name,
                        reference,
                        others,
                    },
                    Cell::Level(level),
                ) => {
                    if level != reference && !others.iter().any(|other| other == level) {
                        return Err(unknown_level(name, level));
                    }
                    row.extend(others.iter().map(|other| f64::from(other == level)));
                }
            }
        }
        Ok(row)
    }

    /// Orders two subjects by their values.
    pub(crate) fn compare(&self, left: usize, right: usize) -> Ordering {
        let columns = self.values.iter();
        let mut orders = columns.map(|column| column[left].total_cmp(&column[right]));
        orders
            .find(|order| order.is_ne())
            .unwrap_or(Ordering::Equal)
    }

    fn add(&mut self, name: String, values: Vec<f64>) -> Result<(), LabError> {
        self.check_length(&name, values.len())?;
        if let Some(position) = values.iter().position(|value| !value.is_finite()) {
            return Err(LabError::CovariateNotFinite {
                name,
                position,
                value: values[position],
            });
        }
        let low = values.iter().copied().fold(f64::INFINITY, f64::min);
        let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        if low >= high {
            return Err(LabError::CovariateConstant { name });
        }
        self.names.push(name);
        self.values.push(values);
        Ok(())
    }

    fn check_length(&self, name: &str, given: usize) -> Result<(), LabError> {
        if given == self.rows {
            return Ok(());
        }
        Err(LabError::LengthsDiffer {
            what: format!("covariate `{name}`"),
            wanted: self.rows,
            given,
        })
    }
}

fn unknown_level(name: &str, level: &str) -> LabError {
    LabError::UnknownLevel {
        name: name.to_owned(),
        level: level.to_owned(),
    }
}

/// Covariates in the order of a computation, each with mean 0 and variance 1.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Standardised {
    pub(crate) width: usize,
    pub(crate) means: Vec<f64>,
    pub(crate) scales: Vec<f64>,
    /// Row by row.
    pub(crate) values: Vec<f64>,
}

impl Standardised {
    pub(crate) fn new(covariates: &Covariates, order: &[usize]) -> Self {
        let width = covariates.names.len();
        let count: f64 = order.iter().map(|_| 1.0).sum();
        let mut means = Vec::with_capacity(width);
        let mut scales = Vec::with_capacity(width);
        for column in &covariates.values {
            // A factor taken out first, so that squares of large values stay finite.
            let size = order.iter().map(|row| column[*row].abs());
            let size = size.fold(0.0, f64::max);
            let mean = order.iter().map(|row| column[*row] / size).sum::<f64>() / count;
            let squares = order.iter().map(|row| (column[*row] / size - mean).powi(2));
            means.push(mean * size);
            scales.push((squares.sum::<f64>() / count).sqrt() * size);
        }
        let mut values = Vec::with_capacity(order.len() * width);
        for row in order {
            for (column, (mean, scale)) in covariates.values.iter().zip(means.iter().zip(&scales)) {
                values.push((column[*row] - mean) / scale);
            }
        }
        Self {
            width,
            means,
            scales,
            values,
        }
    }

    /// The same of rows that each stand for so many subjects; the row where all have the same is at the mean.
    pub(crate) fn of_rows(width: usize, rows: &[(&[f64], f64)]) -> Self {
        let count: f64 = rows.iter().map(|(_, weight)| weight).sum();
        let sum = |of: &dyn Fn(&[f64]) -> f64| -> f64 {
            rows.iter().map(|(row, weight)| weight * of(row)).sum()
        };
        let means: Vec<f64> = (0..width)
            .map(|column| sum(&|row| row[column]) / count)
            .collect();
        let scales: Vec<f64> = (0..width)
            .map(|column| (sum(&|row| (row[column] - means[column]).powi(2)) / count).sqrt())
            .collect();
        let values = rows.iter().flat_map(|(row, _)| {
            let scale = means.iter().zip(&scales);
            row.iter()
                .zip(scale)
                .map(|(value, (mean, scale))| (value - mean) / scale)
                .collect::<Vec<f64>>()
        });
        Self {
            width,
            values: values.collect(),
            means,
            scales,
        }
    }

    pub(crate) fn row(&self, number: usize) -> &[f64] {
        &self.values[number * self.width..(number + 1) * self.width]
    }

    /// The number of the first column that follows from the ones before it, if any.
    pub(crate) fn dependent(&self) -> Option<usize> {
        let width = self.width;
        if width == 0 {
            return None;
        }
        let mut products = vec![0.0; width * width];
        for row in self.values.chunks(width) {
            for (line, left) in row.iter().enumerate() {
                let cells = &mut products[line * width..(line + 1) * width];
                for (cell, right) in cells.iter_mut().zip(row) {
                    *cell += left * right;
                }
            }
        }
        cholesky(&products, width).err()
    }

    /// A row of one's own on the same scale; refused when it has another length or is not finite.
    pub(crate) fn scaled(&self, names: &[String], row: &[f64]) -> Result<Vec<f64>, LabError> {
        check_row(names, row)?;
        let scale = self.means.iter().zip(&self.scales);
        let cells = row.iter().zip(scale);
        Ok(cells
            .map(|(value, (mean, scale))| (value - mean) / scale)
            .collect())
    }

    /// Drops the rows, keeps the scale.
    pub(crate) fn scale_only(self) -> Self {
        Self {
            values: Vec::new(),
            ..self
        }
    }
}

/// Refuses a row of another length, or with a value that is not finite.
pub(crate) fn check_row(names: &[String], row: &[f64]) -> Result<(), LabError> {
    if row.len() != names.len() {
        return Err(LabError::LengthsDiffer {
            what: "a row of covariates".to_owned(),
            wanted: names.len(),
            given: row.len(),
        });
    }
    match row.iter().position(|value| !value.is_finite()) {
        None => Ok(()),
        Some(position) => Err(LabError::CovariateNotFinite {
            name: names[position].clone(),
            position: 0,
            value: row[position],
        }),
    }
}
