#!/usr/bin/env python3
"""The story runner refuses an answer that is not as told, with a shell script as the program."""

import contextlib
import io
import pathlib
import tempfile
import unittest

import stories

PROGRAM = """#!/bin/sh
case $1 in
  two) echo "A-0001  4 rows"; echo "A-0002  7 rows" ;;
  same) [ "$2" = "$3" ] && echo "both $2" ;;
  fails) echo "conflict: no" >&2; exit 5 ;;
  where) [ "$OMBUD_DATA" = "$PWD/data" ] && echo fresh ;;
esac
"""


class StoriesTest(unittest.TestCase):
    def tell(self, text):
        with tempfile.TemporaryDirectory() as folder:
            program = pathlib.Path(folder) / "program"
            program.write_text(PROGRAM)
            program.chmod(0o755)
            story = pathlib.Path(folder) / "a.story"
            story.write_text(text)
            self.said = io.StringIO()
            with contextlib.redirect_stdout(self.said):
                return stories.tell(program, story)

    def test_an_answer_as_told_passes(self):
        self.assertTrue(self.tell("# A story.\n\n$ ombud two  # two\nA-0001  4 rows\n"
                                  "A-0002  7 rows\n\n# The end.\n"))

    def test_another_answer_is_refused(self):
        self.assertFalse(self.tell("$ ombud two\nA-0001  4 rows\nA-0002  8 rows\n"))
        self.assertIn("-A-0002  8 rows\n+A-0002  7 rows", self.said.getvalue())

    def test_a_line_too_many_or_too_few_is_refused(self):
        self.assertFalse(self.tell("$ ombud two\nA-0001  4 rows\n"))
        self.assertFalse(self.tell("$ ombud two\n"))
        self.assertFalse(self.tell("$ true\nmore\n"))

    def test_the_exit_code_is_held(self):
        self.assertTrue(self.tell("$ ombud fails\nconflict: no  # exit 5\n"))
        self.assertTrue(self.tell("$ ombud fails\nconflict: no\n# exit 5\n"))
        self.assertFalse(self.tell("$ ombud fails\nconflict: no\n"))
        self.assertFalse(self.tell("$ ombud fails\nconflict: no  # exit 6\n"))

    def test_wildcards_stand_for_text_and_for_lines(self):
        self.assertTrue(self.tell("$ ombud two\nA-[...]  4 rows\n...\n"))
        self.assertTrue(self.tell("$ ombud two\n...\nA-0002 [...]\n"))
        self.assertFalse(self.tell("$ ombud two\n...\nA-0003 [...]\n"))

    def test_a_word_found_is_known_later(self):
        text = "$ ombud two\n[FIRST=]  4 rows\n...\n$ ombud same $FIRST {}\nboth [FIRST]\n"
        self.assertTrue(self.tell(text.format("A-0001")))
        self.assertFalse(self.tell(text.format("A-0002")))

    def test_files_are_created_and_folders_are_fresh(self):
        self.assertTrue(self.tell("< file in.txt\nå\n$ no command\n>\n$ cat in.txt\nå\n"
                                  "[...] no command\n\n$ wc -l <in.txt\n2\n"))
        self.assertTrue(self.tell("$ ombud where\nfresh\n$ touch data\n"))
        self.assertTrue(self.tell("$ ls\n"))

    def test_brackets_of_the_answer_itself_are_text(self):
        self.assertTrue(self.tell("$ echo '[x] (y)*'\n[x] (y)*\n"))
        self.assertFalse(self.tell("$ echo 'x'\n[x]\n"))

    def test_an_answer_without_a_command_is_refused(self):
        with self.assertRaises(ValueError):
            self.tell("lost line\n")


if __name__ == "__main__":
    unittest.main()
