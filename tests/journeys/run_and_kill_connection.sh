# Runs A-0001 and kills its connection to MariaDB as soon as the trigger sleeps.
ombud actions run A-0001 &
sleeping="SELECT id FROM information_schema.processlist
  WHERE state = 'User sleep' AND db = database()"
connection=
while [ -z "$connection" ] && kill -0 $! 2>/dev/null; do
  sleep 0.05
  connection=$(bash "$HERE/ask.sh" "$sleeping")
done
bash "$HERE/ask.sh" "KILL $connection"
wait $!
