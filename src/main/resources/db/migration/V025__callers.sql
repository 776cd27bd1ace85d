-- Whose key a request came with: names of config/callers.yaml, '' = none. On attempts too, because a request whose
-- gateway was killed is put together from them.
alter table request add column caller text not null default '';
alter table request add column team text not null default '';
create index request_by_caller on request (caller, received_at) where caller <> '';
create index request_by_team on request (team, received_at) where team <> '';
alter table attempt add column caller text not null default '';
alter table attempt add column team text not null default '';
create index attempt_by_caller on attempt (caller, opened_at) where caller <> '';
create index attempt_by_team on attempt (team, opened_at) where team <> '';
