-- The first and the last business day with an order.
-- Grain: one row.
-- Inputs: orders.
-- Outputs: first_day, last_day (dates; null without orders).
select
    min(day) as first_day,
    max(day) as last_day
from orders
