-- What the orders of customers brought, and what is known of their costs, in a year.
-- Grain: one row.
-- Inputs: orders.
-- Outputs: revenue_minor (minor units, before returns, of orders whose cost is known), cost_minor (the cost of these).
select
    sum(case when cost_minor is null then 0 else revenue_minor end) as revenue_minor,
    sum(coalesce(cost_minor, 0)) as cost_minor
from orders
where day <= $1
  and day > $2
  and customer_id is not null
