//! The program as people use it: what it prints, how it ends, and what it leaves when it is interrupted.

#[cfg(test)]
mod answers;
#[cfg(test)]
mod bad_files;
#[cfg(test)]
mod bad_places;
#[cfg(test)]
#[path = "../../../app/tests/it/contents.rs"]
#[cfg(test)]
mod contents;
#[cfg(test)]
mod covariates;
#[cfg(test)]
mod customers;
#[cfg(test)]
mod economics;
#[cfg(test)]
mod files;
#[cfg(test)]
mod formats;
#[cfg(test)]
mod full_disk;
#[cfg(test)]
mod killed;
#[cfg(test)]
mod nats;
#[cfg(test)]
mod online_retail;
#[cfg(test)]
mod program;
#[cfg(test)]
mod schedules;
#[cfg(test)]
mod sources;
#[cfg(test)]
mod value;
