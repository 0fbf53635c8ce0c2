-- installation table: names the organisations themselves, so it belongs to none of them
create table accounts_organisation (
  id ${uuid} primary key,
  name ${text} not null,
  law ${text} not null,
  public_body ${bool} not null,
  made_at ${instant} not null
);

-- One human has one account; `name_key` is the name as it is compared.
-- installation table: an account may be a member of several organisations
create table accounts_account (
  id ${uuid} primary key,
  name ${text} not null,
  name_key ${text} not null unique,
  made_by ${uuid} references accounts_account (id),
  made_at ${instant} not null,
  closed_at ${instant}
);

-- A closed account has none: neither its password nor its system user opens anything.
-- installation table: somebody signs in before it is known to which organisation
create table accounts_credential (
  account_id ${uuid} primary key references accounts_account (id),
  password_hash ${text} not null,
  system_user ${text} unique
);

-- installation table: says which account may enter which organisation, in which role
create table accounts_membership (
  account_id ${uuid} not null references accounts_account (id),
  organisation_id ${uuid} not null references accounts_organisation (id),
  role ${text} not null,
  primary key (account_id, organisation_id, role)
);
create index accounts_membership_of_organisation
  on accounts_membership (organisation_id, account_id);

-- Guesses are slowed by the name that is guessed at, known or not, so that the delay tells nothing.
-- `mark` is a keyed hash of the name: what people type by mistake may be a password.
-- installation table: a guess comes before anybody has entered an organisation
create table accounts_sign_in_delay (
  mark ${blob} primary key,
  failures ${int} not null,
  wait_until ${instant} not null
);
create index accounts_sign_in_delay_by_time on accounts_sign_in_delay (wait_until);
