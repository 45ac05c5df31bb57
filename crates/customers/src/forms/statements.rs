//! The statements on the tables of forms.

use std::sync::LazyLock;

use crate::bulk::Sizes;

macro_rules! form {
    ($rest:literal) => {
        concat!(
            "select f.id, f.key, f.state, f.version, f.published, f.created_at, f.updated_at, v.definition \
             from form f join form_version v on v.form_id = f.id and v.version = f.version ",
            $rest
        )
    };
}

macro_rules! answer {
    ($rest:literal) => {
        concat!(
            "select a.id, f.key, a.version, a.at, a.language, a.answers, a.contact, a.offers, a.customer_id \
             from form_answer a join form f on f.id = a.form_id ",
            $rest
        )
    };
}

pub(super) const INSERT: &str = "
    insert into form (id, key, state, version, published, created_at, updated_at)
    values ($1, $2, 'draft', 1, null, $3, $3)";

pub(super) const INSERT_VERSION: &str = "
    insert into form_version (form_id, version, definition, created_at)
    values ($1, $2, $3, $4)";

/// Answers with the new version.
pub(super) const NEXT_VERSION: &str = "
    update form set version = version + 1, updated_at = $2
    where id = $1
    returning version";

pub(super) const PUBLISH: &str = "
    update form set state = 'published', published = version, updated_at = $2
    where key = $1";

pub(super) const CLOSE: &str = "
    update form set state = 'closed', updated_at = $2
    where key = $1 and state = 'published'";

pub(super) const LIST: &str = form!("order by f.key");

pub(super) const GET: &str = form!("where f.key = $1");

pub(super) const FIND_VERSION: &str = "
    select v.definition
    from form_version v join form f on f.id = v.form_id
    where f.key = $1 and v.version = $2";

pub(super) const VERSIONS: &str = "
    select v.definition
    from form_version v join form f on f.id = v.form_id
    where f.key = $1
    order by v.version desc";

pub(super) const COUNTS: &str =
    "select what, count from form_count where form_id = $1 order by what";

pub(super) const COUNT: &str = "
    insert into form_count (form_id, what, count)
    values ($1, $2, $3)
    on conflict (form_id, what) do update
    set count = form_count.count + excluded.count";

/// Somebody who sends the same page twice finds their answer.
pub(super) const KEEP: &str = "
    insert into form_answer
        (id, form_id, version, message_id, at, language, answers, contact, offers, anonymous_id)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
    on conflict (form_id, message_id) do nothing";

pub(super) const FIND_ANSWER: &str = answer!("where a.form_id = $1 and a.message_id = $2");

pub(super) const ANSWERS: &str = answer!(
    "where f.key = $1 and a.id < $2
     order by a.id desc
     limit $3"
);

pub(super) const ANSWERS_OF: &str = answer!(
    "where a.customer_id = $1
     order by a.id desc
     limit $2"
);

/// Of a category, or of all.
pub(super) const CATALOGUE: &str = "
    select key, name, category, attributes
    from product
    where $1 = '' or category = $1
    order by key
    limit $2";

pub(super) const LINK_ANSWER: &str = "
    update form_answer set customer_id = $2
    where message_id = $1
      and form_id = (select id from form where key = $3)
      and customer_id is null";

/// A visitor who has become known is known for what they answered before.
pub(super) const LINK_VISITOR: &str = "
    update form_answer set customer_id = $2
    where anonymous_id = $1 and customer_id is null";

/// Of each row: a visitor who may have answered something that is nobody's yet.
pub(super) static FIND_OF_VISITORS: LazyLock<Sizes> = LazyLock::new(|| {
    Sizes::new(
        "select distinct anonymous_id from form_answer where customer_id is null and anonymous_id in (",
        "#1",
        ")",
    )
});

pub(super) const UNLINK: &str =
    "update form_answer set customer_id = null where customer_id is not null";
