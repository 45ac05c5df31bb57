-- The orders of all customers, for a walk through each customer's history.
-- Grain: one row an order of a customer, in no order.
-- Inputs: orders.
-- Outputs: customer_id, day (date), revenue_minor (minor units, before returns).
select
    customer_id,
    day,
    revenue_minor
from orders
where day <= $1
