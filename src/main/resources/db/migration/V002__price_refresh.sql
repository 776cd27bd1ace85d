-- What each refresh of the price table found; quarantined changes wait here for a person.
create table price_change (
    id           text    not null primary key,
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
