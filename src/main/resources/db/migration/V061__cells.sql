-- Requests and their attempts added up by the hour in which the request was received, for questions about long periods.
-- One row for each combination of names; the sums are those of report/Cells.java.
create table request_cell (
    hour                 bigint not null,                -- first moment, ms since 1970 UTC
    provider             text   not null,                -- of the last attempt, '' for none; model and deployment likewise
    deployment           text   not null,
    model                text   not null,
    tier                 text   not null,
    task                 text   not null,
    job                  text   not null,
    caller               text   not null,
    team                 text   not null,
    outcome              text   not null,
    baseline             text   not null,
    requests             bigint not null,
    answered             bigint not null,
    refused              bigint not null,
    cancelled            bigint not null,
    failed               bigint not null,
    priced               bigint not null,
    compared             bigint not null,
    baseline_pico        bigint not null,
    saved_routing_pico   bigint not null,
    saved_failover_pico  bigint not null,
    saved_cache_pico     bigint not null,
    saved_batch_pico     bigint not null,
    saved_off_peak_pico  bigint not null,
    primary key (hour, deployment, tier, task, job, caller, team, outcome, baseline)
);

create table attempt_cell (
    hour                    bigint not null,
    provider                text   not null,
    deployment              text   not null,
    model                   text   not null,
    tier                    text   not null,
    task                    text   not null,
    job                     text   not null,
    caller                  text   not null,
    team                    text   not null,
    outcome                 text   not null,             -- of the request
    attempts                bigint not null,
    answered                bigint not null,
    failed                  bigint not null,
    simulated               bigint not null,
    estimated               bigint not null,
    unpriced                bigint not null,
    input_tokens            bigint not null,
    cache_read_tokens       bigint not null,
    cache_write_5m_tokens   bigint not null,
    cache_write_1h_tokens   bigint not null,
    output_tokens           bigint not null,
    reasoning_tokens        bigint not null,
    audio_input_tokens      bigint not null,
    audio_output_tokens     bigint not null,
    image_input_tokens      bigint not null,
    image_output_tokens     bigint not null,
    audio_cache_read_tokens bigint not null,
    unpriced_tokens         bigint not null,
    cost_pico               bigint not null,
    compared_pico           bigint not null,
    answering_pico          bigint not null,
    unanswered_pico         bigint not null,
    primary key (hour, deployment, tier, task, job, caller, team, outcome)
);

-- How far they have come: first hour without sums.
create table cell_upkeep (
    id          integer not null primary key,            -- always 1
    added_up_to bigint  not null
);
