//! Every statement on users, sessions, keys and the audit.

use store::{Conn, StoreError, Tx, on};

use super::api_key::KeyRow;
use super::audit::AuditRow;
use super::user::UserRow;

const USERS: &str = "
select id, login, name, role, language, created_at, disabled_at
from account_user
order by id";

const USER: &str = "
select id, login, name, role, language, created_at, disabled_at
from account_user
where id = $1";

const USER_ID_BY_LOGIN: &str = "select id from account_user where login = $1";

const PASSWORD_HASH: &str = "select password_hash from account_user where id = $1";

const INSERT_USER: &str = "
insert into account_user (id, login, name, password_hash, role, language, created_at, disabled_at)
values ($1, $2, $3, $4, $5, $6, $7, null)";

/// Makes changes of administrators wait for each other, on both engines (ACCESS-3).
const LOCK_ADMINISTRATORS: &str = "update account_user set role = role where role = 'admin'";

const UPDATE_USER: &str = "
update account_user
set name = $2, role = $3, language = $4, disabled_at = $5
where id = $1";

const UPDATE_PASSWORD: &str = "update account_user set password_hash = $2 where id = $1";

const INSERT_SESSION: &str = "
insert into session (token_digest, user_id, csrf, created_at, expires_at, last_seen_at)
values ($1, $2, $3, $4, $5, $4)";

const SESSION: &str = "
select user_id, csrf, created_at, expires_at, last_seen_at
from session
where token_digest = $1";

const TOUCH_SESSION: &str = "
update session
set last_seen_at = $2, expires_at = $3
where token_digest = $1";

const DELETE_SESSION: &str = "delete from session where token_digest = $1";

const DELETE_SESSIONS_OF: &str = "delete from session where user_id = $1 and token_digest <> $2";

const DELETE_SESSIONS_ENDED: &str = "delete from session where expires_at <= $1";

const KEYS: &str = "
select id, name, role, created_by, created_at, expires_at, revoked_at, last_used_at
from api_key
order by id";

const KEY_BY_DIGEST: &str = "
select id, name, role, created_by, created_at, expires_at, revoked_at, last_used_at
from api_key
where digest = $1";

const INSERT_KEY: &str = "
insert into api_key (id, name, digest, scopes, role, created_by, created_at, expires_at, revoked_at, last_used_at)
values ($1, $2, $3, '[]', $4, $5, $6, $7, null, null)";

const REVOKE_KEY: &str = "
update api_key
set revoked_at = coalesce(revoked_at, $2)
where id = $1";

const TOUCH_KEY: &str = "update api_key set last_used_at = $2 where id = $1";

const INSERT_AUDIT: &str = "
insert into audit (id, at, actor, action, object, detail)
values ($1, $2, $3, $4, $5, $6)";

const AUDIT: &str = "
select id, at, actor, action, object, detail
from audit
where ($1 is null or id < $1)
    and ($2 is null or actor = $2)
    and ($3 is null or action = $3 or substr(action, 1, length($3) + 1) = $3 || '.')
    and ($4 is null or object = $4)
order by id desc
limit $5";

/// A row of the sessions: user, csrf text, `created_at`, `expires_at`, `last_seen_at`.
pub(super) type SessionRow = (i64, String, i64, i64, i64);

pub(super) async fn users(conn: &mut Conn) -> Result<Vec<UserRow>, StoreError> {
    Ok(on!(conn, conn => sqlx::query_as(USERS).fetch_all(conn).await?))
}

pub(super) async fn user(conn: &mut Conn, id: i64) -> Result<Option<UserRow>, StoreError> {
    Ok(on!(conn, conn => sqlx::query_as(USER).bind(id).fetch_optional(conn).await?))
}

/// All users, of whom the administrators stay as they are until the transaction ends.
pub(super) async fn users_for_change(tx: &mut Tx) -> Result<Vec<UserRow>, StoreError> {
    on!(tx, conn => sqlx::query(LOCK_ADMINISTRATORS).execute(conn).await.map(drop)?);
    Ok(on!(tx, conn => sqlx::query_as(USERS).fetch_all(conn).await?))
}

pub(super) async fn user_id_by_login(
    conn: &mut Conn,
    login: &str,
) -> Result<Option<i64>, StoreError> {
    Ok(
        on!(conn, conn => sqlx::query_scalar(USER_ID_BY_LOGIN).bind(login).fetch_optional(conn).await?),
    )
}

pub(super) async fn password_hash(conn: &mut Conn, id: i64) -> Result<Option<String>, StoreError> {
    Ok(on!(conn, conn => sqlx::query_scalar(PASSWORD_HASH).bind(id).fetch_optional(conn).await?))
}

pub(super) async fn insert_user(
    tx: &mut Tx,
    user: &super::User,
    hash: &str,
) -> Result<(), StoreError> {
    let role = user.role.as_str();
    let created_at = user.created_at.as_microsecond();
    on!(tx, conn => {
        let insert = sqlx::query(INSERT_USER).bind(user.id.raw()).bind(&user.login).bind(&user.name);
        insert.bind(hash).bind(role).bind(&user.language).bind(created_at).execute(conn).await.map(drop)?;
    });
    Ok(())
}

pub(super) async fn update_user(tx: &mut Tx, user: &super::User) -> Result<(), StoreError> {
    let disabled_at = user.disabled_at.map(jiff::Timestamp::as_microsecond);
    let rows = on!(tx, conn => {
        let update = sqlx::query(UPDATE_USER).bind(user.id.raw()).bind(&user.name).bind(user.role.as_str());
        update.bind(&user.language).bind(disabled_at).execute(conn).await?.rows_affected()
    });
    store::ensure_affected_rows(rows, 1)
}

pub(super) async fn update_password(tx: &mut Tx, id: i64, hash: &str) -> Result<(), StoreError> {
    let rows = on!(tx, conn => {
        sqlx::query(UPDATE_PASSWORD).bind(id).bind(hash).execute(conn).await?.rows_affected()
    });
    store::ensure_affected_rows(rows, 1)
}

pub(super) async fn insert_session(
    tx: &mut Tx,
    digest: &str,
    row: &SessionRow,
) -> Result<(), StoreError> {
    let (user, csrf, created_at, expires_at, _) = row;
    on!(tx, conn => {
        let insert = sqlx::query(INSERT_SESSION).bind(digest).bind(user).bind(csrf);
        insert.bind(created_at).bind(expires_at).execute(conn).await.map(drop)?;
    });
    Ok(())
}

pub(super) async fn session(
    conn: &mut Conn,
    digest: &str,
) -> Result<Option<SessionRow>, StoreError> {
    Ok(on!(conn, conn => sqlx::query_as(SESSION).bind(digest).fetch_optional(conn).await?))
}

pub(super) async fn touch_session(
    tx: &mut Tx,
    digest: &str,
    now: i64,
    expires_at: i64,
) -> Result<(), StoreError> {
    on!(tx, conn => {
        sqlx::query(TOUCH_SESSION).bind(digest).bind(now).bind(expires_at).execute(conn).await.map(drop)?;
    });
    Ok(())
}

pub(super) async fn delete_session(tx: &mut Tx, digest: &str) -> Result<(), StoreError> {
    on!(tx, conn => sqlx::query(DELETE_SESSION).bind(digest).execute(conn).await.map(drop)?);
    Ok(())
}

/// Ends all sessions of a user but one; no session has the empty digest.
pub(super) async fn delete_sessions_of(
    tx: &mut Tx,
    user: i64,
    but: &str,
) -> Result<(), StoreError> {
    on!(tx, conn => sqlx::query(DELETE_SESSIONS_OF).bind(user).bind(but).execute(conn).await.map(drop)?);
    Ok(())
}

pub(super) async fn delete_sessions_ended(tx: &mut Tx, now: i64) -> Result<(), StoreError> {
    on!(tx, conn => sqlx::query(DELETE_SESSIONS_ENDED).bind(now).execute(conn).await.map(drop)?);
    Ok(())
}

pub(super) async fn keys(conn: &mut Conn) -> Result<Vec<KeyRow>, StoreError> {
    Ok(on!(conn, conn => sqlx::query_as(KEYS).fetch_all(conn).await?))
}

pub(super) async fn key_by_digest(
    conn: &mut Conn,
    digest: &str,
) -> Result<Option<KeyRow>, StoreError> {
    Ok(on!(conn, conn => sqlx::query_as(KEY_BY_DIGEST).bind(digest).fetch_optional(conn).await?))
}

pub(super) async fn insert_key(
    tx: &mut Tx,
    key: &super::ApiKey,
    digest: &str,
) -> Result<(), StoreError> {
    let created_at = key.created_at.as_microsecond();
    let expires_at = key.expires_at.map(jiff::Timestamp::as_microsecond);
    on!(tx, conn => {
        let insert = sqlx::query(INSERT_KEY).bind(key.id.raw()).bind(&key.name).bind(digest);
        let insert = insert.bind(key.role.as_str()).bind(&key.created_by).bind(created_at);
        insert.bind(expires_at).execute(conn).await.map(drop)?;
    });
    Ok(())
}

/// Revokes a key, once; says whether there is such a key.
pub(super) async fn revoke_key(tx: &mut Tx, id: i64, now: i64) -> Result<bool, StoreError> {
    let rows = on!(tx, conn => {
        sqlx::query(REVOKE_KEY).bind(id).bind(now).execute(conn).await?.rows_affected()
    });
    Ok(rows > 0)
}

pub(super) async fn touch_key(tx: &mut Tx, id: i64, now: i64) -> Result<(), StoreError> {
    on!(tx, conn => sqlx::query(TOUCH_KEY).bind(id).bind(now).execute(conn).await.map(drop)?);
    Ok(())
}

pub(super) async fn insert_audit(tx: &mut Tx, row: AuditRow) -> Result<(), StoreError> {
    let (id, at, actor, action, object, detail) = row;
    on!(tx, conn => {
        let insert = sqlx::query(INSERT_AUDIT).bind(id).bind(at).bind(actor).bind(action);
        insert.bind(object).bind(detail).execute(conn).await.map(drop)?;
    });
    Ok(())
}

pub(super) async fn audit(
    conn: &mut Conn,
    filter: &super::AuditFilter,
    before: Option<i64>,
    limit: i64,
) -> Result<Vec<AuditRow>, StoreError> {
    Ok(on!(conn, conn => {
        let query = sqlx::query_as(AUDIT).bind(before).bind(&filter.actor).bind(&filter.action);
        query.bind(&filter.object).bind(limit).fetch_all(conn).await?
    }))
}
