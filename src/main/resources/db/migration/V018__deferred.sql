-- A request that waits for a budget to begin anew, with its answer once it has one.
create table deferred_request (
    id            text    not null primary key,             -- also the id of the request that was put off
    caller        text    not null,                         -- who may read the answer; '' = anybody with a key
    body          text    not null,                         -- the request body, JSON
    task          text    not null,                         -- the caller's hint; '' = none
    reason        text    not null,                         -- why it waits
    state         text    not null,                         -- waiting, running, answered, failed, expired
    instance      text    not null,                         -- the gateway that works on it; '' while it waits
    deferred_at     bigint  not null,
    not_before    bigint  not null,                         -- when it is tried next
    expires_at    bigint  not null,                         -- when nobody needs the answer any more
    request_id    text    not null,                         -- of its last try in the ledger; '' = none yet
    status        integer not null,                         -- HTTP status of the answer; 0 = none yet
    answer        text    not null,                         -- the answer or the error object; '' = none yet
    finished_at   bigint                                    -- null = not finished
);
create index deferred_request_by_state on deferred_request (state, not_before);
