-- That a system of the record and a connected one are the same thing, or are not: what a person has
-- said. Neither names anybody.
-- organisation table
create table drift_link (
  organisation_id ${uuid} not null,
  id ${uuid} not null,
  record_id ${uuid} not null,
  system_id ${uuid} not null,
  same ${bool} not null,
  said_at ${instant} not null,
  said_by ${uuid} not null,
  reason ${text} not null,
  ended_at ${instant},
  ended_by ${uuid},
  primary key (organisation_id, id),
  foreign key (organisation_id, system_id) references connectors_system (organisation_id, id)
);
create index drift_link_of_system on drift_link (organisation_id, system_id);

-- What disagrees, once each: `key` says what it is about. `evidence` holds counts and names of
-- tables and columns, never a value.
-- organisation table
create table drift_finding (
  organisation_id ${uuid} not null,
  id ${uuid} not null,
  number ${int} not null,
  key ${text} not null,
  what ${text} not null,
  severity ${int} not null,
  system_id ${uuid},
  record_id ${uuid},
  activities ${text} not null,
  evidence ${text} not null,
  state ${text} not null,
  found_at ${instant} not null,
  seen_at ${instant} not null,
  mended_at ${instant},
  accepted_until ${day},
  accepted_severity ${int},
  primary key (organisation_id, id),
  unique (organisation_id, number),
  unique (organisation_id, key)
);
create index drift_finding_of_state on drift_finding (organisation_id, state, severity);

-- What became of a finding, and when: found, accepted, reopened, mended.
-- organisation table
create table drift_turn (
  organisation_id ${uuid} not null,
  id ${uuid} not null,
  finding_id ${uuid} not null,
  at ${instant} not null,
  what ${text} not null,
  by_id ${uuid} not null,
  reason ${text} not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, finding_id) references drift_finding (organisation_id, id)
);
create index drift_turn_of_finding on drift_turn (organisation_id, finding_id);

-- The last check of each system: when it was looked into, and what kept it from being.
-- organisation table
create table drift_look (
  organisation_id ${uuid} not null,
  system_id ${uuid} not null,
  at ${instant} not null,
  looked_at ${instant},
  error ${text} not null,
  primary key (organisation_id, system_id),
  foreign key (organisation_id, system_id) references connectors_system (organisation_id, id)
);

-- The last check as a whole, and after how many years what no period covers is old.
-- organisation table
create table drift_setting (
  organisation_id ${uuid} not null,
  years ${int} not null,
  checked_at ${instant},
  primary key (organisation_id)
);

-- Proposals that somebody took: the changes of records and the links that came of it, to be undone
-- as one.
-- organisation table
create table drift_taking (
  organisation_id ${uuid} not null,
  id ${uuid} not null,
  number ${int} not null,
  at ${instant} not null,
  by_id ${uuid} not null,
  reason ${text} not null,
  changes ${text} not null,
  undone_at ${instant},
  undone_by ${uuid},
  primary key (organisation_id, id),
  unique (organisation_id, number)
);
