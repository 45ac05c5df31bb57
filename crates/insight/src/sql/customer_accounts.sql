-- What each customer brought and cost.
-- Grain: one row a customer who ordered by $1; the figures are those after $2.
-- Inputs: orders, order_return, order_line; $1 the last day, $2 the day before the first.
-- Outputs: customer_id; orders and returns (counts); revenue_minor (minor units, before returns), returns_minor (negative),
--          discount_minor (given on orders, already off revenue); cost_minor (of lines whose cost is known, returns negative);
--          lines and lines_without_cost (counts); amount_without_cost_minor (what the latter brought, returns negative).
select
    customer_id,
    cast(sum(orders) as bigint) as orders,
    cast(sum(returns) as bigint) as returns,
    cast(sum(revenue_minor) as bigint) as revenue_minor,
    cast(sum(returns_minor) as bigint) as returns_minor,
    cast(sum(discount_minor) as bigint) as discount_minor,
    cast(sum(cost_minor) as bigint) as cost_minor,
    cast(sum(lines) as bigint) as lines,
    cast(sum(lines_without_cost) as bigint) as lines_without_cost,
    cast(sum(amount_without_cost_minor) as bigint) as amount_without_cost_minor
from (
    select
        customer_id,
        cast(1 as bigint) as ever,
        cast(case when day > $2 then 1 else 0 end as bigint) as orders,
        cast(0 as bigint) as returns,
        case when day > $2 then revenue_minor else 0 end as revenue_minor,
        cast(0 as bigint) as returns_minor,
        case when day > $2 then discount_minor else 0 end as discount_minor,
        cast(0 as bigint) as cost_minor,
        cast(0 as bigint) as lines,
        cast(0 as bigint) as lines_without_cost,
        cast(0 as bigint) as amount_without_cost_minor
    from orders
    where day <= $1
      and customer_id is not null
    union all
    select
        customer_id,
        cast(0 as bigint) as ever,
        cast(0 as bigint) as orders,
        cast(1 as bigint) as returns,
        cast(0 as bigint) as revenue_minor,
        amount_minor as returns_minor,
        cast(0 as bigint) as discount_minor,
        cast(0 as bigint) as cost_minor,
        cast(0 as bigint) as lines,
        cast(0 as bigint) as lines_without_cost,
        cast(0 as bigint) as amount_without_cost_minor
    from order_return
    where day <= $1
      and day > $2
      and customer_id is not null
    union all
    select
        customer_id,
        cast(0 as bigint) as ever,
        cast(0 as bigint) as orders,
        cast(0 as bigint) as returns,
        cast(0 as bigint) as revenue_minor,
        cast(0 as bigint) as returns_minor,
        cast(0 as bigint) as discount_minor,
        coalesce(cost_minor, 0) as cost_minor,
        cast(1 as bigint) as lines,
        cast(case when cost_minor is null then 1 else 0 end as bigint) as lines_without_cost,
        case when cost_minor is null then amount_minor else 0 end as amount_without_cost_minor
    from order_line
    where day <= $1
      and day > $2
      and customer_id is not null
) as account
group by customer_id
having sum(ever) > 0
