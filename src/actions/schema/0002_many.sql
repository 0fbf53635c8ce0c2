-- The ledger of one batch, sealed: per row keyed hashes of its key, of what was there and of what
-- it became, and its fate. Pseudonymous while the key lives; it dies with the last backup that can
-- hold the row.
-- organisation table
CREATE TABLE actions_segment (
  organisation_id ${uuid} NOT NULL,
  action_id ${uuid} NOT NULL,
  batch ${int} NOT NULL,
  sealed ${blob} NOT NULL,
  PRIMARY KEY (organisation_id, action_id, batch),
  FOREIGN KEY (organisation_id, action_id) REFERENCES actions_action (organisation_id, action_id)
);

DROP TABLE actions_ledger;

-- By what the persons of one chunk are looked for again, sealed: 8 bytes of a keyed hash of each
-- identifier, and the identifiers themselves only where texts are scrubbed of them. Deleted with
-- actions_recheck.
-- organisation table
CREATE TABLE actions_recheck_part (
  organisation_id ${uuid} NOT NULL,
  action_id ${uuid} NOT NULL,
  chunk ${int} NOT NULL,
  sealed ${blob} NOT NULL,
  PRIMARY KEY (organisation_id, action_id, chunk),
  FOREIGN KEY (organisation_id, action_id) REFERENCES actions_action (organisation_id, action_id)
);

-- Of an action on many persons: which ones, in words; sealed. Its person_id is all zeros.
ALTER TABLE actions_action ADD COLUMN criterion ${blob};
