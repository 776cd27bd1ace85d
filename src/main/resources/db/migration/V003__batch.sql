-- A batch job is one input file; a line is one request of it.
create table batch_job (
    id           text    not null primary key,
    name         text    not null,                          -- file name without folder
    input_path   text    not null,                          -- where the claimed input lies
    input_sha256 text    not null,
    state        text    not null,                          -- running, writing, done, failed
    received_at  bigint  not null,
    finished_at  bigint,
    lines_total  bigint,                                    -- null = not yet counted
    lines_done   bigint  not null,
    lines_failed bigint  not null
);
create table batch_line (
    job          text    not null,
    line         bigint  not null,                          -- 1 = first line of the file
    custom_id    text    not null,
    request_id   text    not null,
    failed       integer not null,                          -- 0 or 1
    result       text    not null,                          -- the result line, JSON
    finished_at  bigint  not null,
    primary key (job, line)
);
