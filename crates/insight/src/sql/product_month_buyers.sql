-- Who bought one product in a month.
-- Grain: one row a customer.
-- Inputs: order_line; $1 the last day, $2 the product's key, or its name where it has none, $3 the name by which
--         lines without a key mean it, $4 the first day of the month.
-- Outputs: customer_id.
select distinct customer_id
from order_line
where day between $4 and $1 and cast(date_trunc('month', day) as date) = $4 and not is_return and customer_id is not null
    and (product_key = $2 or (product_key is null and product_name = $3))
