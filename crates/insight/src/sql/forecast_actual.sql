-- What customers known on one day ordered until a later one.
-- Grain: one row.
-- Inputs: orders; $1 the day at whose end they were known, $2 the last day that counts.
-- Outputs: orders (days with an order, summed over customers).
select count(*) as orders
from (
    select distinct customer_id, day
    from orders
    where day > $1
      and day <= $2
      and customer_id in (select customer_id from orders where day <= $1)
)
