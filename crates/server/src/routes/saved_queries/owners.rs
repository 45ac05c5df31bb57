//! Who owns what is kept, by name.

use std::collections::HashMap;

use crate::caller::Caller;
use crate::dto::dashboard::Dashboard;
use crate::dto::saved_query::SavedQuery;
use crate::problem::Problem;
use crate::state::AppState;

/// The names of those who can own something, and who asks.
pub(crate) struct Owners {
    names: HashMap<String, String>,
    caller: String,
}

impl Owners {
    /// Reads them.
    pub(crate) async fn read(state: &AppState, caller: &Caller) -> Result<Self, Problem> {
        let users = state.access().users().await?;
        let names = users
            .into_iter()
            .map(|user| (user.id.to_string(), user.name));
        Ok(Self {
            names: names.collect(),
            caller: caller.actor().to_string(),
        })
    }

    /// An owner's name, and whether it is the caller.
    pub(crate) fn of(&self, owner: &str) -> (Option<String>, bool) {
        (self.names.get(owner).cloned(), self.caller == owner)
    }

    /// A saved query as the caller sees it.
    pub(crate) fn query(&self, query: insight::SavedQuery) -> SavedQuery {
        let (owner_name, is_mine) = self.of(&query.owner);
        SavedQuery {
            id: query.id.to_string(),
            name: query.name,
            description: query.description,
            sql: query.sql,
            chart: query.chart.into(),
            owner: query.owner,
            owner_name,
            is_mine,
            is_shared: query.is_shared,
            version: query.version,
            created_at: query.created_at,
            updated_at: query.updated_at,
        }
    }

    /// A dashboard as the caller sees it.
    pub(crate) fn dashboard(&self, dashboard: insight::Dashboard) -> Dashboard {
        let (owner_name, is_mine) = self.of(&dashboard.owner);
        Dashboard {
            id: dashboard.id.to_string(),
            name: dashboard.name,
            description: dashboard.description,
            cards: dashboard.cards.into_iter().map(Into::into).collect(),
            owner: dashboard.owner,
            owner_name,
            is_mine,
            is_shared: dashboard.is_shared,
            version: dashboard.version,
            created_at: dashboard.created_at,
            updated_at: dashboard.updated_at,
        }
    }
}
