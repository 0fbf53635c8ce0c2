# Statements to the PostgreSQL server itself, not to a story's database.
psql -qX -h "$OMBUD_TEST_POSTGRESQL" -p "$OMBUD_TEST_POSTGRESQL_PORT" -U ombud -d postgres -c "$1"
