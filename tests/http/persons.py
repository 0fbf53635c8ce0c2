"""Two systems with people in them, and somebody who looks for one."""

import sqlite3

import house
from house import OTHER

WHY = "request 2026-14"
# Official test numbers (Skatteverket).
KARIN, TOVA = "19121212-1212", "19910703-2386"
MAP = """\
format: ombud-data-map-1
system: {name}
tables:
  member:
    holds: person
    subject: member
    delete_rows: true
    fields:
      id: {{category: person_ref, class: ordinary, erase: keep, because: "the key of the row"}}
      name: {{category: name, part: full, class: ordinary, identifies: true, erase: set_null}}
      personnummer: {{category: national_id, class: national_id, identifies: true, erase: set_null}}
      email: {{category: email, class: ordinary, identifies: true, erase: set_null}}
      phone: {{category: phone, class: ordinary, identifies: true, erase: set_null}}
      street: {{category: postal_address, part: street, class: ordinary, erase: set_null}}
      postal_code: {{category: postal_address, part: postal_code, class: ordinary, erase: set_null}}
      city: {{category: postal_address, part: city, class: ordinary, erase: set_null}}
      illness: {{category: health, class: special, erase: set_null}}
"""


class PersonsHouse(house.House):
    def setUp(self):
        super().setUp()
        self.add_system("liva", [
            (1, "Karin Åberg", KARIN, "karin@example.se", "070-174 06 05", "Kungsgatan 4",
             "223 50", "Lund", "migrän"),
            (2, "Tova Lindqvist", TOVA, "tova@example.se", "070-174 06 10", "Storgatan 1",
             "903 26", "Umeå", None),
            (3, "Karin Åberg", None, None, "070-174 06 15", "Nygatan 9", "903 26", "Umeå", None)])
        self.add_system("pay", [
            (41, "Karin Åberg", KARIN, None, None, None, None, None, None)])
        self.ombud("system", "add", "paper", "--url", "manual:")

    def add_system(self, name, rows):
        file = self.path / f"{name}.db"
        database = sqlite3.connect(file)
        database.execute("create table member (id integer primary key, name text, "
                         "personnummer text, email text, phone text, street text, "
                         "postal_code text, city text, illness text)")
        database.executemany("insert into member values (?,?,?,?,?,?,?,?,?)", rows)
        database.commit()
        database.close()
        self.ombud("system", "add", name, "--url", f"sqlite:{file}")
        written = self.path / f"{name}.yaml"
        written.write_text(MAP.format(name=name))
        self.ombud("datamap", "confirm", name, "--file", str(written))

    def search(self, person, *criteria, reference=WHY):
        return person.ask("POST", "/api/subjects/searches",
                          {"reference": reference, "criteria": list(criteria)})

    def found(self, person, *criteria):
        answer = self.search(person, *criteria)
        self.assertEqual(answer.status, 200, answer.text)
        return answer.json

    def only(self, person, *criteria):
        persons = self.found(person, *criteria)["persons"]
        self.assertEqual(len(persons), 1, persons)
        return persons[0]

    def view(self, person, handle):
        return person.ask("POST", f"/api/subjects/persons/{handle}/views", {"reference": WHY})

    def limit(self, **changes):
        """As the data protection officer sets it."""
        bo = self.signed_in("bo", OTHER)
        wanted = bo.ask("GET", "/api/subjects/limits").json | changes
        answer = bo.ask("PUT", "/api/subjects/limits", wanted)
        self.assertEqual(answer.status, 204, answer.text)
        return bo
