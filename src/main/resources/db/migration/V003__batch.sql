-- A batch job is one input file; a line is one request of it.
create table batch_job (
    id           text    not null primary key,
    name         text    not null,                          -- file name in inbox/running and, as a rule, in the outbox
    input_bytes  bigint  not null,
    state        text    not null,                          -- running, writing, delivered, done
    output       text,                                      -- file name in the outbox; null until it is chosen
    received_at  bigint  not null,
    finished_at  bigint,
    lines_total  bigint,                                    -- null = not yet counted
    lines_done   bigint  not null,
    lines_failed bigint  not null
);
create index batch_job_by_state on batch_job (state, received_at);

-- Which line of a job was the first to use a custom_id; kept while the job runs.
create table batch_custom_id (
    job          text    not null,
    custom_id    text    not null,
    line         bigint  not null,
    primary key (job, custom_id)
);

-- Written when a line's result is known; kept until the result file is in place.
create table batch_line (
    job          text    not null,
    line         bigint  not null,                          -- 1 = first line of the file
    custom_id    text,                                      -- null = could not be read
    request_id   text    not null,                          -- '' = the line was never sent
    failed       integer not null,                          -- 0 or 1
    result       text    not null,                          -- the result line, JSON
    finished_at  bigint  not null,
    primary key (job, line)
);
