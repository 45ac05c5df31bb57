-- What the models of value know of each customer at the end of the last day with an order; money before returns.
-- Grain: one row a customer with an order.
-- Inputs: orders.
-- Outputs: customer_id, orders (receipts), repeat_orders (days with an order after the first), first_day, last_day, as_of,
--          mean_spend_minor (mean of what a repeat day brought, minor units; 0 without one), revenue_minor (minor units).
with occasion as (
    select customer_id, day, count(*) as orders, sum(revenue_minor) as gross_minor
    from orders
    where customer_id is not null
    group by customer_id, day
),
bought as (
    select
        customer_id,
        sum(orders) as orders,
        count(*) - 1 as repeat_orders,
        min(day) as first_day,
        max(day) as last_day,
        sum(gross_minor) as gross_minor,
        first_value(gross_minor order by day) as first_minor
    from occasion
    group by customer_id
)
select
    customer_id,
    orders,
    repeat_orders,
    first_day,
    last_day,
    (select max(day) from orders) as as_of,
    case when repeat_orders > 0
        then cast(gross_minor - first_minor as double) / repeat_orders
        else 0.0
    end as mean_spend_minor,
    gross_minor as revenue_minor
from bought
