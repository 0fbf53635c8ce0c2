-- What the limits are where they differ from the defaults.
-- organisation table
create table subjects_setting (
  organisation_id ${uuid} not null,
  name ${text} not null,
  value ${int} not null,
  primary key (organisation_id, name)
);

-- That somebody searched, and whether an action followed. Not for what: that is sealed in the log.
-- Kept for as long as a limit asks for it.
-- organisation table
create table subjects_search (
  organisation_id ${uuid} not null,
  id ${uuid} not null,
  account_id ${uuid} not null,
  at ${instant} not null,
  acted ${bool} not null,
  primary key (organisation_id, id)
);
create index subjects_search_of_account on subjects_search (organisation_id, account_id, at);
create index subjects_search_by_time on subjects_search (organisation_id, at);

-- Whom it found.
-- organisation table
create table subjects_found (
  organisation_id ${uuid} not null,
  search_id ${uuid} not null,
  person_id ${uuid} not null,
  primary key (organisation_id, search_id, person_id),
  foreign key (organisation_id, search_id) references subjects_search (organisation_id, id)
);
create index subjects_found_of_person on subjects_found (organisation_id, person_id);

-- By what the people who work here are known, as blind indexes: so that a search of oneself or of
-- a colleague is noticed.
-- organisation table
create table subjects_staff (
  organisation_id ${uuid} not null,
  account_id ${uuid} not null,
  kind ${text} not null,
  blind ${blob} not null,
  primary key (organisation_id, account_id, kind)
);

-- A search that somebody else looks at. The words of people are sealed.
-- organisation table
create table subjects_alarm (
  organisation_id ${uuid} not null,
  id ${uuid} not null,
  kind ${text} not null,
  account_id ${uuid} not null,
  entry_id ${uuid} not null,
  at ${instant} not null,
  reference ${blob} not null,
  explanation ${blob},
  explained_at ${instant},
  verdict ${text},
  note ${blob},
  reviewed_by ${uuid},
  reviewed_at ${instant},
  primary key (organisation_id, id)
);
create index subjects_alarm_by_time on subjects_alarm (organisation_id, at, id);
create index subjects_alarm_of_account on subjects_alarm (organisation_id, account_id, kind, at);
