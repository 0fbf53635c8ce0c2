# Statements to the system liva, from standard input or the argument, as its owner would.
set -euo pipefail
[ $# -eq 0 ] || exec <<<"$1"
case $(cat engine) in
  sqlite) sqlite3 liva.sqlite ;;
  postgresql)
    psql -AtqX -v ON_ERROR_STOP=1 -h "$OMBUD_TEST_POSTGRESQL" -p "$OMBUD_TEST_POSTGRESQL_PORT" \
      -U ombud -d "$STORY" ;;
  mariadb)
    mariadb --no-defaults -S "$OMBUD_TEST_MARIADB" -u ombud --batch --skip-column-names "$STORY" ;;
esac
