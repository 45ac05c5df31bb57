-- How a failure is said in another language, as JSON: the name of its sentence, and the values in it by name. Null where nothing failed,
-- where a failure has no name, and in what failed before.
alter table import add column error_wording text null;
alter table exchange add column error_wording text null;
alter table job_turn add column failure_wording text null;
