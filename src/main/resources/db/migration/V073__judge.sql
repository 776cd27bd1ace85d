-- What the judge of its tier gave an answer, 0 to 10; null = not judged.
alter table attempt add column answer_score bigint;
-- Calls apart from those that answer callers, whose spend reports tell by itself.
create index attempt_apart on attempt (opened_at, kind) where kind in ('judge', 'evaluation');
