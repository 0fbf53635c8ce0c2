-- What somebody has beside the password: a secret from which his telephone and we make a code
-- each half-minute (RFC 6238), sealed. `pending_sealed` is one that no code has confirmed yet;
-- the other stays in force meanwhile. No half-minute up to `last_step` is taken any more, so a
-- code opens once.
-- organisation table: the secret is sealed with the organisation's key
create table accounts_second_factor (
  organisation_id ${uuid} not null,
  account_id ${uuid} not null,
  secret_sealed ${blob},
  pending_sealed ${blob},
  made_at ${instant} not null,
  confirmed_at ${instant},
  last_step ${int} not null,
  primary key (organisation_id, account_id)
);

-- Ten codes for the day on which the telephone is lost: keyed hashes, each taken once.
-- organisation table
create table accounts_recovery_code (
  organisation_id ${uuid} not null,
  account_id ${uuid} not null,
  code_hash ${blob} not null,
  used_at ${instant},
  primary key (organisation_id, account_id, code_hash)
);

-- What somebody else did to an account's way in: told when it is next signed in to, until it is
-- seen.
-- organisation table
create table accounts_notice (
  organisation_id ${uuid} not null,
  account_id ${uuid} not null,
  id ${uuid} not null,
  event ${text} not null,
  made_at ${instant} not null,
  primary key (organisation_id, account_id, id)
);

-- What the organisation asks of everybody who signs in. No row: nothing more than a password.
-- organisation table
create table accounts_sign_in_rule (
  organisation_id ${uuid} primary key,
  second_factor_since ${instant}
);

-- A session that has only half begun: 'code' until the code was right, 'enrolment' until there
-- is a second factor. Nothing where it is whole.
alter table accounts_session add column waits_for ${text};
