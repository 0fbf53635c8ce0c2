-- Whose data a job is about: the controllers, as a JSON array of names; null where that is not
-- known before it has run, or where it is about everybody's.
alter table jobs_job add column controllers ${json};
