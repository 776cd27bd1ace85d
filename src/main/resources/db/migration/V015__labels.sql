-- For whom a request was made, as its caller labels it; '' = no label.
alter table request add column end_user text not null default '';
alter table request add column session text not null default '';
create index request_by_user on request (end_user, received_at) where end_user <> '';
create index request_by_session on request (session, received_at) where session <> '';
