-- How many grants, substitutes, reviews and changes of the field policy there have been; gives the
-- next number.
-- organisation table
create table accounts_counter (
  organisation_id ${uuid} not null,
  what ${text} not null,
  counted ${int} not null,
  primary key (organisation_id, what)
);

-- Whose data an account's standing roles are for; an account without a line: everybody's.
-- organisation table
create table accounts_limit (
  organisation_id ${uuid} not null,
  account_id ${uuid} not null,
  controller ${text} not null,
  primary key (organisation_id, account_id, controller)
);

-- When an account last did something here, to the minute: what nobody uses can be withdrawn.
-- organisation table
create table accounts_last_use (
  organisation_id ${uuid} not null,
  account_id ${uuid} not null,
  used_at ${instant} not null,
  primary key (organisation_id, account_id)
);

-- A role that somebody needs for a time, from the asking to the end. `state` is asked, granted,
-- refused, withdrawn or revoked; one that was granted ends by itself at `until_at`.
-- organisation table
create table accounts_grant (
  organisation_id ${uuid} not null,
  number ${int} not null,
  account_id ${uuid} not null,
  role ${text} not null,
  reason ${text} not null,
  from_at ${instant} not null,
  until_at ${instant} not null,
  state ${text} not null,
  ended_at ${instant},
  primary key (organisation_id, number)
);
create index accounts_grant_of_account on accounts_grant (organisation_id, account_id);

-- Whose data a grant is for; a grant without a line: everybody's.
-- organisation table
create table accounts_grant_limit (
  organisation_id ${uuid} not null,
  number ${int} not null,
  controller ${text} not null,
  primary key (organisation_id, number, controller)
);

-- The formal record of a grant: who did what when, and why. Never changed.
-- organisation table
create table accounts_grant_step (
  organisation_id ${uuid} not null,
  number ${int} not null,
  step ${int} not null,
  state ${text} not null,
  account_id ${uuid} not null,
  made_at ${instant} not null,
  reason ${text} not null,
  primary key (organisation_id, number, step)
);

-- Who has another's standing roles while he is away.
-- organisation table
create table accounts_substitute (
  organisation_id ${uuid} not null,
  number ${int} not null,
  absent_id ${uuid} not null,
  substitute_id ${uuid} not null,
  reason ${text} not null,
  from_at ${instant} not null,
  until_at ${instant} not null,
  made_by ${uuid} not null,
  made_at ${instant} not null,
  ended_at ${instant},
  ended_by ${uuid},
  primary key (organisation_id, number)
);
create index accounts_substitute_of_account on accounts_substitute (organisation_id, substitute_id);

-- Who has what, looked through by somebody at a time; `next_on` is when it is due again.
-- organisation table
create table accounts_review (
  organisation_id ${uuid} not null,
  number ${int} not null,
  begun_by ${uuid} not null,
  begun_at ${instant} not null,
  attested_by ${uuid},
  attested_at ${instant},
  next_on ${day},
  primary key (organisation_id, number)
);

-- What one had when the review began: a standing role, a grant or a substitute (`number`).
-- organisation table
create table accounts_review_line (
  organisation_id ${uuid} not null,
  review ${int} not null,
  line ${int} not null,
  account_id ${uuid} not null,
  kind ${text} not null,
  role ${text} not null,
  number ${int} not null,
  used_at ${instant},
  verdict ${text},
  decided_by ${uuid},
  decided_at ${instant},
  reason ${text},
  primary key (organisation_id, review, line)
);

-- What the organisation has decided otherwise than the field policy that is shipped.
-- organisation table
create table accounts_field (
  organisation_id ${uuid} not null,
  task ${text} not null,
  data_class ${text} not null,
  role ${text} not null,
  allowed ${int} not null,
  primary key (organisation_id, task, data_class, role)
);

-- The record of it: one asks, another agrees, one of them administrator and one DPO.
-- organisation table
create table accounts_field_change (
  organisation_id ${uuid} not null,
  number ${int} not null,
  task ${text} not null,
  data_class ${text} not null,
  role ${text} not null,
  allowed ${int} not null,
  reason ${text} not null,
  state ${text} not null,
  asked_by ${uuid} not null,
  asked_at ${instant} not null,
  decided_by ${uuid},
  decided_at ${instant},
  primary key (organisation_id, number)
);
