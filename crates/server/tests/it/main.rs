//! The server from outside: requests in, answers out.

mod openapi;
