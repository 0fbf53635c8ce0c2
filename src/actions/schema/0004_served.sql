-- A plan that somebody asked for at a distance and that a worker makes: what was asked, sealed,
-- until it is answered; then the action's number, or why there is none.
-- organisation table
CREATE TABLE actions_wish (
  organisation_id ${uuid} NOT NULL,
  wish_id ${uuid} NOT NULL,
  account_id ${uuid} NOT NULL,
  made_at ${instant} NOT NULL,
  job ${text} NOT NULL,
  wish ${blob},
  number ${text},
  refusal ${blob},
  PRIMARY KEY (organisation_id, wish_id)
);

-- The newest job that runs an action or makes its extract.
-- organisation table
CREATE TABLE actions_job (
  organisation_id ${uuid} NOT NULL,
  action_id ${uuid} NOT NULL,
  job ${text} NOT NULL,
  PRIMARY KEY (organisation_id, action_id),
  FOREIGN KEY (organisation_id, action_id) REFERENCES actions_action (organisation_id, action_id)
);

-- What the data protection officer thinks of an action; sealed.
-- organisation table
CREATE TABLE actions_opinion (
  organisation_id ${uuid} NOT NULL,
  action_id ${uuid} NOT NULL,
  opinion_id ${uuid} NOT NULL,
  account_id ${uuid} NOT NULL,
  given_at ${instant} NOT NULL,
  stance ${text} NOT NULL,
  opinion ${blob} NOT NULL,
  PRIMARY KEY (organisation_id, action_id, opinion_id),
  FOREIGN KEY (organisation_id, action_id) REFERENCES actions_action (organisation_id, action_id)
);

-- An action that was stopped while it ran: no batch is begun until somebody lets it go on.
-- organisation table
CREATE TABLE actions_stop (
  organisation_id ${uuid} NOT NULL,
  action_id ${uuid} NOT NULL,
  account_id ${uuid} NOT NULL,
  stopped_at ${instant} NOT NULL,
  reason ${blob} NOT NULL,
  PRIMARY KEY (organisation_id, action_id),
  FOREIGN KEY (organisation_id, action_id) REFERENCES actions_action (organisation_id, action_id)
);

-- The extract that is read, certified and handed out: a sealed file of that name in the data
-- folder, which goes after ends_at. `report` says what is in it, sealed; `digest` is of its files.
-- organisation table
CREATE TABLE actions_extract (
  organisation_id ${uuid} NOT NULL,
  action_id ${uuid} NOT NULL,
  file ${text} NOT NULL,
  made_at ${instant} NOT NULL,
  ends_at ${instant} NOT NULL,
  digest ${text} NOT NULL,
  report ${blob} NOT NULL,
  PRIMARY KEY (organisation_id, action_id),
  FOREIGN KEY (organisation_id, action_id) REFERENCES actions_action (organisation_id, action_id)
);
