-- One action, from its plan to its receipt.
-- organisation table
CREATE TABLE actions_action (
  organisation_id ${uuid} NOT NULL,
  action_id ${uuid} NOT NULL,
  serial ${int} NOT NULL,
  number ${text} NOT NULL,
  kind ${text} NOT NULL,
  state ${text} NOT NULL,
  person_id ${uuid} NOT NULL,
  reference ${blob} NOT NULL,
  planned_by ${uuid} NOT NULL,
  planned_at ${instant} NOT NULL,
  plan_root ${text} NOT NULL,
  chunks ${int} NOT NULL,
  decided_by ${uuid},
  decided_at ${instant},
  decision ${blob},
  receipt_body ${text},
  receipt_entry ${uuid},
  PRIMARY KEY (organisation_id, action_id),
  UNIQUE (organisation_id, serial),
  UNIQUE (organisation_id, number)
);

-- The plan's bytes, sealed; chunk 0 is the head, the others are rows.
-- organisation table
CREATE TABLE actions_chunk (
  organisation_id ${uuid} NOT NULL,
  action_id ${uuid} NOT NULL,
  chunk ${int} NOT NULL,
  sealed ${blob} NOT NULL,
  PRIMARY KEY (organisation_id, action_id, chunk),
  FOREIGN KEY (organisation_id, action_id) REFERENCES actions_action (organisation_id, action_id)
);

-- What identifies the person, sealed, for finishing and verifying an action whose first steps have
-- already taken it out of the sources. Deleted when verified, at the latest on ends_on.
-- organisation table
CREATE TABLE actions_recheck (
  organisation_id ${uuid} NOT NULL,
  action_id ${uuid} NOT NULL,
  sealed ${blob} NOT NULL,
  ends_on ${day} NOT NULL,
  PRIMARY KEY (organisation_id, action_id),
  FOREIGN KEY (organisation_id, action_id) REFERENCES actions_action (organisation_id, action_id)
);

-- One transaction in a source: begun (its intent is in the log), then done or left.
-- organisation table
CREATE TABLE actions_batch (
  organisation_id ${uuid} NOT NULL,
  action_id ${uuid} NOT NULL,
  batch ${int} NOT NULL,
  state ${text} NOT NULL,
  changed ${int} NOT NULL,
  removed ${int} NOT NULL,
  unchanged ${int} NOT NULL,
  PRIMARY KEY (organisation_id, action_id, batch),
  FOREIGN KEY (organisation_id, action_id) REFERENCES actions_action (organisation_id, action_id)
);

-- The ledger: per row keyed hashes of its key, of what was there and of what it became.
-- Pseudonymous while the key lives; it dies with the last backup that can hold the row.
-- organisation table
CREATE TABLE actions_ledger (
  organisation_id ${uuid} NOT NULL,
  action_id ${uuid} NOT NULL,
  batch ${int} NOT NULL,
  line ${int} NOT NULL,
  step ${int} NOT NULL,
  key_hash ${text} NOT NULL,
  before_hash ${text} NOT NULL,
  after_hash ${text} NOT NULL,
  spans ${int} NOT NULL,
  copies ${int} NOT NULL,
  state ${text} NOT NULL,
  PRIMARY KEY (organisation_id, action_id, batch, line),
  FOREIGN KEY (organisation_id, action_id) REFERENCES actions_action (organisation_id, action_id)
);
