//! The server from outside: requests in, answers out.

mod access;
mod answers;
mod authorization;
mod harness;
mod openapi;
mod serving;
mod session;
mod uploads;
