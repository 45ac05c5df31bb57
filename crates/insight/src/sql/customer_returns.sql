-- What each customer gave back, by day.
-- Grain: one row a return of a customer, in no order.
-- Inputs: order_return.
-- Outputs: customer_id, day (date), amount_minor (minor units, negative).
select
    customer_id,
    day,
    amount_minor
from order_return
where day <= $1
  and customer_id is not null
