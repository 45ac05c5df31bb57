-- How it is said in another language why an edition was not made and why a model was not fitted again, as `error_wording` of an import. Null
-- where nothing failed, and in what failed before.
alter table report_edition add column failure_wording text null;
alter table refit_failure add column reason_wording text null;
