-- What of a pack lies in the organisation's record, and what the pack last wrote there: what
-- differs from it now is the organisation's own.
-- organisation table
create table packs_record (
  organisation_id ${uuid} not null,
  pack ${text} not null,
  kind ${text} not null,
  key ${text} not null,
  record_id ${uuid} not null,
  content ${json} not null,
  primary key (organisation_id, pack, kind, key)
);

-- What was answered of a pack's questions so far, in which language, for which country.
-- organisation table
create table packs_answer (
  organisation_id ${uuid} not null,
  pack ${text} not null,
  language ${text} not null,
  country ${text} not null,
  answers ${json} not null,
  applied_version ${int} not null,
  changed_at ${instant} not null,
  changed_by ${uuid} not null,
  primary key (organisation_id, pack)
);
