-- What somebody without an account is asked about one record. `question` (of whom, what he is
-- shown, the record as it stood then) and `reply` (what he said) are sealed, and gone some time
-- after the end; that he was asked and what came of it stays.
-- organisation table
create table guests_request (
  organisation_id ${uuid} not null,
  id ${uuid} not null,
  serial ${int} not null,
  record_id ${uuid} not null,
  kind ${text} not null,
  state ${text} not null,
  question ${blob},
  reply ${blob},
  asked_at ${instant} not null,
  asked_by ${uuid} not null,
  ends_at ${instant} not null,
  opened_at ${instant},
  answered_at ${instant},
  ended_at ${instant},
  ended_by ${uuid},
  reminded ${int} not null,
  mail ${text} not null,
  primary key (organisation_id, id),
  unique (organisation_id, serial)
);
create index guests_request_of_record on guests_request (organisation_id, record_id, serial);
create index guests_request_by_state on guests_request (organisation_id, state, serial);

-- The links of a request, by the hash of what stands in them: who reads the store can follow none.
-- A reminder has one of its own.
-- organisation table
create table guests_token (
  organisation_id ${uuid} not null,
  hash ${text} not null,
  request_id ${uuid} not null,
  made_at ${instant} not null,
  primary key (organisation_id, hash)
);
create index guests_token_of_request on guests_token (organisation_id, request_id);
