-- What each product brought in a time to compare with.
-- Grain: one row a product with a key, one a name of products without one.
-- Inputs: order_line; $1 the last day, $2 the day before the first.
-- Outputs: product_key, product_name (texts; one of them is null), revenue_minor (minor units, net of returns), units (sold).
select
    arrow_cast(product_key, 'Utf8') as product_key,
    arrow_cast(case when product_key is null then product_name end, 'Utf8') as product_name,
    sum(amount_minor) as revenue_minor,
    sum(case when is_return then 0.0 else quantity end) as units
from order_line
where day <= $1 and day > $2 and coalesce(product_key, product_name) is not null
group by 1, 2
