-- How mail goes out and comes in. Passwords are sealed; `from_address` is the organisation's own.
-- organisation table
create table mail_setting (
  organisation_id ${uuid} not null,
  server ${text} not null,
  from_address ${text} not null,
  sign_in ${text} not null,
  password ${blob},
  ca_file ${text} not null,
  pages ${text} not null,
  remind_days ${int} not null,
  escalate_days ${int} not null,
  inbox ${text} not null,
  inbox_sign_in ${text} not null,
  inbox_password ${blob},
  inbox_ca_file ${text} not null,
  inbox_removes ${bool} not null,
  inbox_validity ${text} not null,
  inbox_last ${int} not null,
  changed_at ${instant} not null,
  primary key (organisation_id)
);

-- organisation table
create table mail_counter (
  organisation_id ${uuid} not null,
  what ${text} not null,
  counted ${int} not null,
  primary key (organisation_id, what)
);

-- Where mail goes to: an account's address, or one that gets the log's checkpoints. `mark` is a
-- keyed hash of the address. `refused_at`: a mail server has said that it takes none.
-- organisation table
create table mail_address (
  organisation_id ${uuid} not null,
  id ${uuid} not null,
  account_id ${uuid},
  address ${blob} not null,
  mark ${blob} not null,
  language ${text} not null,
  set_at ${instant} not null,
  refused_at ${instant},
  refused_code ${text},
  primary key (organisation_id, id),
  unique (organisation_id, account_id)
);

-- The queue. `once` keeps what is queued again after a crash from being queued twice. Of a person
-- there is nothing here: `facts` are counts, pages and the text of a checkpoint.
-- organisation table
create table mail_message (
  organisation_id ${uuid} not null,
  id ${uuid} not null,
  serial ${int} not null,
  kind ${text} not null,
  address_id ${uuid} not null,
  facts ${json} not null,
  once ${text} not null,
  message_id ${text} not null,
  state ${text} not null,
  unsure ${bool} not null,
  tries ${int} not null,
  made_at ${instant} not null,
  tried_at ${instant},
  ended_at ${instant},
  code ${text},
  error_code ${text},
  error_key ${text},
  error_params ${json},
  primary key (organisation_id, id),
  unique (organisation_id, serial),
  unique (organisation_id, once),
  unique (organisation_id, message_id)
);
create index mail_message_by_state on mail_message (organisation_id, state, serial);

-- What came in: a task to sort. Head and content are sealed, and gone once the task was ended long
-- ago. `mark` is a keyed hash of where it came from, so that nothing is taken in twice.
-- organisation table
create table mail_incoming (
  organisation_id ${uuid} not null,
  id ${uuid} not null,
  serial ${int} not null,
  mark ${blob} not null,
  came_at ${instant} not null,
  sent_at ${instant},
  size_bytes ${int} not null,
  whole ${bool} not null,
  automatic ${bool} not null,
  head ${blob},
  content ${blob},
  state ${text} not null,
  assigned_to ${uuid},
  ended_at ${instant},
  ended_by ${uuid},
  reason ${blob},
  primary key (organisation_id, id),
  unique (organisation_id, serial),
  unique (organisation_id, mark)
);
create index mail_incoming_by_state on mail_incoming (organisation_id, state, serial);
create index mail_incoming_ended on mail_incoming (organisation_id, ended_at)
  where content is not null and ended_at is not null;
