-- Why the plan of a look waits for a person; empty: the rule's standing decision approves it, and
-- a look after a crash does what was left. Null: no plan came of it.
alter table retention_look add column waits ${text};
