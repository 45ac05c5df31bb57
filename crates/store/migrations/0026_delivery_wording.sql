-- How what was wrong with an attempt is said in another language, as `error_wording` of an import. Null where nothing was wrong, and in what
-- was tried before.
alter table webhook_delivery add column last_error_wording text null;
