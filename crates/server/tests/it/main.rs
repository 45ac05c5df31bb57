//! The server from outside: requests in, answers out.

#[cfg(test)]
mod access;
#[cfg(test)]
mod answers;
#[cfg(test)]
mod authorization;
#[cfg(test)]
mod harness;
#[cfg(test)]
mod imports;
#[cfg(test)]
mod openapi;
#[cfg(test)]
mod schema;
#[cfg(test)]
mod serving;
#[cfg(test)]
mod session;
#[cfg(test)]
mod uploads;
