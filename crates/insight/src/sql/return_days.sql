-- What was taken back on each business day.
-- Grain: one row a day with a return.
-- Inputs: order_return.
-- Outputs: day (date), returns_minor and known_returns_minor (minor units, negative; known = of a customer).
select
    day,
    sum(amount_minor) as returns_minor,
    sum(case when customer_id is null then 0 else amount_minor end) as known_returns_minor
from order_return
where day <= $1
group by day
