-- Who came in a time, and what they have brought since.
-- Grain: one row a customer whose first order lies in the time.
-- Inputs: orders, order_return; $1 the last day, $2 the day before the first.
-- Outputs: customer_id, first_day (date), revenue_minor (minor units, orders and returns up to the last day).
with come as (
    select
        customer_id,
        min(day) as first_day,
        sum(revenue_minor) as gross_minor
    from orders
    where customer_id is not null and day <= $1
    group by customer_id
    having min(day) > $2
),
back as (
    select
        customer_id,
        sum(amount_minor) as returns_minor
    from order_return
    where customer_id is not null and day <= $1
    group by customer_id
)
select
    come.customer_id,
    come.first_day,
    come.gross_minor + coalesce(back.returns_minor, 0) as revenue_minor
from come
left join back on back.customer_id = come.customer_id
