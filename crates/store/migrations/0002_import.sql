-- What was handed over: files, how their columns were understood, what came of it.

-- `mapping`, `options` and `counts` are JSON. `file_digest` tells whether the same file was here before.
-- `snapshot` is the lake's snapshot that the import made.
create table import (
    id bigint not null primary key,
    kind text not null,
    file_name text not null,
    file_digest text not null,
    file_bytes bigint not null,
    state text not null check (state in ('running', 'committing', 'done', 'failed', 'undone')),
    mapping text not null,
    options text not null,
    counts text not null,
    error text null,
    refusals_path text null,
    started_at bigint not null,
    finished_at bigint null,
    started_by text not null,
    snapshot bigint null
);

create index import_by_digest on import (file_digest);

-- Mappings saved under a name; `body` is their TOML.
create table mapping (
    name text not null primary key,
    kind text not null,
    body text not null,
    updated_at bigint not null
);
