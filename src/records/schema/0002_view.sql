-- A list that somebody keeps under a name: what it is narrowed to, its order and its columns.
-- organisation table
create table records_view (
  organisation_id ${uuid} not null,
  id ${uuid} not null,
  kind ${text} not null,
  name ${text} not null,
  owner_id ${uuid} not null,
  shared ${bool} not null,
  look ${json} not null,
  changed_at ${instant} not null,
  primary key (organisation_id, id),
  unique (organisation_id, kind, owner_id, name)
);
