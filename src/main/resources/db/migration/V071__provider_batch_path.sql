-- The address of each request of a batch, below the provider's base URL: batch APIs want to know it.
alter table provider_batch add column path text not null default '/chat/completions';
