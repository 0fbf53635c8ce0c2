#!/usr/bin/env python3
"""Shows a page of HTML as text, as a browser in the terminal would.

    demo/page_as_text.py FILE LINES

Shows the first LINES.
"""

import html.parser
import sys
import textwrap

COLUMNS = 100
ENDS_LINE = {"h1", "h2", "h3", "h4", "p", "tr", "div", "caption", "li"}


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.in_main = False
        self.line = []
        self.shown = []

    def handle_starttag(self, tag, attrs):
        self.in_main = self.in_main or tag == "main"

    def handle_data(self, data):
        if self.in_main and data.strip():
            self.line.append(" ".join(data.split()))

    def handle_endtag(self, tag):
        if tag in ENDS_LINE and self.line:
            self.shown += textwrap.wrap("  ".join(self.line), COLUMNS)
            self.line = []


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__.strip().splitlines()[2].strip())
    page = Page()
    with open(sys.argv[1], encoding="utf-8") as file:
        page.feed(file.read())
    print("\n".join(page.shown[:int(sys.argv[2])]))
