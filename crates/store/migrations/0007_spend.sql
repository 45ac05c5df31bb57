-- What was spent in a month to win customers, in minor units. `month` is written `2010-12`.

create table spend (
    month text not null primary key,
    amount_minor bigint not null,
    updated_at bigint not null
);
