-- The course of one product.
-- Grain: one row a month with a line of it.
-- Inputs: order_line; $1 the last day, $2 the product's key, or its name where it has none, $3 the name by which
--         lines without a key mean it.
-- Outputs: month (date, its first day), revenue_minor (minor units, net of returns), units (sold), orders, buyers.
select
    cast(date_trunc('month', day) as date) as month,
    sum(amount_minor) as revenue_minor,
    sum(case when is_return then 0.0 else quantity end) as units,
    count(distinct case when is_return then null else order_key end) as orders,
    count(distinct case when is_return then null else customer_id end) as buyers
from order_line
where day <= $1 and (product_key = $2 or (product_key is null and product_name = $3))
group by 1
