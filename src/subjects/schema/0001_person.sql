-- A person as the register knows him: a random id and a handle that expires.
-- organisation table
CREATE TABLE subjects_person (
  organisation_id ${uuid} NOT NULL,
  person_id ${uuid} NOT NULL,
  handle ${text} NOT NULL,
  handle_until ${instant} NOT NULL,
  needs_choice ${bool} NOT NULL,
  made_at ${instant} NOT NULL,
  PRIMARY KEY (organisation_id, person_id),
  UNIQUE (organisation_id, handle)
);

-- A row of a system that is the person. place is a blind index of system, table and key.
-- organisation table
CREATE TABLE subjects_match (
  organisation_id ${uuid} NOT NULL,
  person_id ${uuid} NOT NULL,
  place ${blob} NOT NULL,
  system_id ${uuid} NOT NULL,
  sealed ${blob} NOT NULL,
  PRIMARY KEY (organisation_id, person_id, place),
  FOREIGN KEY (organisation_id, person_id) REFERENCES subjects_person (organisation_id, person_id)
);

CREATE INDEX subjects_match_place ON subjects_match (organisation_id, place);

-- Blind indexes of what identified the person when he was found: by them a later search knows him
-- again, and knows a row that has become somebody else's.
-- organisation table
CREATE TABLE subjects_identifier (
  organisation_id ${uuid} NOT NULL,
  person_id ${uuid} NOT NULL,
  blind ${blob} NOT NULL,
  PRIMARY KEY (organisation_id, person_id, blind),
  FOREIGN KEY (organisation_id, person_id) REFERENCES subjects_person (organisation_id, person_id)
);

CREATE INDEX subjects_identifier_blind ON subjects_identifier (organisation_id, blind);
