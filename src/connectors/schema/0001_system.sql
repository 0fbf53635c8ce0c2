-- A removed system keeps its row, without address and password: maps, actions and receipts name it.
-- organisation table
create table connectors_system (
  organisation_id ${uuid} not null,
  id ${uuid} not null,
  name ${text} not null,
  address ${text} not null,
  controller ${text} not null,
  public_body ${bool} not null,
  password ${blob},
  added_at ${instant} not null,
  added_by ${uuid} not null,
  removed_at ${instant},
  primary key (organisation_id, id)
);
create unique index connectors_system_name on connectors_system (organisation_id, name)
  where removed_at is null;
