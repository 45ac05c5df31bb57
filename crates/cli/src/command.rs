//! The commands, one a file.

mod catalogue;
mod config;
mod customer;
mod demo;
mod events;
mod exchange;
mod form;
mod goal;
mod import;
mod imports;
mod init;
mod log;
mod maintain;
mod mapping;
mod model;
mod quality;
mod query;
mod report;
mod schedule;
mod scores;
mod serve;
mod source;
mod spend;
mod user;
mod webhook;
mod work;
mod workspaces;

use std::process::ExitCode;

use clap::Subcommand;

use crate::context::Globals;

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make a workspace in the data folder
    Init(init::Options),
    /// Read a file of orders, customers, products or subscriptions into the workspace
    Import(import::Options),
    /// List imports, look at one, or take one back
    Imports(imports::Options),
    /// Save and show how the columns of files are understood
    Mapping(mapping::Options),
    /// Compute a report
    Report(report::Options),
    /// Fit models of value, list them, look at one
    Model(model::Options),
    /// List customers, look at one
    Customer(customer::Options),
    /// List customers by what the model in force says of them
    Scores(scores::Options),
    /// Make, publish and close forms and quizzes, and read what was answered
    Form(form::Options),
    /// Set, list and remove goals for months
    Goal(goal::Options),
    /// Set, list and remove what was spent to win customers
    Spend(spend::Options),
    /// Have reports made by schedule, and fetch what was made
    Schedule(schedule::Options),
    /// Ask the workspace's history in SQL
    Query(query::Options),
    /// Add, list, disable and enable sources of events
    Source(source::Options),
    /// Give back offices logins with which they hand exchange files over, list them, take them away
    Exchange(exchange::Options),
    /// See which events and properties arrive; rename, forbid or mark them
    Catalogue(catalogue::Options),
    /// Report how good what arrives is, and when sources brought less than usual
    Quality(quality::Options),
    /// Watch events as they arrive
    Events(events::Options),
    /// Serve the console and the HTTP interface
    Serve(serve::Options),
    /// Follow the log and do what is due, apart from the server
    Work(work::Options),
    /// Look at the log of events and those who follow it, set right what went wrong
    Log(log::Options),
    /// List, add and test the addresses that are told what happens
    Webhook(webhook::Options),
    /// Add users and reset passwords
    User(user::Options),
    /// List the workspaces of the installation
    Workspaces(workspaces::Options),
    /// Show the configuration and where each value came from
    Config(config::Options),
    /// Merge small files, delete what nothing needs
    Maintain(maintain::Options),
    /// Make a workspace from files, with an administrator, and serve it
    #[command(hide = true)]
    Demo(demo::Options),
}

impl Command {
    /// Runs the command.
    pub(crate) async fn run(self, globals: &Globals) -> anyhow::Result<ExitCode> {
        match self {
            Self::Init(options) => options.run(globals).await,
            Self::Import(options) => options.run(globals).await,
            Self::Imports(options) => options.run(globals).await,
            Self::Mapping(options) => options.run(globals).await,
            Self::Report(options) => options.run(globals).await,
            Self::Model(options) => options.run(globals).await,
            Self::Customer(options) => options.run(globals).await,
            Self::Scores(options) => options.run(globals).await,
            Self::Form(options) => options.run(globals).await,
            Self::Goal(options) => options.run(globals).await,
            Self::Spend(options) => options.run(globals).await,
            Self::Schedule(options) => options.run(globals).await,
            Self::Query(options) => options.run(globals).await,
            Self::Source(options) => options.run(globals).await,
            Self::Exchange(options) => options.run(globals).await,
            Self::Catalogue(options) => options.run(globals).await,
            Self::Quality(options) => options.run(globals).await,
            Self::Events(options) => options.run(globals).await,
            Self::Serve(options) => options.run(globals).await,
            Self::Work(options) => options.run(globals).await,
            Self::Log(options) => options.run(globals).await,
            Self::Webhook(options) => options.run(globals).await,
            Self::User(options) => options.run(globals).await,
            Self::Workspaces(options) => options.run(globals).await,
            Self::Config(options) => options.run(globals),
            Self::Maintain(options) => options.run(globals).await,
            Self::Demo(options) => options.run(globals).await,
        }
    }
}
