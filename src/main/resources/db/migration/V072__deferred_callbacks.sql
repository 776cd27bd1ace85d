-- Requests of every dialect may wait; what their callers have said beside the body, and where the answer is to be told.
alter table deferred_request add column dialect        text    not null default 'openai-chat';
alter table deferred_request add column address        text    not null default '';       -- path it came by: some dialects put the model there
alter table deferred_request add column wishes         text    not null default '{}';     -- headers x-fareway-*, JSON
alter table deferred_request add column callback       text    not null default '';       -- URL to be told the end; '' = none
alter table deferred_request add column callback_at    bigint;                            -- when it is told next; null = never (again)
alter table deferred_request add column callback_tries integer not null default 0;
create index deferred_request_by_callback on deferred_request (callback_at);
