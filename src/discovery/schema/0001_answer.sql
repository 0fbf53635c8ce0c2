-- What a person said of a column: personal or not. It names tables and columns and nobody. What is
-- taken back stays, so that a map that relied on it can be explained.
-- organisation table
create table discovery_answer (
  organisation_id ${uuid} not null,
  id ${uuid} not null,
  system_id ${uuid} not null,
  table_name ${text} not null,
  column_name ${text} not null,
  words ${text} not null,
  personal ${bool} not null,
  category ${text} not null,
  said_at ${instant} not null,
  said_by ${uuid} not null,
  withdrawn_at ${instant},
  withdrawn_by ${uuid},
  primary key (organisation_id, id),
  foreign key (organisation_id, system_id) references connectors_system (organisation_id, id)
);
create index discovery_answer_of_system on discovery_answer (organisation_id, system_id);
