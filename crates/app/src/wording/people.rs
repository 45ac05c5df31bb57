//! What letting people and programs in says, and what webhooks say.

use crate::access::AccessError;
use crate::webhooks::{
    AddressError, Disabled, FAILING_HOURS_MAX, GONE, SecretError, SendError, Undelivered,
    WebhookError,
};

use super::{causes, table};

table! {
    /// Of users, sessions and keys.
    ACCESS access(fault: AccessError)
    "access.attempts_exhausted" AccessError::AttemptsExhausted { retry_after_seconds } => [seconds = retry_after_seconds];
    "access.login_invalid" AccessError::LoginInvalid(login) => [login];
    "access.login_taken" AccessError::LoginTaken(login) => [login];
    "access.password_length" AccessError::PasswordLength { min, max, given } => [least = min, most = max, given];
    "access.name_length" AccessError::NameLength(given) => [given];
    "access.language_invalid" AccessError::LanguageInvalid(language) => [language];
    "access.expiry_passed" AccessError::ExpiryPassed(_) => [];
    "access.user_unknown" AccessError::UserUnknown(_) => [];
    "access.key_unknown" AccessError::KeyUnknown(_) => [];
    "access.administrator_last" AccessError::LastAdministrator(_) => [];
}

table! {
    /// Of webhooks in both directions.
    WEBHOOK webhook(fault: WebhookError)
    "webhook.endpoint_missing" WebhookError::EndpointMissing(_) => [];
    "webhook.delivery_missing" WebhookError::DeliveryMissing(_) => [];
    "webhook.endpoints_many" WebhookError::EndpointsMany(most) => [most];
    "webhook.address_refused.malformed" WebhookError::Address(AddressError::Malformed) => [];
    "webhook.address_refused.scheme" WebhookError::Address(AddressError::Scheme(scheme)) => [scheme];
    "webhook.address_refused.credentials" WebhookError::Address(AddressError::Credentials) => [];
    "webhook.address_refused.private" WebhookError::Address(AddressError::Private(address)) => [address];
    "webhook.address_refused.host_unknown" WebhookError::Address(AddressError::HostUnknown(host)) => [host];
    "webhook.description_invalid" WebhookError::Description => [];
    "webhook.filter_invalid" WebhookError::Filter(said) => [said];
    "webhook.secret_invalid.start" WebhookError::SecretGiven(SecretError::StartMissing) => [];
    "webhook.secret_invalid.base64" WebhookError::SecretGiven(SecretError::NotBase64) => [];
    "webhook.secret_invalid.length" WebhookError::SecretGiven(SecretError::Length(given)) => [given];
    "webhook.sending_unavailable" WebhookError::Sending(_) => [said = causes(fault)];
    "webhook.incoming_missing" WebhookError::IncomingMissing(_) => [];
    "webhook.incoming_many" WebhookError::IncomingMany(most) => [most];
    "webhook.mapping_invalid" WebhookError::Definition(problems) => [places = problems.len()];
    "webhook.check_invalid" WebhookError::Check(said) => [said];
    "webhook.incoming_taken" WebhookError::IncomingTaken(name) => [name];
}

table! {
    /// Of what is kept with a delivery that an attempt did not bring about. Of an address it says what the webhook itself would.
    UNDELIVERED undelivered(fault: Undelivered)
    "webhook.undelivered.late" Undelivered::Unanswered(SendError::Late(within)) => [seconds = within.as_secs()];
    "webhook.undelivered.no_listener" Undelivered::Unanswered(SendError::Refused(_)) => [said = causes(fault)];
    "webhook.undelivered.insecure" Undelivered::Unanswered(SendError::Insecure(_)) => [said = causes(fault)];
    "webhook.undelivered.unreachable" Undelivered::Unanswered(SendError::Connection(_)) => [said = causes(fault)];
    "webhook.undelivered.broken" Undelivered::Unanswered(SendError::Broken(_)) => [said = causes(fault)];
    "webhook.undelivered.redirected" Undelivered::Redirected(status) => [status];
    "webhook.undelivered.refused" Undelivered::Refused(status) => [status];
    "webhook.undelivered.event_gone" Undelivered::EventGone => [];
}

table! {
    /// Of why nothing is sent to an endpoint.
    DISABLED disabled(reason: Disabled)
    "webhook.disabled.gone" Disabled::Gone => [status = GONE];
    "webhook.disabled.failing" Disabled::Failing => [hours = FAILING_HOURS_MAX];
    "webhook.disabled.by_hand" Disabled::ByHand => [];
}
