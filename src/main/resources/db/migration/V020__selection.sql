-- How a request's candidates were chosen, as JSON (ledger/StoredSelection); '' = it did not get that far.
alter table request add column selection text not null default '';
