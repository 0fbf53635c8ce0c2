#!/usr/bin/env python3
"""Each rule of check_rooms.py and tidy.py catches an offence planted for it, and no more."""

import hashlib
import json
import pathlib
import tempfile
import unittest

import check_rooms
import tidy

ROOMS = """floor base:
floor store: base
jobs: base store
lists: base store jobs
main: *
"""


class Tree(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        self.write("src/rooms.txt", ROOMS)

    def write(self, path, text):
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text)

    def assert_catches(self, path, text, fault):
        self.write(path, text)
        found = self.faults()
        self.assertTrue(any(fault in line and path.split("/")[-1] in line for line in found),
                        f"{fault!r} is not among {found}")

    def assert_allows(self, path, text):
        self.write(path, text)
        self.assertEqual(self.faults(), [])


class RoomsTest(Tree):
    def faults(self):
        return list(check_rooms.check(self.root / "src"))

    def test_a_room_above_may_include_a_room_below(self):
        self.assert_allows("src/lists/a.cc", '#include "jobs/jobs.h"\n#include "store/pool.h"\n')

    def test_a_room_may_not_include_one_that_is_not_listed(self):
        self.assert_catches("src/jobs/a.cc", '#include "lists/lists.h"\n', "jobs may not include")

    def test_main_may_include_all(self):
        self.assert_allows("src/main.cc", '#include "lists/lists.h"\n')

    def test_a_room_lists_only_rooms_that_stand_above_it(self):
        self.assert_catches("src/rooms.txt", "a: b\nb:\n", "a lists b")

    def test_only_the_public_header_of_a_room_above_the_floor_is_open(self):
        self.assert_catches("src/lists/a.cc", '#include "jobs/claim.h"\n', "is public")

    def test_an_include_begins_with_a_room(self):
        self.assert_catches("src/jobs/a.cc", '#include "claim.h"\n', "does not start with a room")

    def test_a_folder_is_a_room(self):
        self.assert_catches("src/cellar/a.cc", "", "is not in rooms.txt")

    def test_a_migration_makes_only_its_own_tables(self):
        self.assert_catches("src/jobs/schema/0001_a.sql", "CREATE TABLE list_entry (\n",
                            "not jobs's")

    def test_a_migration_may_refer_to_a_table_of_a_room_that_it_includes(self):
        self.assert_allows("src/jobs/schema/0001_a.sql",
                           "CREATE TABLE jobs_job (organisation_id ${uuid}\n"
                           "  REFERENCES store_organisation (id) ON UPDATE CASCADE);\n"
                           "CREATE INDEX due ON jobs_job (due_at);  -- not FROM lists_entry\n")

    def test_a_migration_may_not_refer_to_a_room_above_it(self):
        self.assert_catches("src/jobs/schema/0001_a.sql", "  REFERENCES lists_list (id)",
                            "not jobs's")

    def test_sql_in_a_string_names_no_other_rooms_table(self):
        self.assert_catches("src/lists/a.cc", 'auto s = "SELECT id "\n  "FROM jobs_job";\n',
                            "jobs_job is jobs's")

    def test_sql_in_a_raw_string_names_no_other_rooms_table(self):
        self.assert_catches("src/lists/a.cc", 'auto s = R"(\nupdate jobs_job set x = 1)";\n',
                            "jobs_job is jobs's")

    def test_sql_in_a_string_may_name_own_and_foreign_tables(self):
        self.assert_allows("src/jobs/a.cc", 'auto s = "WITH due AS (SELECT id FROM jobs_job) '
                                            'SELECT id FROM due JOIN information_schema.tables";\n')

    def test_a_sentence_is_not_sql(self):
        self.assert_allows("src/lists/a.cc", '// SELECT x FROM jobs_job\n'
                                             'auto s = "taken from jobs_job at night";\n')


class TidyTest(Tree):
    all_languages = False

    def faults(self):
        return list(tidy.check(self.root, self.all_languages))

    def test_bans(self):
        for rule, offence in [
                ("clock", "auto t = std::chrono::system_clock::now();"),
                ("clock", "auto t = time(nullptr);"),
                ("print", 'std::cout << "x";'),
                ("print", 'printf("x");'),
                ("throw", "throw 1;"),
                ("catch", "try { } catch (...) { }"),
                ("regex", "std::regex r;"),
                ("local time", "localtime_r(&t, &tm);"),
                ("random", "int i = rand();"),
                ("number from text", "int i = std::stoi(s);"),
                ("name", "class JobManager;"),
                ("name", "struct PoolImpl;")]:
            with self.subTest(offence):
                self.assert_catches("src/jobs/a.cc", offence + "\n", f"({rule})")

    def test_what_stands_in_a_comment_or_a_string_is_not_code(self):
        self.assert_allows("src/jobs/a.cc", '// never throw 1; rand()\n'
                                            'auto s = "throw std::regex";\n'
                                            "/* std::cout */ int million = 1'000'000;\n")

    def test_an_excused_file_may(self):
        self.assert_allows("src/cli/out.cc", 'void f() { std::cout << 1; }\n')

    def test_no_using_namespace_in_a_header(self):
        self.assert_catches("src/jobs/a.h", "#pragma once\nusing namespace std;\n", "(using)")

    def test_a_header_begins_with_pragma_once(self):
        self.assert_catches("src/jobs/a.h", "int a;\n", "#pragma once")

    def test_a_file_includes_its_own_header_first(self):
        self.write("src/jobs/a.h", "#pragma once\n")
        self.assert_catches("src/jobs/a.cc", '#include <string>\n#include "jobs/a.h"\n', "first")

    def test_a_header_includes_what_it_names(self):
        self.write("src/store/row.h", "#pragma once\n#include <vector>\n")
        self.assert_catches("src/jobs/b.h", "#pragma once\nstd::string f();\n", "needs <string>")
        self.assert_catches("src/jobs/b.h", "#pragma once\nstore::Row f();\n", "header of store")
        self.assert_allows("src/jobs/b.h", '#pragma once\n#include "store/row.h"\n'
                           "store::Row f(std::vector<int> a, jobs::B b);\n")

    def test_a_silenced_check_says_why(self):
        self.assert_catches("src/jobs/a.cc", "int a;  // NOLINT\n", "its reason")
        self.assert_catches("src/jobs/a.cc", "int a;  // NOLINT(some-check)\n", "its reason")
        self.assert_allows("src/jobs/a.cc",
                           "int a;  // NOLINT(some-check): the macro needs it\n")

    def test_select_names_its_columns(self):
        self.assert_catches("src/jobs/a.cc", 'auto s = "SELECT * FROM t";\n', "SELECT *")
        self.assert_catches("src/jobs/a.cc", 'auto s = "select t.* from t";\n', "SELECT *")
        self.assert_catches("src/jobs/a.sql", "SELECT * FROM jobs_job;\n", "SELECT *")

    def test_a_left_over_is_caught(self):
        self.assert_catches("src/jobs/a.cc", "// TODO later\n", "issue")
        self.assert_catches("tests/a.py", "# FIXME\n", "issue")

    def test_a_long_line_and_a_long_file_are_caught(self):
        self.assert_catches("src/jobs/a.cc", "//" + "å" * 99 + "\n", "101 columns")
        self.assert_catches("src/jobs/a.cc", "\n" * 401, "401 lines")
        self.assert_allows("src/jobs/a.cc", "//" + "å" * 98 + "\n" * 400)

    def test_a_raw_string_may_be_wide(self):
        self.assert_allows("src/jobs/a.cc", 'auto s = R"(\n' + "x" * 200 + '\n)";\n')

    def test_a_test_may_throw(self):
        self.assert_allows("src/jobs/a_test.cc", "void f() { throw 1; }\n")

    def test_a_long_function_is_caught(self):
        body = "  f();\n" * 71
        self.assert_catches("src/jobs/a.cc", "int f() {\n" + body + "}\n", "of 71 lines")
        self.assert_catches("src/jobs/a.cc", "int f(int a,\n    int b) {\n" + body + "}\n", "of 71")
        self.assert_allows("src/jobs/a.cc", "namespace x {\n\nint f() {\n" + body[7:] + "}\n\n"
                           "int g() {\n  f();\n}\n\n}  // namespace x\n")

    def test_a_file_name_says_something(self):
        self.assert_catches("src/jobs/job_utils.cc", "", "says nothing")


class TextsTest(Tree):
    all_languages = False

    def setUp(self):
        super().setUp()
        self.write("src/jobs/text/en.json", '{"jobs.gone": "Job {job} is gone."}')
        self.write("src/jobs/a.cc", 'auto e = fail(Errc::not_found, "jobs.gone", {{"job", id}});\n')

    def faults(self):
        return list(tidy.check(self.root, self.all_languages))

    def test_keys_and_parameters_in_order(self):
        self.assertEqual(self.faults(), [])

    def test_a_key_has_a_sentence(self):
        self.assert_catches("src/jobs/b.cc", 'fail(Errc::invalid, "jobs.bad");\n', "no sentence")
        self.assert_catches("src/jobs/b.cc", 'say("jobs.bad");\n', "no sentence")

    def test_each_parameter_is_given(self):
        self.assert_catches("src/jobs/b.cc", 'fail(Errc::invalid, "jobs.gone");\n', "needs job")
        self.assert_catches("src/jobs/b.cc", 'fail(Errc::invalid, "jobs.gone", {{"id", f(1)}});\n',
                            "needs job")

    def test_parameters_made_elsewhere_are_believed(self):
        self.assert_allows("src/jobs/b.cc", 'auto s = say("jobs.gone", params);\n')

    def test_a_sentence_that_nothing_says_is_caught(self):
        self.write("src/jobs/a.cc", "")
        self.assertIn("src/jobs/text/en.json: nothing says jobs.gone", self.faults())

    def test_a_key_made_from_its_beginning_counts_as_said(self):
        self.write("src/jobs/a.cc", 'auto s = say(fmt::format("{}{}", "jobs.", kind));\n')
        self.assertEqual(self.faults(), [])

    def test_a_key_begins_with_its_room(self):
        self.assert_catches("src/jobs/text/en.json", '{"lists.x": "X."}', "does not begin with")

    def test_the_same_key_twice_is_caught(self):
        self.assert_catches("src/jobs/text/en.json", '{"jobs.gone": "A", "jobs.gone": "B"}',
                            "twice")

    def test_languages_have_the_same_keys(self):
        self.assert_catches("src/jobs/text/sv.json", "{}", "jobs.gone is missing")
        self.assert_catches("src/jobs/text/sv.json",
                            '{"jobs.gone": "{job}", "jobs.more": ""}', "not in en.json")

    def test_languages_have_the_same_parameters(self):
        self.assert_catches("src/jobs/text/da.json", '{"jobs.gone": "Job {jobb}."}', "parameters")

    def test_a_word_that_follows_its_number_is_the_same_parameter(self):
        self.write("src/jobs/text/en.json", '{"jobs.gone": "{job} {job:job|jobs}"}')
        self.assert_allows("src/jobs/text/sv.json", '{"jobs.gone": "{job:jobb|jobb}"}')
        self.assert_catches("src/jobs/text/sv.json", '{"jobs.gone": "{jobb:ett|flera}"}',
                            "parameters")
        for broken in ("{job} {job:jobb}", "{job} {job:a|b|c}", "{job} {job:a|b"):
            self.assert_catches("src/jobs/text/sv.json", json.dumps({"jobs.gone": broken}),
                                "one|several")

    def test_all_four_languages_are_there_where_asked_for(self):
        self.all_languages = True
        faults = self.faults()
        for language in ("sv", "da", "nb"):
            self.assertIn(f"src/jobs/text/{language}.json: is missing", faults)


class MigrationsTest(Tree):
    PATH = "src/jobs/schema/0001_job.sql"

    def setUp(self):
        super().setUp()
        self.write(self.PATH, "CREATE TABLE jobs_job (id ${uuid});\n")
        digest = hashlib.sha256((self.root / self.PATH).read_bytes()).hexdigest()
        self.write(tidy.CHECKSUMS, f"# sums\n{digest}  {self.PATH}\n")

    def faults(self):
        return list(tidy.check(self.root))

    def test_a_released_migration_in_its_first_form_is_in_order(self):
        self.assertEqual(self.faults(), [])

    def test_a_released_migration_that_was_edited_is_caught(self):
        self.assert_catches(self.PATH, "CREATE TABLE jobs_job (id ${text});\n", "was released")

    def test_a_released_migration_that_was_removed_is_caught(self):
        (self.root / self.PATH).unlink()
        self.assertIn(f"{self.PATH}: was released and is gone", self.faults())


if __name__ == "__main__":
    unittest.main()
