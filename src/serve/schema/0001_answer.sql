-- What was answered to a request that came with a key, so that the same request sent again is
-- answered again and done once. `answer` is sealed; it is empty while the request is at hand.
-- organisation table
create table serve_answer (
  organisation_id ${uuid} not null,
  account_id ${uuid} not null,
  route ${text} not null,
  key_hash ${blob} not null,
  body_hash ${blob} not null,
  made_at ${instant} not null,
  status ${int} not null,
  answer ${blob} not null,
  primary key (organisation_id, account_id, route, key_hash)
);
create index serve_answer_by_time on serve_answer (organisation_id, made_at);
