-- Reports that are made by themselves, and what was made.

-- `subject` is JSON: a report with its parameters, or a saved query. `rhythm` is `daily`, `weekly` (on the weekday `on_day`, 1 for
-- Monday) or `monthly` (on the day `on_day`); `hour` is one of the workspace's time zone. `due_at` is null while it is switched
-- off. Other columns as those of `saved_query`; a removed row goes with its editions.
create table report_schedule (
    id bigint not null primary key,
    name text not null,
    name_key text not null,
    subject text not null,
    rhythm text not null check (rhythm in ('daily', 'weekly', 'monthly')),
    on_day bigint null check (on_day between 1 and 31),
    hour bigint not null check (hour between 0 and 23),
    owner text not null,
    version bigint not null,
    created_at bigint not null,
    updated_at bigint not null,
    due_at bigint null
);

create unique index report_schedule_by_name on report_schedule (owner, name_key);
create index report_schedule_by_due on report_schedule (due_at);

-- One making of a schedule's report. `asked_by` is null where it was due, and names the actor where somebody asked for it. `sheet` is
-- JSON, and `byte_count` its length; they and the other figures are null where `failure` says why there are none.
create table report_edition (
    id bigint not null primary key,
    schedule_id bigint not null references report_schedule (id) on delete cascade,
    due_at bigint not null,
    asked_by text null,
    made_at bigint not null,
    as_of text null,
    row_count bigint null,
    byte_count bigint null,
    is_truncated bigint not null check (is_truncated in (0, 1)),
    failure text null,
    sheet text null
);

create unique index report_edition_by_due on report_edition (schedule_id, due_at) where asked_by is null;
create index report_edition_by_made on report_edition (schedule_id, made_at);
create index report_edition_by_time on report_edition (made_at);
