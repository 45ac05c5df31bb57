-- What the models of value know of each customer at the end of the last day with an order; money net of returns.
-- Grain: one row a customer with an order.
-- Inputs: orders, order_return.
-- Outputs: customer_id, orders (receipts), repeat_orders (days with an order after the first), first_day, last_day, as_of,
--          mean_spend_minor (mean of what a repeat day brought, minor units; 0 without one), revenue_minor (minor units).
-- What came back is spread over a customer's days as the orders are.
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
),
returned as (
    select customer_id, sum(amount_minor) as returns_minor
    from order_return
    where customer_id is not null
    group by customer_id
)
select
    bought.customer_id,
    bought.orders,
    bought.repeat_orders,
    bought.first_day,
    bought.last_day,
    (select max(day) from orders) as as_of,
    case when bought.repeat_orders > 0 and bought.gross_minor > 0
        then greatest(0.0, cast(bought.gross_minor - bought.first_minor as double) / bought.repeat_orders
            * cast(bought.gross_minor + coalesce(returned.returns_minor, 0) as double) / bought.gross_minor)
        else 0.0
    end as mean_spend_minor,
    bought.gross_minor + coalesce(returned.returns_minor, 0) as revenue_minor
from bought
left join returned on returned.customer_id = bought.customer_id
