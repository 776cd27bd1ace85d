-- What is wanted of a job and what came of it, beside the phase it is in (state).
alter table batch_job add column options       text    not null default '{}';      -- JSON, see JobOptions
alter table batch_job add column control       text    not null default 'run';     -- run, pause, cancel, expire
alter table batch_job add column note          text    not null default '';        -- why it is paused, in one line
alter table batch_job add column priority      integer not null default 0;         -- larger goes first
alter table batch_job add column cost_pico_usd bigint  not null default 0;         -- of the lines with a result, as far as known
alter table batch_job add column report        text    not null default '';        -- closing report, JSON

-- How many lines went which way, and what they cost.
create table batch_tally (
    job               text    not null,
    way               text    not null,                          -- live, provider_batch, none (never sent)
    lines             bigint  not null,
    failed            bigint  not null,
    unpriced          bigint  not null,                          -- lines of unknown cost
    cost_pico_usd     bigint  not null,
    compared_pico_usd bigint  not null,                          -- cost of those lines whose baseline is known
    baseline_pico_usd bigint  not null,
    primary key (job, way)
);

alter table batch_line add column reason text not null default '';                 -- of a failed line: an error code or status
alter table batch_line add column way    text not null default 'live';
