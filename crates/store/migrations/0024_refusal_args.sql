-- The values in the reason of a refusal, by name, as JSON; null where they are not told apart from its sentence.
alter table source_refusal add column args text null;
