"""The schemas, and what a reader of each knows of it without Ombud: which rows are the example
person's, by a chain of columns from the row that is the person, and what would give him away.
"""

import dataclasses


@dataclasses.dataclass
class Case:
    name: str
    folder: str
    engine: str
    files: tuple
    # Each: a table's column equals another table's column in a row that is already the person's.
    links: tuple = ()
    # Columns of the person's rows by which he is searched for in every column afterwards; a name
    # in two columns is one search.
    secrets: tuple = ()
    # Searched for by the key rather than by the e-mail.
    by_key: bool = False
    # Another person than the truth's example: a table, its key, that key's value.
    person: tuple = ()
    # Where the count of the truth is more than a register of persons can find, and why.
    excused: dict = dataclasses.field(default_factory=dict)


SHOP = dict(
    folder="chinook",
    links=(("invoice", "customer_id", "customer", "customer_id"),
           ("invoice_line", "invoice_id", "invoice", "invoice_id")),
    secrets=(("customer", "email"), ("customer", "phone"), ("customer", "last_name"),
             ("customer", "first_name", "last_name"), ("customer", "address")))

CASES = [
    Case(name="kimai", folder="kimai", engine="mariadb", files=("kimai_2.x_seeded.sql",),
         links=tuple((f"kimai2_{table}", column, "kimai2_users", "id") for table, column in (
             ("timesheet", "user"), ("working_times", "user_id"), ("user_preferences", "user_id"),
             ("access_token", "user_id"), ("bookmarks", "user_id"), ("users_teams", "user_id"))),
         secrets=(("kimai2_users", "email"), ("kimai2_users", "username"),
                  ("kimai2_users", "alias"), ("kimai2_users", "account"),
                  ("kimai2_access_token", "token"), ("kimai2_access_token", "name")),
         excused={"kimai2_bookmarks.content": "numbers in the JSON of saved searches"}),
    Case(name="chinook", engine="postgresql", files=("Chinook_PostgreSql.sql",), **SHOP),
    Case(name="chinook_sqlite", engine="sqlite", files=("Chinook_Sqlite.sqlite",), **SHOP),
    Case(name="sakila", folder="sakila", engine="postgresql", by_key=True,
         files=("postgres-sakila-schema.sql", "postgres-sakila-copy.sql.gz"),
         links=(("rental", "customer_id", "customer", "customer_id"),
                ("payment", "customer_id", "customer", "customer_id"),
                ("address", "address_id", "customer", "address_id")),
         secrets=(("customer", "email"), ("customer", "first_name", "last_name"),
                  ("address", "address"))),
    Case(name="fides_example", folder="fides_example", engine="postgresql",
         files=("postgres_sample.sql",),
         links=(("orders", "customer_id", "customer", "id"),
                ("order_item", "order_id", "orders", "id"),
                ("payment_card", "customer_id", "customer", "id"),
                ("login", "customer_id", "customer", "id"),
                ("composite_pk_test", "customer_id", "customer", "id"),
                ("service_request", "email", "customer", "email"),
                ("visit", "email", "customer", "email"),
                ("address", "id", "customer", "address_id")),
         secrets=(("customer", "email"), ("customer", "name"), ("payment_card", "ccn"),
                  ("service_request", "alt_email"), ("address", "street"))),
]
# Persons of whom the truth counts no rows: the links say how many are theirs.
OTHERS = [
    Case(name="chinook_employee", folder="chinook", engine="postgresql", by_key=True,
         person=("employee", "employee_id", 2), files=("Chinook_PostgreSql.sql",),
         secrets=(("employee", "email"), ("employee", "phone"), ("employee", "address"),
                  ("employee", "first_name", "last_name"))),
    Case(name="sakila_staff", folder="sakila", engine="postgresql", by_key=True,
         person=("staff", "staff_id", 1),
         files=("postgres-sakila-schema.sql", "postgres-sakila-copy.sql.gz"),
         links=(("address", "address_id", "staff", "address_id"),),
         secrets=(("staff", "email"), ("staff", "first_name", "last_name"),
                  ("address", "address"))),
    Case(name="kimai_contact", folder="kimai", engine="mariadb", by_key=True,
         person=("kimai2_customers", "id", 1), files=("kimai_2.x_seeded.sql",),
         # What is known of a customer is his contact's too.
         links=tuple((f"kimai2_{table}", "customer_id", "kimai2_customers", "id")
                     for table in ("customers_comments", "invoices", "projects")),
         secrets=(("kimai2_customers", "email"), ("kimai2_customers", "contact"),
                  ("kimai2_customers", "mobile"), ("kimai2_customers", "invoice_email"))),
    Case(name="fides_employee", folder="fides_example", engine="postgresql", by_key=True,
         person=("employee", "id", 1), files=("postgres_sample.sql",),
         links=(("address", "id", "employee", "address_id"),),
         secrets=(("employee", "email"), ("employee", "name"))),
]
LOOKED_AT = Case(name="northwind", folder="northwind", engine="sqlite",
                 files=("northwind.sqlite",))
