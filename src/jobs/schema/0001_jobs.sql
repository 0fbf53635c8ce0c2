-- How many jobs and schedule entries an organisation has had; gives the next number.
-- installation table: counted where jobs_job is
create table jobs_counter (
  organisation_id ${uuid} not null,
  what ${text} not null,
  counted ${int} not null,
  primary key (organisation_id, what)
);

-- Work that is to be done once, by whichever worker takes it. `fence` is raised by each claim and
-- stands in every write of the worker that claimed; `renewals` is its sign of life.
-- installation table: claimed by workers with row locks that skip, which distributed tables refuse
create table jobs_job (
  id ${uuid} primary key,
  organisation_id ${uuid} not null,
  serial ${int} not null,
  kind ${text} not null,
  account_id ${uuid} not null,
  parameters ${json} not null,
  once_key ${text},
  schedule_id ${uuid},
  due_at ${instant},
  priority ${int} not null,
  not_before ${instant} not null,
  state ${text} not null,
  attempts ${int} not null,
  attempts_most ${int} not null,
  lease_ms ${int} not null,
  fence ${int} not null,
  renewals ${int} not null,
  worker ${text},
  progress_what ${text},
  progress_done ${int} not null,
  progress_all ${int} not null,
  made_at ${instant} not null,
  started_at ${instant},
  renewed_at ${instant},
  ended_at ${instant},
  cancel_asked_at ${instant},
  cancel_asked_by ${uuid},
  error_code ${text},
  error_key ${text},
  error_params ${json},
  summary ${json},
  unique (organisation_id, serial),
  unique (schedule_id, due_at)
);
-- One live job a key.
create unique index jobs_job_once on jobs_job (organisation_id, kind, once_key)
  where state in ('waiting', 'running');
create index jobs_job_waiting on jobs_job (organisation_id, priority, not_before, serial)
  where state = 'waiting';
create index jobs_job_running on jobs_job (organisation_id, serial) where state = 'running';
create index jobs_job_ended on jobs_job (organisation_id, ended_at) where ended_at is not null;

-- Each time that a job was begun, and how that ended; `fence` tells the attempts apart.
-- installation table: written with jobs_job
create table jobs_attempt (
  job_id ${uuid} not null references jobs_job (id),
  fence ${int} not null,
  worker ${text} not null,
  started_at ${instant} not null,
  ended_at ${instant},
  outcome ${text},
  error_code ${text},
  error_key ${text},
  error_params ${json},
  primary key (job_id, fence)
);

-- What is to be done again and again. `next_due` is computed in the zone; `last_due` was enqueued.
-- installation table: looked at by workers where they look for jobs
create table jobs_schedule (
  id ${uuid} primary key,
  organisation_id ${uuid} not null,
  name ${text} not null,
  kind ${text} not null,
  account_id ${uuid} not null,
  parameters ${json} not null,
  recurrence ${text} not null,
  zone ${text} not null,
  next_due ${instant} not null,
  last_due ${instant},
  last_serial ${int},
  skipped ${int} not null,
  made_at ${instant} not null,
  unique (organisation_id, name)
);
create index jobs_schedule_due on jobs_schedule (organisation_id, next_due);
