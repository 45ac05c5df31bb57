//! The lake from outside: what an import leaves, what a second one adds, what an undo takes.

#[cfg(test)]
mod imports;
#[cfg(test)]
mod queries;
#[cfg(test)]
mod sample;
