-- The answer to a message of the queue, kept until no broker can deliver the message again.
create table queue_result (
    message_id   text    not null primary key,
    status       integer not null,                          -- HTTP status, as the API would have answered
    request_id   text    not null,
    answer       text    not null,                          -- JSON
    finished_at  bigint  not null
);
create index queue_result_by_age on queue_result (finished_at);
