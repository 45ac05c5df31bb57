-- What orders brought and cost, as far as costs are known.
-- Grain: one row.
-- Inputs: orders.
-- Outputs: revenue_minor, known_minor (revenue of the orders with a cost), cost_minor (minor units; null without orders).
select
    cast(sum(revenue_minor) as bigint) as revenue_minor,
    cast(sum(case when cost_minor is not null then revenue_minor else 0 end) as bigint) as known_minor,
    cast(sum(coalesce(cost_minor, 0)) as bigint) as cost_minor
from orders
where day <= $1
