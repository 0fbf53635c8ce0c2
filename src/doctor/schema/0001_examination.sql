-- What the last look at the installation found: keys of sentences and what goes into them, nothing
-- of any person. The next look takes its place.
-- organisation table
create table doctor_examination (
  organisation_id ${uuid} primary key,
  job ${text} not null,
  made_at ${instant} not null,
  findings ${json} not null
);
