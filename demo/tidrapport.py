"""`tidrapport`, a time and project system: who worked how long on what, and who approved it.

Its trap: the database takes a user's time sheets along when the user goes, and they are the basis
of pay and invoices.
"""

import datetime

import texts
from people import phone_written

SCHEMA = """
CREATE TABLE users (
  id INTEGER PRIMARY KEY,
  username VARCHAR(60) NOT NULL UNIQUE,
  name VARCHAR(120) NOT NULL,
  email VARCHAR(180) NOT NULL UNIQUE,
  phone VARCHAR(30),
  title VARCHAR(80),
  password VARCHAR(120) NOT NULL,
  supervisor_id INTEGER REFERENCES users(id) ON DELETE SET NULL,
  hourly_rate NUMERIC(10,2),
  hired_on DATE,
  left_on DATE,
  last_login DATETIME,
  enabled INTEGER NOT NULL DEFAULT 1
);
CREATE TABLE user_preferences (
  id INTEGER PRIMARY KEY,
  user_id INTEGER NOT NULL REFERENCES users(id) ON DELETE CASCADE,
  name VARCHAR(50) NOT NULL,
  value VARCHAR(255),
  UNIQUE (user_id, name)
);
CREATE TABLE access_token (
  id INTEGER PRIMARY KEY,
  user_id INTEGER NOT NULL REFERENCES users(id) ON DELETE CASCADE,
  name VARCHAR(50) NOT NULL,
  token VARCHAR(100) NOT NULL UNIQUE,
  last_usage DATETIME,
  expires_at DATETIME
);
CREATE TABLE customers (
  id INTEGER PRIMARY KEY,
  name VARCHAR(150) NOT NULL,
  contact VARCHAR(100),
  email VARCHAR(180),
  phone VARCHAR(30),
  address TEXT,
  visible INTEGER NOT NULL DEFAULT 1
);
CREATE TABLE projects (
  id INTEGER PRIMARY KEY,
  customer_id INTEGER NOT NULL REFERENCES customers(id) ON DELETE CASCADE,
  name VARCHAR(150) NOT NULL,
  order_number VARCHAR(20),
  starts_on DATE,
  ends_on DATE,
  budget NUMERIC(12,2),
  comment TEXT
);
CREATE TABLE project_members (
  project_id INTEGER NOT NULL REFERENCES projects(id) ON DELETE CASCADE,
  user_id INTEGER NOT NULL REFERENCES users(id) ON DELETE CASCADE,
  teamlead INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (project_id, user_id)
);
CREATE TABLE activities (
  id INTEGER PRIMARY KEY,
  name VARCHAR(100) NOT NULL,
  billable INTEGER NOT NULL DEFAULT 1
);
CREATE TABLE timesheet (
  id INTEGER PRIMARY KEY,
  user_id INTEGER NOT NULL REFERENCES users(id) ON DELETE CASCADE,
  project_id INTEGER NOT NULL REFERENCES projects(id),
  activity_id INTEGER NOT NULL REFERENCES activities(id),
  start_time DATETIME NOT NULL,
  end_time DATETIME NOT NULL,
  duration INTEGER NOT NULL,
  description TEXT,
  rate NUMERIC(10,2) NOT NULL,
  approved_by INTEGER REFERENCES users(id) ON DELETE SET NULL,
  approved_at DATETIME,
  exported INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX timesheet_user ON timesheet(user_id);
CREATE INDEX timesheet_approved_by ON timesheet(approved_by);
CREATE TABLE invoices (
  id INTEGER PRIMARY KEY,
  customer_id INTEGER NOT NULL REFERENCES customers(id),
  invoice_number VARCHAR(20) NOT NULL UNIQUE,
  invoiced_on DATE NOT NULL,
  total NUMERIC(12,2) NOT NULL,
  created_by INTEGER,
  comment TEXT
);
"""
ACTIVITIES = ["Möte", "Förhandling", "Utbildning", "Administration", "Resa", "Rådgivning",
              "Utveckling"]
PROJECTS = ["Avtal {year}", "Lönekartläggning", "Skyddsombudsutbildning", "Rådgivning per timme",
            "Förhandlingsstöd", "Ny webbplats"]
USERS, HERS = 140, 23  # Karin's id.
BOSS, COLLEAGUE = 4, 31
REPORTING = (COLLEAGUE, 44, 52)
LEFT = datetime.date(2026, 3, 31)


class Tidrapport:
    def __init__(self, db, people, cast, random):
        self.db, self.people, self.cast, self.random = db, people, cast, random
        self.users, self.projects = {}, []
        db.executescript(SCHEMA)

    def insert(self, table, *values):
        places = ",".join("?" * (len(values) + 1))
        row = self.db.execute(f"INSERT INTO {table} VALUES ({places})", (None, *values))
        return row.lastrowid

    def fill(self):
        self.fill_customers()
        known = {HERS: self.cast.karin, BOSS: self.cast.boss, COLLEAGUE: self.cast.colleague}
        for number in range(1, USERS + 1):
            self.add_user(number, known.get(number) or self.people.person())
        self.db.execute("UPDATE users SET supervisor_id=? WHERE id IN (?,?,?)", (HERS, *REPORTING))
        for user in self.users:
            self.add_sheets(user)
        self.tell_of_karin()

    def fill_customers(self):
        for name in ACTIVITIES:
            self.insert("activities", name, 1)
        for name in texts.EMPLOYERS:
            contact = self.people.person()
            customer = self.insert(
                "customers", f"{name} AB", contact.name,
                self.people.email(contact.first, contact.last, "kund.example"),
                phone_written(contact.phone, "dashed"),
                f"{contact.street}\n{contact.postal_code} {contact.city}", 1)
            for _ in range(self.random.randint(1, 3)):
                year = self.random.randint(2022, 2026)
                self.projects.append(self.insert(
                    "projects", customer, self.random.choice(PROJECTS).format(year=year),
                    f"{year}-{self.random.randint(100, 999)}", f"{year}-01-01", f"{year}-12-31",
                    self.random.randrange(40000, 900000, 5000), None))

    def add_user(self, number, person):
        random = self.random
        email = (self.cast.work_email if number == HERS else
                 person.email if "forbundet" in person.email else
                 self.people.email(person.first, person.last, "forbundet.example"))
        supervisor = None if number <= BOSS else BOSS if number == HERS else random.randint(1, BOSS)
        hired = (datetime.date(2022, 10, 1) if number == HERS else
                 self.people.day(datetime.date(2015, 1, 1), datetime.date(2023, 1, 1)))
        user = self.insert(
            "users", email.split("@")[0], person.name, email,
            phone_written(person.phone, random.choice(["bare", "international"])),
            random.choice(texts.TITLES), "$argon2id$" + "%040x" % random.getrandbits(160),
            supervisor, random.randrange(280, 640, 5), str(hired),
            str(LEFT) if number == HERS else None,
            f"{LEFT if number == HERS else '2026-10-29'} 08:{random.randint(10, 59)}:00",
            0 if number == HERS else 1)
        self.users[user] = person
        for name, value in (("language", random.choice(["sv", "sv", "nb", "da", "en"])),
                            ("timezone", "Europe/Stockholm"),
                            ("favorite_projects", str(random.choice(self.projects)))):
            self.insert("user_preferences", user, name, value)
        if random.random() < 0.3 or number == HERS:
            self.insert("access_token", user, "mobil", "%040x" % random.getrandbits(160),
                        "2026-02-11 07:58:00", "2027-02-11 00:00:00")
        for project in random.sample(self.projects, 3):
            self.db.execute("INSERT INTO project_members VALUES (?,?,?)",
                            (project, user, int(random.random() < 0.1)))

    def add_sheets(self, user):
        random, pick = self.random, self.random.choice
        others = [person for number, person in self.users.items() if number not in (user, HERS)]
        for _ in range(58):
            day = self.people.day(datetime.date(2024, 1, 8),
                                  LEFT if user == HERS else datetime.date(2026, 10, 29))
            text = pick(texts.TASKS).format(company=pick(texts.EMPLOYERS), other=pick(others).name,
                                            city=self.people.address()[2])
            # Karin approves what those who report to her have worked.
            hers = user in REPORTING and day <= LEFT
            approver = HERS if hers else random.randint(1, BOSS)
            self.add_sheet(user, day, text if random.random() < 0.8 else None, approver)

    def add_sheet(self, user, day, text, approver):
        start, hours = self.random.randint(7, 12), self.random.randint(1, 5)
        self.insert("timesheet", user, self.random.choice(self.projects),
                    self.random.randint(1, len(ACTIVITIES)), f"{day} {start:02}:00:00",
                    f"{day} {start + hours:02}:00:00", hours * 3600, text,
                    self.random.randrange(280, 640, 5), approver, f"{day} 17:00:00",
                    int(day.year < 2026))

    def tell_of_karin(self):
        karin, boss = self.cast.karin, self.cast.boss
        colleague = self.cast.colleague
        day = datetime.date(2026, 2, 12)
        self.add_sheet(HERS, day, f"Samtal med {boss.name} om min sjukskrivning. /{karin.name}",
                       BOSS)
        self.add_sheet(HERS, day, f"Handledning av {colleague.name}, ring mig på "
                       f"{phone_written(karin.phone, 'dashed')} vid frågor", BOSS)
        self.add_sheet(COLLEAGUE, day, f"Handledning med {karin.name}", HERS)
        self.add_sheet(COLLEAGUE, day, f"Skickade underlaget till {self.cast.work_email}", HERS)
        self.add_sheet(44, day, f"Vikarierade för {karin.name}", BOSS)
        for number in range(1, 120):
            customer = self.random.randint(1, len(texts.EMPLOYERS))
            invoiced = self.people.day(datetime.date(2024, 1, 31), datetime.date(2026, 9, 30))
            self.insert("invoices", customer, f"F{2400 + number}", str(invoiced),
                        self.random.randrange(8000, 240000, 250), self.random.choice([HERS, 2, 3]),
                        "Referens: Karin Åhlström" if number == 40 else None)


def fill(db, people, cast, random):
    Tidrapport(db, people, cast, random).fill()
