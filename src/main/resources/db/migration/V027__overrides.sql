-- Operators' overrides: every one there ever was, by whom, why, and how it ended.
create table routing_override (
    id            text    not null primary key,
    kind          text    not null,                -- drain, force, cap, freeze
    subject       text    not null,                -- provider, deployment or tier
    tier          text    not null,                -- '' = all tiers
    share_percent integer not null,
    tier_order    text    not null,                -- deployments with blanks between them; '' = none
    reason        text    not null,
    author        text    not null,
    from_ms       bigint  not null,
    until_ms      bigint  not null,
    ended_ms      bigint,                          -- null = not ended by hand
    ended_by      text
);
create index routing_override_by_end on routing_override (until_ms);

-- What overrides, pins and experiments changed about a request: lines of text.
alter table request add column notes text not null default '';
