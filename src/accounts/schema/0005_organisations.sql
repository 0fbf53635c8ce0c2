-- Where somebody who works in several organisations was last: he is there again when he next signs
-- in.
alter table accounts_account add column last_organisation_id ${uuid};
