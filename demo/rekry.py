"""`rekry`, a recruitment system: candidates, what they applied for, what was written of them.

As such systems are: notes, documents and history hang on anything by a pair of type and id, and
the database knows of none of those links.
"""

import datetime

import texts
from people import TODAY, dashed, phone_written

CANDIDATE, CUSTOMER, VACANCY = 100, 200, 400

SCHEMA = """
CREATE TABLE recruiter (
  recruiter_id INTEGER PRIMARY KEY,
  user_name TEXT NOT NULL UNIQUE,
  first_name TEXT NOT NULL,
  last_name TEXT NOT NULL,
  email TEXT NOT NULL,
  is_active INTEGER NOT NULL DEFAULT 1
);
CREATE TABLE customer (
  customer_id INTEGER PRIMARY KEY,
  company_name TEXT NOT NULL,
  city TEXT
);
CREATE TABLE vacancy (
  vacancy_id INTEGER PRIMARY KEY,
  customer_id INTEGER NOT NULL REFERENCES customer(customer_id),
  recruiter_id INTEGER NOT NULL REFERENCES recruiter(recruiter_id),
  title TEXT NOT NULL,
  city TEXT,
  opened_on DATE NOT NULL,
  closed_on DATE,
  salary_max INTEGER
);
CREATE TABLE candidate (
  candidate_id INTEGER PRIMARY KEY,
  first_name TEXT NOT NULL,
  last_name TEXT NOT NULL,
  email TEXT UNIQUE,
  phone_mobile TEXT,
  birth_date DATE,
  address TEXT,
  zip TEXT,
  city TEXT,
  current_employer TEXT,
  key_skills TEXT,
  desired_salary INTEGER,
  notes TEXT,
  entered_by INTEGER REFERENCES recruiter(recruiter_id),
  date_created DATETIME NOT NULL,
  date_modified DATETIME NOT NULL
);
CREATE INDEX candidate_name ON candidate(last_name, first_name);
CREATE TABLE application (
  application_id INTEGER PRIMARY KEY,
  candidate_id INTEGER NOT NULL REFERENCES candidate(candidate_id),
  vacancy_id INTEGER NOT NULL REFERENCES vacancy(vacancy_id),
  status TEXT NOT NULL,
  rating INTEGER,
  letter TEXT,
  applied_at DATETIME NOT NULL,
  UNIQUE (candidate_id, vacancy_id)
);
CREATE TABLE referee (
  referee_id INTEGER PRIMARY KEY,
  candidate_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  title TEXT,
  company TEXT,
  phone TEXT,
  email TEXT,
  comment TEXT
);
CREATE INDEX referee_candidate ON referee(candidate_id);
CREATE TABLE note (
  note_id INTEGER PRIMARY KEY,
  item_type INTEGER NOT NULL,
  item_id INTEGER NOT NULL,
  author_id INTEGER NOT NULL REFERENCES recruiter(recruiter_id),
  note TEXT NOT NULL,
  created_at DATETIME NOT NULL
);
CREATE INDEX note_item ON note(item_type, item_id);
CREATE TABLE document (
  document_id INTEGER PRIMARY KEY,
  item_type INTEGER NOT NULL,
  item_id INTEGER NOT NULL,
  file_name TEXT NOT NULL,
  content_type TEXT NOT NULL,
  content BLOB,
  text TEXT,
  created_at DATETIME NOT NULL
);
CREATE INDEX document_item ON document(item_type, item_id);
CREATE TABLE tag (tag_id INTEGER PRIMARY KEY, title TEXT NOT NULL);
CREATE TABLE candidate_tag (
  candidate_id INTEGER NOT NULL,
  tag_id INTEGER NOT NULL REFERENCES tag(tag_id),
  PRIMARY KEY (candidate_id, tag_id)
) WITHOUT ROWID;
CREATE TABLE consent (
  consent_id INTEGER PRIMARY KEY,
  candidate_id INTEGER NOT NULL,
  purpose TEXT NOT NULL,
  given_at DATETIME NOT NULL,
  valid_until DATE NOT NULL,
  withdrawn_at DATETIME,
  ip_address TEXT
);
CREATE TABLE edit_history (
  history_id INTEGER PRIMARY KEY,
  item_type INTEGER NOT NULL,
  item_id INTEGER NOT NULL,
  field TEXT NOT NULL,
  old_value TEXT,
  new_value TEXT,
  changed_by INTEGER NOT NULL REFERENCES recruiter(recruiter_id),
  changed_at DATETIME NOT NULL
);
CREATE INDEX edit_history_item ON edit_history(item_type, item_id);
"""
TAGS = ["arbetsrätt", "chef", "norska", "danska", "distans", "körkort B", "deltid", "omgående"]
STATUSES = ["ny", "läst", "intervju", "andra intervju", "avslag", "återtagen", "anställd"]
CANDIDATES, VACANCIES, RECRUITERS = 1400, 48, 7
HERS = 618  # Karin's candidate_id
HER_FIRST_DAY = "2021-02-18 19:20:00"


class Rekry:
    def __init__(self, db, people, cast, random):
        self.db, self.people, self.cast, self.random = db, people, cast, random
        self.candidates = {}
        db.executescript(SCHEMA)

    def insert(self, table, *values):
        places = ",".join("?" * (len(values) + 1))
        row = self.db.execute(f"INSERT INTO {table} VALUES ({places})", (None, *values))
        return row.lastrowid

    def moment(self, first=datetime.date(2019, 3, 1), last=TODAY):
        day = self.people.day(first, last)
        return f"{day} {self.random.randint(8, 17):02}:{self.random.randint(0, 59):02}:00"

    def words(self, person, **more):
        pick = self.random.choice
        other = pick(list(self.candidates.values())) if self.candidates else person
        return {"person": person.name, "first": person.first, "other": other.name,
                "phone": phone_written(person.phone, "dashed"), "email": person.email,
                "city": person.city, "field": pick(texts.FIELDS), "title": pick(texts.TITLES),
                "salary": self.random.randrange(29000, 52000, 500),
                "years": self.random.randint(2, 14), "count": self.random.randint(4, 60), **more}

    def fill(self):
        self.fill_offices()
        for number in range(1, CANDIDATES + 1):
            if number == HERS:
                self.add_candidate(self.cast.karin, plainly=True)
            elif number == 77:
                self.add_candidate(self.cast.namesake)
            else:
                self.add_candidate(self.people.person())
        self.fill_vacancy_notes()
        self.tell_of_karin()

    def fill_offices(self):
        pick = self.random.choice
        for _ in range(RECRUITERS):
            person = self.people.person()
            email = self.people.email(person.first, person.last, "forbundet.example")
            self.insert("recruiter", email.split("@")[0], person.first, person.last, email, 1)
        for name in texts.EMPLOYERS:
            self.insert("customer", f"{name} AB", self.people.address()[2])
        for _ in range(VACANCIES):
            opened = self.people.day(datetime.date(2021, 1, 4), datetime.date(2026, 9, 1))
            closed = opened + datetime.timedelta(days=self.random.randint(20, 70))
            self.insert("vacancy", self.random.randint(1, len(texts.EMPLOYERS)),
                        self.random.randint(1, RECRUITERS), pick(texts.TITLES).capitalize(),
                        self.people.address()[2], str(opened), str(closed),
                        self.random.randrange(34000, 58000, 1000))
        for title in TAGS:
            self.insert("tag", title)

    def add_candidate(self, person, plainly=False):
        random, pick = self.random, self.random.choice
        style = pick(["dashed", "bare", "international"])
        created = HER_FIRST_DAY if plainly else self.moment()
        notes = "" if plainly or random.random() < 0.6 else \
            pick(texts.NOTES).format(**self.words(person))
        candidate = self.insert(
            "candidate", person.first, person.last, person.email,
            phone_written(person.phone, style), str(person.born), person.street,
            person.postal_code, person.city, pick(texts.EMPLOYERS),
            ", ".join(random.sample(texts.FIELDS, 2)), random.randrange(29000, 56000, 500),
            notes or None, random.randint(1, RECRUITERS), created, created)
        self.candidates[candidate] = person
        wanted = 0 if plainly else pick([0, 1, 1, 1, 2, 3])
        for vacancy in random.sample(range(1, VACANCIES + 1), wanted):
            letter = pick(texts.LETTERS).format(**self.words(person))
            self.insert("application", candidate, vacancy, pick(STATUSES),
                        pick([None, 1, 2, 3, 4, 5]), letter, self.moment())
        for tag in random.sample(range(1, len(TAGS) + 1), pick([0, 1, 2, 3])):
            self.db.execute("INSERT INTO candidate_tag VALUES (?,?)", (candidate, tag))
        self.insert("consent", candidate, "stå kvar i registret", created,
                    str(datetime.date.fromisoformat(created[:10]) + datetime.timedelta(days=730)),
                    self.moment() if random.random() < 0.05 else None,
                    f"192.0.2.{random.randint(1, 254)}")
        if not plainly:
            self.add_papers(candidate, person)

    def add_papers(self, candidate, person):
        random, pick = self.random, self.random.choice
        referees = []
        for _ in range(pick([0, 0, 0, 1, 1, 2])):
            referees.append(self.people.person())
            self.add_referee(candidate, person, referees[-1])
        if random.random() < 0.55:
            self.add_resume(candidate, person, referees)
        for _ in range(pick([0, 0, 1, 1, 2])):
            self.add_note(CANDIDATE, candidate, pick(texts.NOTES).format(**self.words(person)))
        if random.random() < 0.4:
            self.add_change(candidate, "city", self.people.address()[2], person.city)
        if random.random() < 0.2:
            self.add_change(candidate, "email", self.people.email(person.first, "gammal"),
                            person.email)

    def add_referee(self, candidate, person, referee):
        said = self.random.choice(texts.REFEREE_SAID).format(**self.words(person))
        self.insert("referee", candidate, referee.name, self.random.choice(texts.TITLES),
                    self.random.choice(texts.EMPLOYERS), phone_written(referee.phone, "dashed"),
                    referee.email, said or None)

    def add_resume(self, candidate, person, referees):
        pick, year = self.random.choice, person.born.year + 22
        text = texts.RESUME.format(
            **self.words(person), street=person.street, postal_code=person.postal_code,
            born=person.born, year_1=year + 8, year_2=year + 3, year_3=year - 2,
            employer=pick(texts.EMPLOYERS), employer_2=pick(texts.EMPLOYERS),
            title_2=pick(texts.TITLES), school=pick(texts.SCHOOLS), language=pick(texts.LANGUAGES),
            referees=", ".join(referee.name for referee in referees) or "lämnas på begäran")
        self.insert("document", CANDIDATE, candidate, f"CV {person.name}.pdf", "application/pdf",
                    texts.some_pdf(text.splitlines()), text, self.moment())

    def add_note(self, item_type, item, text):
        self.insert("note", item_type, item, self.random.randint(1, RECRUITERS), text,
                    self.moment())

    def add_change(self, candidate, field, old, new, moment=None):
        self.insert("edit_history", CANDIDATE, candidate, field, old, new,
                    self.random.randint(1, RECRUITERS), moment or self.moment())

    def fill_vacancy_notes(self):
        people = [person for number, person in self.candidates.items() if number != HERS]
        for vacancy in range(1, VACANCIES + 1):
            for _ in range(self.random.randint(1, 4)):
                text = self.random.choice(texts.VACANCY_NOTES)
                person = self.random.choice(people)
                self.add_note(VACANCY, vacancy, text.format(**self.words(person)))

    def tell_of_karin(self):
        """What the demo looks at: her own rows, and other people's that name her."""
        cast, karin = self.cast, self.cast.karin
        phone = phone_written(karin.phone, "dashed")
        for vacancy in (5, 31):
            self.insert("application", HERS, vacancy, "anställd" if vacancy == 31 else "avslag", 4,
                        f"Hej! Jag heter {karin.name} och arbetar i dag med lön och avtal. Ni når "
                        f"mig säkrast på {phone} efter klockan 16.\n\n{karin.name}",
                        "2021-02-18 19:42:00" if vacancy == 5 else "2022-08-11 20:05:00")
        self.add_referee(HERS, karin, cast.boss)
        self.add_resume(HERS, karin, [cast.boss])
        self.add_change(HERS, "last_name", cast.former_name, karin.last, "2021-09-06 10:12:00")
        self.add_change(HERS, "email", f"karin.{cast.former_name.lower()}@example.com",
                        karin.email, "2021-09-06 10:14:00")
        self.add_change(HERS, "address", "Hökvägen 3", karin.street, "2022-08-15 08:31:00")
        self.add_note(CANDIDATE, HERS, f"Ringde {karin.name} på {phone}. Hon har tre månaders "
                      f"uppsägning och vill att vi väntar med att ringa {cast.boss.name}.")
        self.add_note(CANDIDATE, HERS, "Karin frågade om deltid: maken Mattias är föräldraledig "
                      "till mars. Personnummer för avtalet: " + dashed(karin.number) + ".")
        self.add_note(VACANCY, 31, f"{karin.name} är kundens förstaval, {cast.colleague.name} "
                      "reserv. Lön enligt avtalet.")
        self.add_note(CANDIDATE, 702, f"Samma arbetsplats som {karin.name}, som vi anställde i "
                      "höstas. Fråga henne först.")
        self.add_note(CUSTOMER, 2, "Kontakt framöver är löneavdelningen, inte Karin.")


def fill(db, people, cast, random):
    Rekry(db, people, cast, random).fill()
