-- organisation table
create table evidence_epoch (
  organisation_id ${uuid} not null,
  number ${int} not null,
  origin ${text} not null,
  begun_at ${instant} not null,
  size ${int} not null,
  note ${text} not null,
  previous ${text} not null,
  primary key (organisation_id, number),
  unique (organisation_id, origin)
);

-- organisation table
create table evidence_entry (
  organisation_id ${uuid} not null,
  id ${uuid} not null,
  at ${instant} not null,
  event ${text} not null,
  object ${text} not null,
  pseudonym ${text} not null,
  month ${text} not null,
  person_sealed ${blob},
  bytes ${blob} not null,
  epoch ${int},
  position ${int},
  primary key (organisation_id, id),
  unique (organisation_id, epoch, position)
);

create index evidence_entry_by_time on evidence_entry (organisation_id, at, id);
create index evidence_entry_by_person on evidence_entry (organisation_id, pseudonym, at, id);
create index evidence_entry_by_object on evidence_entry (organisation_id, object, at, id);
create index evidence_entry_waiting on evidence_entry (organisation_id, at, id)
  where position is null;

-- organisation table
create table evidence_tile (
  organisation_id ${uuid} not null,
  epoch ${int} not null,
  level ${int} not null,
  number ${int} not null,
  hashes ${blob} not null,
  primary key (organisation_id, epoch, level, number)
);

-- organisation table
create table evidence_checkpoint (
  organisation_id ${uuid} not null,
  epoch ${int} not null,
  size ${int} not null,
  note ${text} not null,
  signed_at ${instant} not null,
  left_at ${instant},
  primary key (organisation_id, epoch, size)
);
