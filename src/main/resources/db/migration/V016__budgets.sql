-- One budget of one subject in one day, week or month; made when it is first touched, with what was spent before.
create table budget_window (
    id            text    not null primary key,   -- budget|subject|first moment
    budget        text    not null,
    scope         text    not null,               -- total, caller, team, tier, provider
    subject       text    not null,               -- '' = everything
    opens_at      bigint  not null,
    closes_at     bigint  not null,
    limit_pico    bigint  not null,               -- as configured when it was last touched
    spent_pico    bigint  not null,
    reserved_pico bigint  not null,               -- sum of its reservations
    overrun_pico  bigint  not null,               -- the part of spent by which settlements exceeded their reservations
    warned        integer not null                -- highest percent that was warned about; 0 = none
);
create index budget_window_by_end on budget_window (closes_at);

-- The worst case of a request under way, in one window; gone when the request is settled.
create table budget_reservation (
    request_id    text    not null,
    window_id     text    not null,
    pico          bigint  not null,
    instance      text    not null,               -- the gateway that answers the request
    reserved_at   bigint  not null,
    primary key (request_id, window_id)
);
create index budget_reservation_by_instance on budget_reservation (instance, reserved_at);
