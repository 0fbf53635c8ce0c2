-- `token_hash` is of the random token in the browser's cookie, which nobody else has.
-- installation table: a token comes before it is known whose it is
create table accounts_session (
  id ${uuid} primary key,
  token_hash ${blob} not null unique,
  account_id ${uuid} not null references accounts_account (id),
  organisation_id ${uuid} not null references accounts_organisation (id),
  made_at ${instant} not null,
  used_at ${instant} not null,
  ends_at ${instant} not null
);
create index accounts_session_of_account on accounts_session (account_id, organisation_id);
create index accounts_session_by_end on accounts_session (ends_at);
