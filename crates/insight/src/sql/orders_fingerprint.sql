-- Sums that change when an order or a return of a customer comes, goes or changes.
-- Grain: one row for orders, one for returns.
-- Inputs: orders, order_return.
-- Outputs: is_return (0 or 1), n (rows), amount_minor, days (since 1970), days_mixed and amounts_mixed (with the customer's id, so
--          that they tell whose they are; a thousand million rows do not overflow).
select
    cast(0 as bigint) as is_return,
    count(*) as n,
    coalesce(sum(revenue_minor), 0) as amount_minor,
    coalesce(sum(cast(day as bigint)), 0) as days,
    coalesce(sum(cast(day as bigint) * (customer_id % 10007)), 0) as days_mixed,
    coalesce(sum((revenue_minor % 100003) * (customer_id % 10009)), 0) as amounts_mixed
from orders
where customer_id is not null
union all
select
    cast(1 as bigint) as is_return,
    count(*) as n,
    coalesce(sum(amount_minor), 0) as amount_minor,
    coalesce(sum(cast(day as bigint)), 0) as days,
    coalesce(sum(cast(day as bigint) * (customer_id % 10007)), 0) as days_mixed,
    coalesce(sum((amount_minor % 100003) * (customer_id % 10009)), 0) as amounts_mixed
from order_return
where customer_id is not null
