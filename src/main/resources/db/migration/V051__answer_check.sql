-- How an answer stood the checks of its tier: passed, or the check that failed; '' = not checked.
alter table attempt add column answer_check text not null default '';
