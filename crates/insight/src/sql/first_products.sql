-- What customers bought first: of the lines of the first receipt the one that brought most, of equal ones the first by key.
-- Grain: one row a customer who bought a product with a key.
-- Inputs: order_line.
-- Outputs: customer_id, first_product (`first_product=…`), text. A semicolon becomes a comma.
with first as (
    select customer_id, min(at) as at
    from order_line
    where customer_id is not null and not is_return and amount_minor > 0
    group by customer_id
),
placed as (
    select
        first.customer_id,
        order_line.product_key,
        row_number() over (
            partition by first.customer_id
            order by order_line.amount_minor desc, order_line.product_key
        ) as place
    from first
    join order_line on order_line.customer_id = first.customer_id and order_line.at = first.at
    where not order_line.is_return and order_line.product_key is not null
)
select customer_id, 'first_product=' || replace(product_key, ';', ',') as first_product
from placed
where place = 1
