-- What callers of /v1/messages/batches are told beside what api_batch holds already.
alter table api_batch add column requests     bigint;     -- how many there are; null = not known before its job has counted
alter table api_batch add column cancelled_at bigint;     -- when its end was asked for; null = never
