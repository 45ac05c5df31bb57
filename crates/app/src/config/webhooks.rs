//! Where webhooks may be sent.

use super::{ConfigError, values::Values};
use crate::webhooks::AllowedNetworks;

/// Where webhooks may be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhooksSection {
    /// Private networks to which they may be sent beside public addresses.
    pub allow_private: AllowedNetworks,
}

impl WebhooksSection {
    pub(super) fn read(values: &Values) -> Result<Self, ConfigError> {
        Ok(Self {
            allow_private: values.parse(
                "webhooks.allow_private",
                |text| text.parse().ok(),
                "must be networks with commas between, such as 10.0.0.0/8, 192.168.1.7",
            )?,
        })
    }
}
