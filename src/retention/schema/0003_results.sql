-- What a job has counted by a rule, or what it was asked to plan with: JSON under the
-- organisation's key, because rows that contradict a rule are named in it. It goes by its age.
-- organisation table
create table retention_result (
  organisation_id ${uuid} not null,
  id ${uuid} not null,
  rule_id ${uuid} not null,
  job ${text} not null,
  kind ${text} not null,
  made_at ${instant} not null,
  sealed ${blob} not null,
  primary key (organisation_id, id),
  unique (organisation_id, job, rule_id, kind),
  foreign key (organisation_id, rule_id) references retention_rule (organisation_id, id)
);
create index retention_result_of_rule on retention_result (organisation_id, kind, rule_id, made_at);
create index retention_result_by_time on retention_result (organisation_id, made_at);
