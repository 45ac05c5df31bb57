-- What a customer did, the latest first.
-- Grain: one row an order, a return or an event; events that tell of orders are left out, the orders are there.
-- Inputs: orders, order_return, event; :customer is a number of ours, :until and :since conditions on the instant,
--         or nothing, :limit the most rows.
-- Outputs: at (instant), kind, title (the order's key or the event's name), url, amount_minor (minor units; null for events).
select at, arrow_cast(kind, 'Utf8') as kind, arrow_cast(title, 'Utf8') as title, arrow_cast(url, 'Utf8') as url, amount_minor
from (
    select at, 'order' as kind, order_key as title, cast(null as varchar) as url, revenue_minor as amount_minor
    from orders
    where customer_id = :customer :until :since
    union all
    select at, 'return' as kind, order_key as title, cast(null as varchar) as url, amount_minor
    from order_return
    where customer_id = :customer :until :since
    union all
    select at, kind, name as title, url, cast(null as bigint) as amount_minor
    from event
    where customer_id = :customer :until :since
      and kind not in ('order', 'return', 'customer', 'product')
      and coalesce(name, '') not in ('Order Completed', 'Order Updated', 'Order Refunded', 'Order Cancelled')
)
order by at desc, kind, title
limit :limit
