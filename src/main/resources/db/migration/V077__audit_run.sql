-- When audits were kept for the weekly report, also those that found nothing.
create table audit_run (
    found_at bigint not null primary key
);
insert into audit_run (found_at) select distinct found_at from audit_finding;
