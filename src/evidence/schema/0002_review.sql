-- The review of one month of the log by a random sample: who drew it, and when it was attested.
-- organisation table
create table evidence_review (
  organisation_id ${uuid} not null,
  id ${uuid} not null,
  month ${text} not null,
  made_by ${uuid} not null,
  made_at ${instant} not null,
  population ${int} not null,
  attested_at ${instant},
  primary key (organisation_id, id),
  unique (organisation_id, month)
);

-- organisation table
create table evidence_review_entry (
  organisation_id ${uuid} not null,
  review_id ${uuid} not null,
  ordinal ${int} not null,
  entry_id ${uuid} not null,
  verdict ${text},
  marked_at ${instant},
  primary key (organisation_id, review_id, ordinal),
  unique (organisation_id, review_id, entry_id),
  foreign key (organisation_id, review_id) references evidence_review (organisation_id, id)
);
