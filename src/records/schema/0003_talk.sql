-- What people say to each other about a record. A comment is never changed: who takes it back
-- leaves its place, when and why; its words are in the log by their hash.
-- organisation table
create table records_comment (
  organisation_id ${uuid} not null,
  id ${uuid} not null,
  record_id ${uuid} not null,
  words ${text} not null,
  at ${instant} not null,
  by_id ${uuid} not null,
  withdrawn_at ${instant},
  withdrawn_by ${uuid},
  withdrawn_because ${text},
  primary key (organisation_id, id)
);
create index records_comment_of_record on records_comment (organisation_id, record_id, at);

-- Who is named in a comment, until he has seen it.
-- organisation table
create table records_mention (
  organisation_id ${uuid} not null,
  comment_id ${uuid} not null,
  account_id ${uuid} not null,
  at ${instant} not null,
  seen_at ${instant},
  primary key (organisation_id, comment_id, account_id)
);
create index records_mention_unseen on records_mention (organisation_id, account_id, at)
  where seen_at is null;

-- What somebody is to do about a record, as it stands now.
-- organisation table
create table records_task (
  organisation_id ${uuid} not null,
  id ${uuid} not null,
  number ${int} not null,
  record_id ${uuid} not null,
  what ${text} not null,
  owner_id ${uuid} not null,
  due_on ${day},
  made_at ${instant} not null,
  made_by ${uuid} not null,
  done_at ${instant},
  done_by ${uuid},
  primary key (organisation_id, id),
  unique (organisation_id, number)
);
create index records_task_of_record on records_task (organisation_id, record_id);
create index records_task_open on records_task (organisation_id, owner_id, due_on)
  where done_at is null;

-- What became of it, step by step; never changed.
-- organisation table
create table records_task_step (
  organisation_id ${uuid} not null,
  task_id ${uuid} not null,
  step ${int} not null,
  at ${instant} not null,
  by_id ${uuid} not null,
  what ${text} not null,
  owner_id ${uuid} not null,
  due_on ${day},
  note ${text} not null,
  primary key (organisation_id, task_id, step)
);
