-- The keys of some customers.
-- Grain: one row a customer.
-- Inputs: customer; :ids are numbers of ours, with commas.
-- Outputs: customer_id, customer_key (text).
select
    customer_id,
    arrow_cast(customer_key, 'Utf8') as customer_key
from customer
where customer_id in (:ids)
