-- What a plan on many persons does and by which rule, hashed, while its ledger has not become marks
-- yet: see treated.h.
ALTER TABLE actions_action ADD COLUMN treatment ${text};

-- Which rows a rule has been carried out on, sealed: 16 bytes of a keyed hash of a row's key and of
-- what was left in it. Written anew at each look with those that are still there, so that a mark
-- does not outlive its row by more than a look; `looked_at` is when that was.
-- organisation table
CREATE TABLE actions_mark (
  organisation_id ${uuid} NOT NULL,
  treatment ${text} NOT NULL,
  part ${int} NOT NULL,
  sealed ${blob} NOT NULL,
  looked_at ${instant} NOT NULL,
  PRIMARY KEY (organisation_id, treatment, part)
);
