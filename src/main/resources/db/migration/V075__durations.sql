-- How long answers took, by the hour in which their request was received: histograms as text (report/DurationHistogram.java),
-- so that percentiles of long periods need no single rows. Empty text: nothing was measured.
create table request_duration (
    hour        bigint not null,                         -- first moment, ms since 1970 UTC
    tier        text   not null,
    task        text   not null,
    job         text   not null,
    whole       text   not null,                         -- ms from receipt to the end of the answer
    first_byte  text   not null,                         -- ms from receipt to its beginning
    primary key (hour, tier, task, job)
);

create table attempt_duration (
    hour        bigint not null,
    provider    text   not null,
    deployment  text   not null,
    whole       text   not null,                         -- ms from sending
    first_byte  text   not null,
    primary key (hour, deployment)
);

-- Hours that were added up without them are added up once more.
delete from cell_upkeep;
