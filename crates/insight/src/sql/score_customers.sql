-- What the model in force says of every customer of a slice.
-- Grain: one row a customer with an order.
-- Inputs: customer_history and the functions of the model in force; $1 the yearly discount, $2 how many slices there are, $3 which one
--         it is, from 0: a customer is in the slice that the remainder of the id tells.
-- Outputs: customer_id, as_of, p_alive, orders (expected in 365 days), spend_minor (expected worth of one), clv_12m_minor,
--          clv_24m_minor, clv_36m_minor (expected worth of 365, 730, 1095 days, discounted, before costs), minor units.
select
    customer_id,
    as_of,
    p_alive(repeat_orders, first_day, last_day, as_of, traits) as p_alive,
    expected_orders(repeat_orders, first_day, last_day, as_of, 365.0, traits) as orders,
    expected_spend(repeat_orders, mean_spend_minor) as spend_minor,
    clv(repeat_orders, first_day, last_day, as_of, mean_spend_minor, 365.0, $1, traits) as clv_12m_minor,
    clv(repeat_orders, first_day, last_day, as_of, mean_spend_minor, 730.0, $1, traits) as clv_24m_minor,
    clv(repeat_orders, first_day, last_day, as_of, mean_spend_minor, 1095.0, $1, traits) as clv_36m_minor
from customer_history
where customer_id % $2 = $3
