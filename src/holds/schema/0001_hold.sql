-- `reason` is a case or a request, never a person's data.
-- organisation table
create table holds_hold (
  organisation_id ${uuid} not null,
  id ${uuid} not null,
  number ${int} not null,
  person_id ${uuid},
  system_id ${uuid},
  reason ${text} not null,
  review_on ${day} not null,
  set_by ${uuid} not null,
  set_at ${instant} not null,
  lifted_by ${uuid},
  lifted_at ${instant},
  lift_reason ${text},
  primary key (organisation_id, id),
  unique (organisation_id, number)
);
create index holds_hold_of_person on holds_hold (organisation_id, person_id);
create index holds_hold_of_system on holds_hold (organisation_id, system_id);
