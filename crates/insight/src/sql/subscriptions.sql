-- Every subscription as it stands.
-- Grain: one row a subscription.
-- Inputs: subscription.
-- Outputs: customer_id; start_day and end_day (dates; no end while it runs); period_months (1, 3, 6 or 12);
-- price_minor (of a period, minor units); plan (may be null); subscription_key (unique within a customer).
select
    customer_id,
    start_day,
    end_day,
    period_months,
    price_minor,
    plan,
    subscription_key
from subscription
