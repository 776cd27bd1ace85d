-- Where the saving of an answer comes from, in pico-dollars; null = not answered, a price is unknown, or booked before.
-- They sum to the baseline less the cost of the attempt that answered.
alter table request add column saved_routing_pico bigint;
alter table request add column saved_failover_pico bigint;    -- negative: the preferred deployment would have been cheaper
alter table request add column saved_cache_pico bigint;
alter table request add column saved_batch_pico bigint;
alter table request add column saved_off_peak_pico bigint;
