-- From what the scores were made, and what came of the last attempt to fit again by schedule.

-- Every scoring has a number, which its rows carry. It is whole when `finished_at` is there: each customer with an order then has
-- a score of this model at the end of this day. `fingerprint` identifies the orders and returns, `snapshot` a state of the lake
-- that held them.
create table scoring (
    family text not null primary key,
    run bigint not null,
    model_id bigint not null references model (id),
    as_of text null,
    fingerprint text null,
    snapshot bigint null,
    customers bigint null,
    finished_at bigint null
);

alter table score add column run bigint not null default 0;

-- The last attempt by schedule that failed, with its reason; none after one that succeeded.
create table refit_failure (
    family text not null primary key,
    tried_at bigint not null,
    snapshot bigint not null,
    reason text not null
);
