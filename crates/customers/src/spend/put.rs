//! Taking figures in.

use std::collections::HashMap;

use ::store::{StoreError, on};
use serde::Serialize;

use super::statements as sql;
use super::{MarketingSpend, SpendFigure, SpendFigures};
use crate::error::CustomersError;

/// What figures brought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SpendPut {
    /// Figures of a channel, campaign and day that had none.
    pub added: u64,
    /// Figures in place of others.
    pub changed: u64,
    /// Figures that were known.
    pub same: u64,
}

type Key<'a> = (&'a str, &'a str, &'a str);
type Row = (String, String, String, i64, Option<i64>, Option<i64>);

impl MarketingSpend {
    /// Takes figures in, each in place of an earlier one of its channel, campaign and day, in one transaction.
    ///
    /// `told_by` is the file's name, or `api`.
    ///
    /// # Errors
    ///
    /// When the store does not answer; then nothing was changed.
    pub async fn put(
        &self,
        figures: &SpendFigures,
        told_by: &str,
    ) -> Result<SpendPut, CustomersError> {
        let now = self.store.clock().now().as_microsecond();
        let texts: Vec<String> = figures
            .as_slice()
            .iter()
            .map(|it| it.day.to_string())
            .collect();
        let said: Vec<(&str, &SpendFigure)> = texts
            .iter()
            .map(String::as_str)
            .zip(figures.as_slice())
            .collect();
        let mut tx = self.store.begin().await?;
        let mut known: HashMap<(String, String, String), Figures> = HashMap::new();
        let keys: Vec<Key<'_>> = said
            .iter()
            .map(|(day, it)| (*day, it.channel.as_str(), it.campaign.as_str()))
            .collect();
        for (text, keys) in sql::FIND.padded(tx.kind(), &keys) {
            let rows: Vec<Row> = on!(tx, conn => {
                let mut query = sqlx::query_as(text);
                for (day, channel, campaign) in keys {
                    query = query.bind(day).bind(channel).bind(campaign);
                }
                query.fetch_all(conn).await.map_err(StoreError::from)?
            });
            let row = |(day, channel, campaign, cost, impressions, clicks)| {
                ((day, channel, campaign), (cost, impressions, clicks))
            };
            known.extend(rows.into_iter().map(row));
        }
        let mut counts = SpendPut::default();
        let mut new = Vec::new();
        for (day, figure) in said {
            let key = (
                day.to_owned(),
                figure.channel.clone(),
                figure.campaign.clone(),
            );
            let figures = (figure.cost_minor, figure.impressions, figure.clicks);
            match known.get(&key) {
                Some(known) if *known == figures => {
                    counts.same += 1;
                    continue;
                }
                Some(_) => counts.changed += 1,
                None => counts.added += 1,
            }
            new.push((day, figure));
        }
        for (text, rows) in sql::PUT.exact(tx.kind(), &new) {
            let affected = on!(tx, conn => {
                let mut query = sqlx::query(text);
                for (day, it) in rows {
                    query = query.bind(*day).bind(it.channel.as_str()).bind(it.campaign.as_str());
                    query = query.bind(it.cost_minor).bind(it.impressions).bind(it.clicks).bind(told_by).bind(now);
                }
                query.execute(conn).await.map_err(StoreError::from)?.rows_affected()
            });
            ::store::ensure_affected_rows(affected, rows.len() as u64)?;
        }
        tx.commit().await?;
        Ok(counts)
    }
}

/// Cost, impressions, clicks.
type Figures = (i64, Option<i64>, Option<i64>);
