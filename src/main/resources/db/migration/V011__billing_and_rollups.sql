-- call, shadow, cache_hit, batch: what an attempt was made for.
alter table attempt add column kind text not null default 'call';
-- not_sent, uncertain, billed, free: whether the provider charges for it; null = under way, or older than this column.
alter table attempt add column billing text;
-- What our own tokenizer counts, beside the provider's word; null = not counted.
alter table attempt add column own_prompt_tokens bigint;
alter table attempt add column own_answer_tokens bigint;

-- Attempts that were opened within an hour, added up. Outlives the attempts themselves; see ledger/Rollups.java.
create table attempt_hour (
    hour                    bigint  not null,                -- its first millisecond, since 1970 UTC
    deployment              text    not null,
    provider                text    not null,
    model                   text    not null,
    tier                    text    not null,
    task                    text    not null,
    kind                    text    not null,
    outcome                 text    not null,
    billing                 text    not null,
    simulated               integer not null,
    attempts                bigint  not null,
    estimated               bigint  not null,                -- whose usage we counted ourselves
    unpriced                bigint  not null,                -- whose cost is unknown
    input_tokens            bigint  not null,
    cache_read_tokens       bigint  not null,
    cache_write_5m_tokens   bigint  not null,
    cache_write_1h_tokens   bigint  not null,
    output_tokens           bigint  not null,
    reasoning_tokens        bigint  not null,
    audio_input_tokens      bigint  not null,
    audio_output_tokens     bigint  not null,
    image_input_tokens      bigint  not null,
    image_output_tokens     bigint  not null,
    audio_cache_read_tokens bigint  not null,
    cost_pico_usd           bigint  not null,                -- of those whose cost is known
    first_byte_ms           bigint  not null,                -- sum over those that had one
    first_bytes             bigint  not null,
    duration_ms             bigint  not null,
    primary key (hour, deployment, tier, task, kind, outcome, billing, simulated)
);

-- How far our own count is from the provider's, per hour and model; the provider's word is the measure.
create table count_error_hour (
    hour             bigint  not null,
    provider         text    not null,
    model            text    not null,
    prompts          bigint  not null,                       -- attempts compared
    prompt_reported  bigint  not null,                       -- tokens
    prompt_own       bigint  not null,
    prompt_apart     bigint  not null,                       -- sum of the absolute differences
    answers          bigint  not null,
    answer_reported  bigint  not null,
    answer_own       bigint  not null,
    answer_apart     bigint  not null,
    primary key (hour, provider, model)
);

-- Requests that were received within an hour, added up.
create table request_hour (
    hour               bigint  not null,
    tier               text    not null,
    task               text    not null,
    deployment         text    not null,                     -- that answered, '' for none
    outcome            text    not null,
    baseline           text    not null,
    requests           bigint  not null,
    priced             bigint  not null,                     -- whose cost is known
    cost_pico_usd      bigint  not null,
    compared           bigint  not null,                     -- answered, with known cost and known baseline
    compared_pico_usd  bigint  not null,
    baseline_pico_usd  bigint  not null,
    first_byte_ms      bigint  not null,
    first_bytes        bigint  not null,
    duration_ms        bigint  not null,
    primary key (hour, tier, task, deployment, outcome, baseline)
);

-- How far the upkeep has come; ms since 1970 UTC, whole hours.
create table ledger_upkeep (
    id          integer not null primary key,                -- always 1
    added_up_to bigint  not null,                            -- first hour without sums
    kept_from   bigint  not null                             -- earlier rows are deleted, only their sums are left
);

-- Flat fees of deployments, once a calendar month (UTC).
create table fixed_charge (
    deployment text    not null,
    month      text    not null,                             -- YYYY-MM
    price_id   text    not null,
    pico_usd   bigint  not null,
    booked_at  bigint  not null,
    primary key (deployment, month)
);
