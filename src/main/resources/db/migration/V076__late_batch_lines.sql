-- Lines of provider batches end up to days after their hour was added up; the upkeep finds those that ended lately.
create index attempt_of_batches on attempt (closed_at) where kind = 'batch';
