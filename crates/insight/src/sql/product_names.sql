-- What the products are called.
-- Grain: one row a product with a key.
-- Inputs: product.
-- Outputs: product_key, product_name, category (texts; the latter two may be null).
select
    arrow_cast(product_key, 'Utf8') as product_key,
    arrow_cast(product_name, 'Utf8') as product_name,
    arrow_cast(category, 'Utf8') as category
from product
