-- Rules in all their versions, as they were written; nothing of any person stands there. A rule is
-- never changed: another text is another version, and a removed one is still told of.
-- organisation table
create table retention_rule (
  organisation_id ${uuid} not null,
  id ${uuid} not null,
  name ${text} not null,
  version ${int} not null,
  system_id ${uuid} not null,
  yaml ${text} not null,
  made_by ${uuid} not null,
  made_at ${instant} not null,
  removed_by ${uuid},
  removed_at ${instant},
  standing_by ${uuid},
  standing_at ${instant},
  standing_until ${day},
  primary key (organisation_id, id),
  unique (organisation_id, name, version)
);

-- Each time that a rule was looked at. `state_of_system` is the map and the schema that it was
-- looked at with; `action` is the plan that came of it.
-- organisation table
create table retention_look (
  organisation_id ${uuid} not null,
  id ${uuid} not null,
  rule_id ${uuid} not null,
  looked_at ${instant} not null,
  chosen ${int} not null,
  state_of_system ${text} not null,
  action ${text},
  primary key (organisation_id, id),
  foreign key (organisation_id, rule_id) references retention_rule (organisation_id, id)
);
create index retention_look_of_rule on retention_look (organisation_id, rule_id, looked_at);
