-- In which order results were recorded: a job with `order: any` writes them so, while it runs.
alter table batch_line add column position bigint not null default 0;       -- 1 = recorded first; gaps mean nothing
alter table batch_job  add column recorded bigint not null default 0;       -- largest position given so far
create index batch_line_by_position on batch_line (job, position);

-- How far the growing result file of such a job is on disk; what it holds beyond is written anew after a crash.
create table batch_growth (
    job      text    not null primary key,
    position bigint  not null,                             -- of the last result in it
    bytes    bigint  not null
);

-- Of two gateways that choose at the same moment, one has to choose another name.
create unique index batch_job_by_output on batch_job (home, output) where state <> 'done';
