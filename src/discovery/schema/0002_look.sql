-- In how much of a system the newest proposal looked: "none found" is said with it. Counts only.
-- organisation table
create table discovery_look (
  organisation_id ${uuid} not null,
  system_id ${uuid} not null,
  at ${instant} not null,
  row_count ${int} not null,
  sampled ${int} not null,
  table_count ${int} not null,
  not_read ${int} not null,
  primary key (organisation_id, system_id),
  foreign key (organisation_id, system_id) references connectors_system (organisation_id, id)
);
