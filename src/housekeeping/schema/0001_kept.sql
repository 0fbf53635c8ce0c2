-- Periods that the organisation has set itself, in days; the others are those of the program.
-- organisation table
create table housekeeping_kept (
  organisation_id ${uuid} not null,
  what ${text} not null,
  days ${int} not null,
  set_by ${uuid} not null,
  set_at ${instant} not null,
  primary key (organisation_id, what)
);
