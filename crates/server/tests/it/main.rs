//! The server from outside: requests in, answers out.
//!
//! The tests run on several threads as the server does: the lake waits within a call, and another thread must go on.

#[cfg(test)]
mod absurd;
#[cfg(test)]
mod access;
#[cfg(test)]
mod answers;
#[cfg(test)]
mod authorization;
#[cfg(test)]
mod catalogue;
#[cfg(test)]
mod customers;
#[cfg(test)]
mod dashboards;
#[cfg(test)]
mod economics;
#[cfg(test)]
mod exchange;
#[cfg(test)]
mod forms;
#[cfg(test)]
mod harness;
#[cfg(test)]
mod imports;
#[cfg(test)]
mod intake;
#[cfg(test)]
mod log;
#[cfg(test)]
mod members;
#[cfg(test)]
mod notifications;
#[cfg(test)]
mod openapi;
#[cfg(test)]
mod queries;
#[cfg(test)]
mod schedules;
#[cfg(test)]
mod schema;
#[cfg(test)]
mod serving;
#[cfg(test)]
mod session;
#[cfg(test)]
mod spend;
#[cfg(test)]
mod staged;
#[cfg(test)]
mod standing;
#[cfg(test)]
mod system;
#[cfg(test)]
mod tenants;
#[cfg(test)]
mod tracking;
#[cfg(test)]
mod uploads;
#[cfg(test)]
mod value;
#[cfg(test)]
mod webhooks;
