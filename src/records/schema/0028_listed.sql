-- Lists of what is not in the archive, by number, and how many there are of them.
create index records_record_listed on records_record (organisation_id, kind, archived, number);
