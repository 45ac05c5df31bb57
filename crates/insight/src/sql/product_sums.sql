-- What each product brought in a time to compare with.
-- Grain: one row a product.
-- Inputs: order_line; $1 the last day, $2 the day before the first.
-- Outputs: product (as in product_lines), revenue_minor (minor units, net of returns), units (sold).
select
    arrow_cast(coalesce(product_key, product_name), 'Utf8') as product,
    sum(amount_minor) as revenue_minor,
    sum(case when is_return then 0.0 else quantity end) as units
from order_line
where day <= $1 and day > $2 and coalesce(product_key, product_name) is not null
group by 1
