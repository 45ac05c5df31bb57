-- What the user wants a month to reach. `month` is written `2010-12`.

create table goal (
    metric text not null,
    month text not null,
    target double precision not null,
    updated_at bigint not null,
    primary key (metric, month)
);
