-- The keys of some customers.
-- Grain: one row a customer.
-- Inputs: customer; :ids are rows of one number of ours each, with commas; :least and :most of them. A list after `in` would be
--         handed on to the listing of files, which takes no expression of a thousand parts.
-- Outputs: customer_id, customer_key (text).
select
    customer_id,
    arrow_cast(customer_key, 'Utf8') as customer_key
from customer
where
    customer_id between :least and :most
    and customer_id in (select wanted.id from (values :ids) as wanted (id))
