-- What marketing cost by channel, campaign and day, in minor units, and how often it was seen and clicked where that is known.

-- `day` is written `2010-12-31`; a campaign without a name is the channel as a whole. `told_by` is the file's name, or `api`.
create table marketing_spend (
    day text not null,
    channel text not null,
    campaign text not null,
    cost_minor bigint not null check (cost_minor >= 0),
    impressions bigint null check (impressions >= 0),
    clicks bigint null check (clicks >= 0),
    told_by text not null,
    updated_at bigint not null,
    primary key (day, channel, campaign)
);
