-- To whom a message without an account goes, and the page that is his alone: both sealed, and gone
-- once the message has ended. A message's `address_id` is the id here.
-- organisation table
create table mail_outside (
  organisation_id ${uuid} not null,
  id ${uuid} not null,
  address ${blob} not null,
  page ${blob} not null,
  language ${text} not null,
  made_at ${instant} not null,
  primary key (organisation_id, id)
);
