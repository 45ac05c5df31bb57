-- What was sold on each business day, by everybody, customers and passers-by.
-- Grain: one row a day with an order.
-- Inputs: orders.
-- Outputs: day (date), orders and known_orders (counts; known = with a customer), units (pieces),
--          revenue_minor (minor units, before returns).
select
    day,
    count(*) as orders,
    count(customer_id) as known_orders,
    sum(units) as units,
    sum(revenue_minor) as revenue_minor
from orders
where day <= $1
group by day
