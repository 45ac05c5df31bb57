-- The countries of customers.
-- Grain: one row a customer whose country is known.
-- Inputs: customer.
-- Outputs: customer_id, country (text).
select customer_id, country
from customer
where country is not null
