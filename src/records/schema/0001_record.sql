-- Records of every kind as they are now; what they were stands in records_version. `title_key` and
-- `sorted` below order as people of the organisation order words.
-- organisation table
create table records_record (
  organisation_id ${uuid} not null,
  id ${uuid} not null,
  kind ${text} not null,
  number ${int} not null,
  version ${int} not null,
  title ${text} not null,
  title_key ${text} not null,
  state ${text} not null,
  unit_id ${uuid},
  owner_id ${uuid},
  archived ${bool} not null,
  review_on ${day},
  made_at ${instant} not null,
  changed_at ${instant} not null,
  changed_by ${uuid} not null,
  primary key (organisation_id, id),
  unique (organisation_id, kind, number)
);
create index records_record_by_title on records_record (organisation_id, kind, title_key, number);
create index records_record_by_change on records_record (organisation_id, kind, changed_at, number);
create index records_record_review on records_record (organisation_id, review_on)
  where review_on is not null;

-- How many of a kind there have been; gives the next number.
-- organisation table
create table records_series (
  organisation_id ${uuid} not null,
  kind ${text} not null,
  counted ${int} not null,
  primary key (organisation_id, kind)
);

-- What somebody did at once, to one record or to many.
-- organisation table
create table records_change (
  organisation_id ${uuid} not null,
  id ${uuid} not null,
  kind ${text} not null,
  what ${text} not null,
  at ${instant} not null,
  by_id ${uuid} not null,
  reason ${text} not null,
  records ${int} not null,
  undoes_id ${uuid},
  primary key (organisation_id, id)
);
create index records_change_of_kind on records_change (organisation_id, kind, at);
create unique index records_change_undone on records_change (organisation_id, undoes_id)
  where undoes_id is not null;

-- Every version whole, never changed and never removed alone.
-- organisation table
create table records_version (
  organisation_id ${uuid} not null,
  record_id ${uuid} not null,
  version ${int} not null,
  change_id ${uuid} not null,
  at ${instant} not null,
  title ${text} not null,
  state ${text} not null,
  owner_id ${uuid},
  archived ${bool} not null,
  content ${json} not null,
  primary key (organisation_id, record_id, version)
);
create index records_version_at on records_version (organisation_id, record_id, at);
create index records_version_of_change on records_version (organisation_id, change_id);

-- The values that lists are filtered and sorted by, of the last versions; links, from their target.
-- organisation table
create table records_value (
  organisation_id ${uuid} not null,
  record_id ${uuid} not null,
  field ${text} not null,
  place ${int} not null,
  kind ${text} not null,
  word ${text} not null,
  sorted ${text} not null,
  linked_id ${uuid},
  primary key (organisation_id, record_id, field, place)
);
create index records_value_word on records_value (organisation_id, kind, field, word, record_id);
create index records_value_sorted on records_value (organisation_id, kind, field, sorted)
  where place = 0;
create index records_value_linked on records_value (organisation_id, linked_id)
  where linked_id is not null;

-- The words of the fields that are searched, of the last versions.
-- organisation table
create table records_word (
  organisation_id ${uuid} not null,
  kind ${text} not null,
  word ${text} not null,
  record_id ${uuid} not null,
  primary key (organisation_id, kind, word, record_id)
);
create index records_word_of_record on records_word (organisation_id, record_id, word);
