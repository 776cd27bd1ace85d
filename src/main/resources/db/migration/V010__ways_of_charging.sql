-- What a price says beyond figures per token, as config/prices.yaml writes it; see pricing/PriceTermsJson.java.
alter table price add column terms text not null default '{}';

alter table attempt add column image_output_tokens bigint;
alter table attempt add column audio_cache_read_tokens bigint;
-- JSON objects: unit -> count as decimal text; part (token class or unit) -> whole pico-dollars. '' = none.
alter table attempt add column units text not null default '';
alter table attempt add column cost_parts text not null default '';
alter table attempt add column service_tier text not null default '';   -- standard, batch, flex, priority; '' = not said
alter table attempt add column region text not null default '';         -- as the provider says; '' = not said
