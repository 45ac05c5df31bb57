-- What is known of customers from their first order: its country and its channel.
-- Grain: one row a customer with an order.
-- Inputs: orders, customer.
-- Outputs: customer_id, country (`country=…`) and channel (`channel=…`), text, null where it is not known.
-- Orders of the same instant tell the first by name. A country that the order does not tell is that of the customer. A semicolon, which
-- stands between two of these, becomes a comma.
with first as (
    select customer_id, min(at) as at
    from orders
    where customer_id is not null
    group by customer_id
),
told as (
    select
        first.customer_id,
        min(nullif(trim(orders.country), '')) as country,
        min(nullif(trim(orders.channel), '')) as channel
    from first
    join orders on orders.customer_id = first.customer_id and orders.at = first.at
    group by first.customer_id
)
select
    told.customer_id,
    'country=' || replace(coalesce(told.country, nullif(trim(customer.country), '')), ';', ',') as country,
    'channel=' || replace(told.channel, ';', ',') as channel
from told
left join customer on customer.customer_id = told.customer_id
