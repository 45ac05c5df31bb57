-- Fitted models, what they say of each customer, and their forecasts with what came true.

-- Days are written `2010-12-31`. `parameters` and `evidence` are JSON. Of a family at most one model is in force;
-- `standing` says why it is, or why not. A model is found again by the fingerprint of its data and options.
create table model (
    id bigint not null primary key,
    family text not null,
    kind text not null,
    version bigint not null,
    trained_from text not null,
    trained_until text not null,
    fingerprint text not null,
    snapshot bigint not null,
    parameters text not null,
    evidence text not null,
    standing text not null,
    in_force_since bigint null,
    created_at bigint not null,
    unique (family, version),
    unique (family, fingerprint)
);

create unique index model_in_force on model (family) where in_force_since is not null;

-- What a model says of a customer at the end of a day. Money is in minor units, before costs, discounted as `as_of`.
create table score (
    customer_id bigint not null primary key references customer (id) on delete cascade,
    model_id bigint not null references model (id),
    as_of text not null,
    p_alive double precision not null,
    expected_orders_12m double precision not null,
    expected_spend_minor double precision not null,
    clv_12m_minor double precision not null,
    clv_24m_minor double precision not null,
    clv_36m_minor double precision not null
);

create index score_by_clv on score (clv_12m_minor, customer_id);
create index score_by_risk on score (p_alive, customer_id);

-- Orders of the customers known at `as_of` that a model expects until `until_day`, and what they made of it.
create table forecast (
    id bigint not null primary key,
    model_id bigint not null references model (id),
    as_of text not null,
    until_day text not null,
    customers bigint not null,
    orders_mean double precision not null,
    orders_low double precision not null,
    orders_high double precision not null,
    level double precision not null,
    actual_orders bigint null,
    scored_at bigint null,
    unique (model_id, as_of, until_day)
);
