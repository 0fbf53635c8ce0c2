-- Every version of every map. It names tables and columns and says nothing of any person, so it
-- lies readable. `essence` is what the system was like at the confirmation.
-- organisation table
create table datamap_map (
  organisation_id ${uuid} not null,
  id ${uuid} not null,
  system_id ${uuid} not null,
  version ${int} not null,
  yaml ${text} not null,
  essence ${text},
  made_at ${instant} not null,
  made_by ${uuid} not null,
  confirmed_at ${instant},
  confirmed_by ${uuid},
  primary key (organisation_id, id),
  unique (organisation_id, system_id, version),
  foreign key (organisation_id, system_id) references connectors_system (organisation_id, id)
);
