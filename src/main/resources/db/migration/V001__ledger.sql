-- One dialect for SQLite (default) and PostgreSQL: text, bigint, integer.
-- Times are milliseconds since 1970 UTC. Money is whole pico-dollars (1e-12 USD): exact on both, see model/Money.java.

-- A price row that attempts refer to; never changed, never deleted.
create table price (
    id              text    not null primary key,   -- deployment@effective_from
    deployment      text    not null,
    effective_from  bigint  not null,
    usd_per_million text    not null,                -- JSON object: token class -> decimal as text
    source          text    not null,
    source_date     text    not null,                -- YYYY-MM-DD
    recorded_at     bigint  not null
);
create index price_by_deployment on price (deployment, effective_from);

-- One row per call to a provider: inserted before the call is sent, completed after it.
create table attempt (
    id                     text    not null primary key,   -- request_id.number
    request_id             text    not null,
    number                 integer not null,               -- 1 = first attempt of the request
    endpoint               text    not null,
    asked_model            text    not null,
    task                   text    not null,
    tier                   text    not null,
    tier_reason            text    not null,
    deployment             text    not null,
    provider               text    not null,
    model                  text    not null,
    streamed               integer not null,               -- 0 or 1
    simulated              integer not null,               -- 1 = a demo provider: nobody is billed
    job                    text    not null,               -- batch job id, '' for none
    instance               text    not null,               -- the gateway that made the call, see fareway.instance
    opened_at              bigint  not null,
    closed_at              bigint,                         -- null = under way
    outcome                text,                           -- answered, refused, failed, cancelled, uncertain
    http_status            integer,
    error                  text,
    input_tokens           bigint,
    cache_read_tokens      bigint,
    cache_write_5m_tokens  bigint,
    cache_write_1h_tokens  bigint,
    output_tokens          bigint,
    reasoning_tokens       bigint,
    audio_input_tokens     bigint,
    audio_output_tokens    bigint,
    image_input_tokens     bigint,
    usage_estimated        integer,                        -- 1 = counted by us, not reported by the provider
    price_id               text,
    cost_pico_usd          bigint,                         -- null = price unknown
    first_byte_ms          bigint,
    duration_ms            bigint
);
create index attempt_by_request on attempt (request_id, number);
create index attempt_by_time on attempt (opened_at);
create index attempt_open on attempt (opened_at) where closed_at is null;

-- One row per request that reached the planner, written when its outcome is known, before the caller is told.
create table request (
    id                 text    not null primary key,
    received_at        bigint  not null,
    endpoint           text    not null,
    asked_model        text    not null,
    task               text    not null,
    tier               text    not null,
    tier_reason        text    not null,
    streamed           integer not null,
    job                text    not null,
    outcome            text    not null,                   -- answered, refused, failed, cancelled, uncertain
    status             integer not null,                   -- HTTP status told to the caller; 0 = nobody was told
    attempts           integer not null,
    deployment         text    not null,                   -- that answered, '' for none
    cost_pico_usd      bigint,                             -- all attempts; null = some price unknown
    baseline_pico_usd  bigint,                             -- the same usage at the baseline deployment; null = unknown or not answered
    baseline           text    not null,                   -- name of the baseline deployment
    first_byte_ms      bigint,                             -- from receipt to the first byte of the answer that counted
    duration_ms        bigint  not null
);
create index request_by_time on request (received_at);
create index request_by_job on request (job, received_at);
