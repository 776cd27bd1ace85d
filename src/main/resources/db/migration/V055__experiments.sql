-- The experiment that a request takes part in, and its side of it: control, trial; '' = none.
alter table attempt add column experiment text not null default '';
alter table attempt add column arm text not null default '';
alter table request add column experiment text not null default '';
alter table request add column arm text not null default '';
create index request_by_experiment on request (experiment, received_at) where experiment <> '';

-- Who stopped a trial and who resumed it, and why; the last word on each experiment counts.
create table experiment_change (
    id          text    not null primary key,
    experiment  text    not null,
    change      text    not null,                  -- stop, resume
    reason      text    not null,
    author      text    not null,                  -- guard = stopped by its guard
    at_ms       bigint  not null
);
create index experiment_change_by_experiment on experiment_change (experiment, at_ms);
