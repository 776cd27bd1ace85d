-- A file of POST /v1/files, or a result of a batch; its bytes lie in a folder (fareway.files.folder) under its id.
create table api_file (
    id         text    not null primary key,
    owner      text    not null,                          -- whose key uploaded it, see FileOwner
    filename   text    not null,
    purpose    text    not null,                          -- batch, batch_output
    bytes      bigint  not null,
    created_at bigint  not null,
    expires_at bigint                                     -- null = kept until it is deleted
);
create index api_file_by_owner on api_file (owner, created_at);

-- A batch of POST /v1/batches: what the caller said; how far it is stands in batch_job under the same id.
create table api_batch (
    id                text    not null primary key,
    owner             text    not null,
    input_file        text    not null,
    endpoint          text    not null,
    completion_window text    not null,
    metadata          text    not null,                   -- JSON object, or null as JSON
    created_at        bigint  not null,
    expires_at        bigint  not null
);
create index api_batch_by_owner on api_batch (owner, created_at);
