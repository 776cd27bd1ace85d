-- Hours whose alarm was raised, so that of several gateways one raises it.
create table cost_alarm (
    hour bigint not null primary key                     -- first moment, ms since 1970 UTC
);
