-- What the columns of lists from elsewhere mean, by the name that somebody gave it.
-- organisation table
create table records_mapping (
  organisation_id ${uuid} not null,
  id ${uuid} not null,
  kind ${text} not null,
  name ${text} not null,
  content ${json} not null,
  saved_at ${instant} not null,
  saved_by ${uuid} not null,
  primary key (organisation_id, id),
  unique (organisation_id, kind, name)
);
