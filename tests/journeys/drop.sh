# The end of a journey with a database on a server.
case $(cat engine) in
  postgresql)
    psql -qX -h "$OMBUD_TEST_POSTGRESQL" -p "$OMBUD_TEST_POSTGRESQL_PORT" -U ombud -d postgres \
      -c "DROP DATABASE $STORY WITH (FORCE)" ;;
  mariadb) mariadb --no-defaults -S "$OMBUD_TEST_MARIADB" -u ombud -e "DROP DATABASE $STORY" ;;
esac
