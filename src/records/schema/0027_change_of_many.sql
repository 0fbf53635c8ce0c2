-- Changes of more than one record, to be found again and undone.
create index records_change_of_many on records_change (organisation_id, at) where records > 1;
