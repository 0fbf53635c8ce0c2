-- Lists of whoever may see some units' records only.
create index records_record_of_unit on records_record (organisation_id, kind, unit_id);
