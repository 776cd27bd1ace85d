-- Requests that were sent once more to another deployment, beside the attempt that answered the caller.
create table shadow_call (
    id                    text    not null primary key,   -- request_id of the shadow's attempt
    shadow                text    not null,
    at_ms                 bigint  not null,
    deployment            text    not null,
    answered_by           text    not null,               -- whose answer the caller got
    streamed              integer not null,
    answered              integer not null,
    same                  integer not null,               -- 1 = the same words, but for blanks
    callers_chars         bigint  not null,               -- length of the answers' text
    chars                 bigint  not null,
    callers_pico_usd      bigint,                         -- null = price unknown
    pico_usd              bigint,
    callers_ms            bigint  not null,
    duration_ms           bigint  not null,
    callers_first_byte_ms bigint,
    first_byte_ms         bigint
);
create index shadow_call_by_time on shadow_call (at_ms);
