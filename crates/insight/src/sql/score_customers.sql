-- What the model in force says of every customer.
-- Grain: one row a customer with an order.
-- Inputs: customer_history and the functions of the model in force; $1 the yearly discount.
-- Outputs: customer_id, as_of, p_alive, orders (expected in 365 days), spend_minor (expected worth of one), clv_12m_minor,
--          clv_24m_minor, clv_36m_minor (expected worth of 365, 730, 1095 days, discounted, before costs), minor units.
select
    customer_id,
    as_of,
    p_alive(repeat_orders, first_day, last_day, as_of) as p_alive,
    expected_orders(repeat_orders, first_day, last_day, as_of, 365.0) as orders,
    expected_spend(repeat_orders, mean_spend_minor) as spend_minor,
    clv(repeat_orders, first_day, last_day, as_of, mean_spend_minor, 365.0, $1) as clv_12m_minor,
    clv(repeat_orders, first_day, last_day, as_of, mean_spend_minor, 730.0, $1) as clv_24m_minor,
    clv(repeat_orders, first_day, last_day, as_of, mean_spend_minor, 1095.0, $1) as clv_36m_minor
from customer_history
