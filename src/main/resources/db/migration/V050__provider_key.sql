-- The name of the provider's key that a call carried, never the key itself; '' = none, or older than this column.
alter table attempt add column provider_key text not null default '';
