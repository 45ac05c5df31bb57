-- What happens behind the requests, as people see it.

-- What each job did last, noted every half minute at most while it succeeds. `failure` and `failed_at` stay after a success;
-- `failures` counts those without a success between them.
create table job_turn (
    name text not null primary key,
    turned_at bigint not null,
    failed_at bigint null,
    failure text null,
    failures bigint not null
);

-- Notices that a user has read; what is not told any more is forgotten.
create table notice_read (
    user_id bigint not null references account_user (id) on delete cascade,
    notice text not null,
    read_at bigint not null,
    primary key (user_id, notice)
);
