-- What each audit found that no longer holds; see pricing/audit.
create table audit_finding (
    found_at  bigint  not null,
    number    integer not null,                          -- 1 = first of its audit
    kind      text    not null,                          -- became_dearer, order_not_by_price, stale_price, ...
    subject   text    not null,
    finding   text    not null,
    advice    text    not null,
    primary key (found_at, number)
);
