-- When a version was to be looked through next, so that undoing a review gives the day back.
alter table records_version add column review_on ${day};
