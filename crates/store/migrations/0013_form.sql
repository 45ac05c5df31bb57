-- Forms and quizzes that people fill in, and what they answered.

-- `version` is the newest definition, `published` the one that people see; `state` tells whether they may answer.
create table form (
    id bigint not null primary key,
    key text not null unique,
    state text not null check (state in ('draft', 'published', 'closed')),
    version bigint not null,
    published bigint null,
    created_at bigint not null,
    updated_at bigint not null
);

-- A definition is never changed: an answer is read beside the questions that were asked.
create table form_version (
    form_id bigint not null,
    version bigint not null,
    definition text not null,
    created_at bigint not null,
    primary key (form_id, version)
);

-- `message_id` is the page's token: the same page sent twice is one answer. `answers`, `traits`, `contact` and `offers` are JSON.
-- `customer_id` is known once the answer's event has passed those that tell people apart.
create table form_answer (
    id bigint not null primary key,
    form_id bigint not null,
    version bigint not null,
    message_id text not null,
    at bigint not null,
    language text not null,
    answers text not null,
    contact text not null,
    offers text not null,
    anonymous_id text null,
    customer_id bigint null,
    unique (form_id, message_id)
);

create index form_answer_by_customer on form_answer (customer_id) where customer_id is not null;

create index form_answer_of_nobody on form_answer (anonymous_id) where customer_id is null and anonymous_id is not null;

-- How often a form was shown, answered, or an answer refused as spam, by reason.
create table form_count (
    form_id bigint not null,
    what text not null,
    count bigint not null,
    primary key (form_id, what)
);
