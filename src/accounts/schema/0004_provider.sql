-- Who else may say who somebody is: an OpenID provider, in which the organisation trusts.
-- `issuer` is compared letter by letter. `second_factor_by`: words as "acr=loa3" or "amr=mfa",
-- one a line; a sign-in for which the provider says one of them needs no second factor of ours.
-- organisation table
create table accounts_provider (
  organisation_id ${uuid} not null,
  id ${uuid} not null,
  name ${text} not null,
  issuer ${text} not null,
  client_id ${text} not null,
  secret_sealed ${blob},
  second_factor_by ${text} not null,
  made_at ${instant} not null,
  primary key (organisation_id, id),
  unique (organisation_id, name)
);

-- Whose account an identity opens. `identity_hash` is a keyed hash of issuer and subject: what
-- a provider calls somebody may be his national id.
-- organisation table
create table accounts_identity (
  organisation_id ${uuid} not null,
  identity_hash ${blob} not null,
  provider_id ${uuid} not null,
  account_id ${uuid} not null,
  bound_at ${instant} not null,
  primary key (organisation_id, identity_hash)
);

-- Who signs in by the provider with this code binds his identity there to the account; once.
-- organisation table
create table accounts_invitation (
  organisation_id ${uuid} not null,
  code_hash ${blob} not null,
  provider_id ${uuid} not null,
  account_id ${uuid} not null,
  ends_at ${instant} not null,
  primary key (organisation_id, code_hash)
);

-- Somebody who is at the provider and not back yet. It goes when he is back, before anything is
-- asked of the provider, so an answer is taken once. `browser_hash` is of the cookie of the
-- browser he left by.
-- organisation table
create table accounts_provider_way (
  organisation_id ${uuid} not null,
  state_hash ${blob} not null,
  browser_hash ${blob} not null,
  provider_id ${uuid} not null,
  sealed ${blob} not null,
  ends_at ${instant} not null,
  primary key (organisation_id, state_hash)
);
create index accounts_provider_way_by_end on accounts_provider_way (organisation_id, ends_at);
