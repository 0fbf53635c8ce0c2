# Begins a journey in the story's folder, quietly: an organisation with a first account and the
# approver owner1, and the system liva with three members, whose map is confirmed.
#
#     bash $HERE/begin.sh [none|sqlite|postgresql|mariadb|csv] [plan|approve]
#
# plan and approve go on: find Tova Lindqvist, plan her erasure A-0001 and have it approved. What
# the system holds stands in $HERE/members.sql; look at it with $HERE/ask.sh.
set -euo pipefail
umask 077
here=$(dirname "${BASH_SOURCE[0]}")
engine=${1:-sqlite}
until=${2:-confirm}

echo 'fyra lugna ekar vid first' >first.password
echo 'tre röda båtar i owner1' >owner1.password
echo "$engine" >engine
ombud init --quiet --organisation Exempelförbundet --law se --account first \
  --password-file first.password >/dev/null
ombud account add owner1 --quiet --role approver --new-password-file owner1.password >/dev/null

case $engine in
  none) exit 0 ;;
  sqlite) url=sqlite:liva.sqlite ;;
  csv) url=csv:liva ;;
  postgresql)
    url="postgresql://ombud@/$STORY?host=$OMBUD_TEST_POSTGRESQL&port=$OMBUD_TEST_POSTGRESQL_PORT"
    psql -qX -h "$OMBUD_TEST_POSTGRESQL" -p "$OMBUD_TEST_POSTGRESQL_PORT" -U ombud -d postgres \
      -c "CREATE DATABASE $STORY" ;;
  mariadb)
    url="mariadb://ombud@localhost/$STORY?socket=$OMBUD_TEST_MARIADB"
    mariadb --no-defaults -S "$OMBUD_TEST_MARIADB" -u ombud -e "CREATE DATABASE $STORY" ;;
esac
if [ "$engine" = csv ]; then
  mkdir liva
  cp "$here/member.csv" "$here/note.csv" liva/
else
  bash "$here/ask.sh" <"$here/members.sql"
fi
ombud system add liva --quiet --url "$url" >/dev/null
kind=foreign_key
[ "$engine" != csv ] || kind=proposed
sed "s/KIND/$kind/" "$here/liva.yaml" >liva.yaml
ombud datamap confirm liva --quiet --file liva.yaml >/dev/null
[ "$until" != confirm ] || exit 0

bash "$here/plan.sh" >plan
[ "$until" = plan ] || ombud actions approve A-0001 --as owner1 --password-file owner1.password \
  >/dev/null
