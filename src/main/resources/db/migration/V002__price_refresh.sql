-- What each refresh of the price table found; quarantined changes wait here for a person.
create table price_change (
    id           text    not null primary key,              -- price row in force, class, new figure, verdict: each once
    seen_at      bigint  not null,
    deployment   text    not null,
    token_class  text    not null,
    old_usd      text    not null,                          -- USD per million tokens, decimal; '' = none before
    new_usd      text    not null,
    verdict      text    not null,                          -- taken, quarantined
    reason       text    not null,
    source       text    not null
);
create index price_change_by_time on price_change (seen_at);

-- Who put a price row in use: configured = config/prices.yaml, refreshed = a refresh, and so only this table knows it.
alter table price add column origin text not null default 'configured';

-- The last day on which a feed still gave the figures of a price row.
create table price_confirmation (
    price_id     text    not null primary key,
    source       text    not null,
    confirmed_on text    not null                           -- YYYY-MM-DD
);
