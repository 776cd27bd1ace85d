-- A message of the queue that stands for a whole job, kept until its sender is told that the job is done.
create table queue_job (
    message_id     text    not null primary key,
    job            text    not null,
    correlation_id text    not null,
    reply_to       text    not null,                      -- name of a queue; '' = the queue of results
    received_at    bigint  not null
);
