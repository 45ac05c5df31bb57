//! A workspace from outside, on both engines: files come in, reports and queries tell what they hold, and nothing is
//! ever half in.

#[cfg(test)]
mod attributes;
#[cfg(test)]
mod contents;
#[cfg(test)]
mod engine;
#[cfg(test)]
mod exchange;
#[cfg(test)]
mod files;
#[cfg(test)]
mod live;
#[cfg(test)]
mod models;
#[cfg(test)]
mod orders;
#[cfg(test)]
mod policies;
#[cfg(test)]
mod quality;
#[cfg(test)]
mod recovery;
#[cfg(test)]
mod schedules;
#[cfg(test)]
mod subscriptions;
#[cfg(test)]
mod undo;
#[cfg(test)]
mod webhooks;
#[cfg(test)]
mod work;
#[cfg(test)]
mod workspaces;
