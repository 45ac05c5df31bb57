-- How the log reaches the lake.

-- The stretch of the log that is on its way into the lake, behind `after_position` up to `last_position`; no row while none is.
-- `id` is what its rows in the lake carry, so that after a crash it can be told whether they are there.
create table lake_stretch (
    slot integer not null primary key check (slot = 1),
    id bigint not null,
    after_position bigint not null,
    last_position bigint not null,
    started_at bigint not null
);
