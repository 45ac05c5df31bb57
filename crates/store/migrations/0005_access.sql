-- Who may come in: people, their sessions, and keys for programs. Secrets are kept as digests only.

create table account_user (
    id bigint not null primary key,
    login text not null unique,
    name text not null,
    password_hash text not null,
    role text not null check (role in ('admin', 'analyst', 'operator', 'viewer')),
    language text not null,
    created_at bigint not null,
    disabled_at bigint null
);

create table session (
    token_digest text not null primary key,
    user_id bigint not null references account_user (id) on delete cascade,
    csrf text not null,
    created_at bigint not null,
    expires_at bigint not null,
    last_seen_at bigint not null
);

create index session_by_user on session (user_id);
create index session_by_expiry on session (expires_at);

-- `scopes` is a JSON array; `created_by` names the actor as `audit.actor` does.
create table api_key (
    id bigint not null primary key,
    name text not null,
    digest text not null unique,
    scopes text not null,
    role text not null check (role in ('admin', 'analyst', 'operator', 'viewer')),
    created_by text not null,
    created_at bigint not null,
    expires_at bigint null,
    revoked_at bigint null,
    last_used_at bigint null
);
