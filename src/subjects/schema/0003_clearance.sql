-- A search that met somebody who works here: its answer waits until a second person has said yes.
-- `digest` is a keyed hash of who asks for whom and why, so that the yes is for that search alone.
-- What was searched for is in the log, not here. `concerns`: sealed, the accounts that it met.
-- organisation table
create table subjects_clearance (
  organisation_id ${uuid} not null,
  number ${text} not null,
  account_id ${uuid} not null,
  digest ${blob} not null,
  kind ${text} not null,
  reference ${blob} not null,
  concerns ${blob} not null,
  entry_id ${uuid} not null,
  asked_at ${instant} not null,
  state ${text} not null,
  decided_by ${uuid},
  decided_at ${instant},
  until_at ${instant},
  note ${blob},
  used_at ${instant},
  primary key (organisation_id, number)
);
create index subjects_clearance_by_digest on subjects_clearance (organisation_id, digest);
create index subjects_clearance_by_time on subjects_clearance (organisation_id, asked_at);
