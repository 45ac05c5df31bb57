//! The reports over small lakes in memory, against values worked out by hand, against a plain
//! re-implementation of the definitions, and against published figures of real data.

#[cfg(test)]
mod acquisition;
#[cfg(test)]
mod base;
#[cfg(test)]
mod cohorts;
#[cfg(test)]
mod contract;
#[cfg(test)]
mod covariates;
#[cfg(test)]
mod dashboards;
#[cfg(test)]
mod empty;
#[cfg(test)]
mod goals;
#[cfg(test)]
mod lake;
#[cfg(test)]
mod laws;
#[cfg(test)]
mod lost;
#[cfg(test)]
mod members;
#[cfg(test)]
mod naive;
#[cfg(test)]
mod online_retail;
#[cfg(test)]
mod opened;
#[cfg(test)]
mod products;
#[cfg(test)]
mod profit;
#[cfg(test)]
mod rfm;
#[cfg(test)]
mod saved_queries;
#[cfg(test)]
mod schedules;
#[cfg(test)]
mod standing;
#[cfg(test)]
mod value;
