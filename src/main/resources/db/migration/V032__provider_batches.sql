-- A batch that we have handed, or are about to hand, to a provider's batch API: some lines of one job for one deployment.
create table provider_batch (
    id          text    not null primary key,
    job         text    not null,
    deployment  text    not null,
    key_name    text    not null,                         -- which of our keys it belongs to
    state       text    not null,                         -- filling, sealed, uploaded, creating, created, cancelling, ended
    lines       bigint  not null,
    input_file  text    not null,                         -- id at the provider; '' before the upload
    remote_id   text    not null,                         -- id at the provider; '' before it is known
    opened_at   bigint  not null,
    creating_at bigint,                                   -- before the call that creates it: found again after a crash
    ended_at    bigint,
    note        text    not null                          -- how it ended, in one line
);
create index provider_batch_by_job on provider_batch (job, state);

-- The lines of such batches, kept while their job runs.
create table provider_batch_line (
    batch        text    not null,
    job          text    not null,
    line         bigint  not null,
    custom_id    text    not null,
    request_id   text    not null,                        -- of the request in the ledger
    tier         text    not null,
    tier_reason  text    not null,
    spool_offset bigint  not null,                        -- where its request stands in our copy of the file
    spool_bytes  integer not null,
    state        text    not null,                        -- sent, answered, returned (to be sent live)
    primary key (batch, line)
);
create index provider_batch_line_by_job on provider_batch_line (job, line);
