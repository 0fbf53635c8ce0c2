-- Files attached to records. Their bytes lie beside the store, each sealed in a file of drawn name
-- under a key of its own, which is here, itself sealed. With that key what is in the file is gone:
-- of what was removed there is none, and the row says who removed it, when and why.
-- organisation table
create table records_attachment (
  organisation_id ${uuid} not null,
  id ${uuid} not null,
  record_id ${uuid} not null,
  name ${text} not null,
  what ${text} not null,
  type ${text} not null,
  bytes ${int} not null,
  sha256 ${text} not null,
  file ${uuid} not null,
  sealed_key ${blob},
  at ${instant} not null,
  by_id ${uuid} not null,
  removed_at ${instant},
  removed_by ${uuid},
  removed_because ${text},
  primary key (organisation_id, id)
);
create index records_attachment_of_record on records_attachment (organisation_id, record_id, at);
-- The same content stands once on a record.
create unique index records_attachment_content
  on records_attachment (organisation_id, record_id, sha256) where removed_at is null;

-- How large one may be, where the organisation has said so.
-- organisation table
create table records_attachment_limit (
  organisation_id ${uuid} not null,
  mebibytes ${int} not null,
  set_at ${instant} not null,
  set_by ${uuid} not null,
  primary key (organisation_id)
);
