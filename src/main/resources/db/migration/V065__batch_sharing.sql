-- Gateways that work on jobs now; one whose beat stands still is dead, and what it has claimed is free again.
create table batch_gateway (
    id       text    not null primary key,                  -- of one run of a gateway
    instance text    not null,                              -- of the gateway, the same after a restart
    beat     bigint  not null                               -- rises while it lives
);

-- What each of them works on: a job as a whole, a hundred lines of one, an inbox.
create table batch_claim (
    work     text    not null,
    part     bigint  not null,
    gateway  text    not null,
    primary key (work, part)
);
create index batch_claim_by_gateway on batch_claim (gateway);

-- Which inbox or folder of uploads a job's files lie in: gateways with another one leave it alone.
alter table batch_job add column home text not null default '';
