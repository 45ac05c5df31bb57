-- What was sold and given back of each product, line by line.
-- Grain: one row a receipt line of a product.
-- Inputs: order_line; $1 the last day, $2 the day before the first.
-- Outputs: product_key (text; null where only a name is known), product_name (text; only where there is no key), order_key (text; null on some returns), customer_id (null where nobody is
--          known), day (date), quantity (units), amount_minor (minor units, negative for returns), is_return.
select
    arrow_cast(product_key, 'Utf8') as product_key,
    arrow_cast(product_name, 'Utf8') as product_name,
    arrow_cast(order_key, 'Utf8') as order_key,
    customer_id,
    day,
    quantity,
    amount_minor,
    is_return
from order_line
where day <= $1 and day > $2 and coalesce(product_key, product_name) is not null
