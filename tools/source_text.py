"""C++ and SQL as text: what is code, what is a comment, what is a string."""

import re

TOKEN = re.compile(
    r"""(?P<comment>//[^\n]*|/\*.*?\*/)
      | (?P<raw>R"(?P<mark>[^()\s]{0,16})\((?P<body>.*?)\)(?P=mark)")
      | (?P<string>"(?:[^"\\\n]|\\.)*")
      | (?P<digit>(?<=\d)'(?=[0-9a-fA-F]))
      | (?P<char>'(?:[^'\\\n]|\\.)*')""", re.DOTALL | re.VERBOSE)


def blank(text):
    """As many lines and columns, nothing in them."""
    return re.sub(r"[^\n]", " ", text)


def code_only(text):
    """The text with comments and the insides of strings blanked, at the same places."""
    def replace(match):
        if match["digit"]:
            return match[0]
        if match["string"] or match["char"]:
            return match[0][0] + blank(match[0][1:-1]) + match[0][-1]
        return blank(match[0])
    return TOKEN.sub(replace, text)


def comments(text):
    """Each (line, comment)."""
    for match in TOKEN.finditer(text):
        if match["comment"]:
            yield text.count("\n", 0, match.start()) + 1, match[0]


def raw_lines(text):
    """The numbers of the lines that lie in raw strings: nothing may be broken there."""
    return {number for match in TOKEN.finditer(text) if match["raw"] is not None
            for number in range(text.count("\n", 0, match.start()) + 1,
                                text.count("\n", 0, match.end()) + 2)}


def literals(text):
    """Each (line, content) of a string literal; neighbours are one, as for the compiler."""
    line, joined, end = 0, None, 0
    for match in TOKEN.finditer(text):
        if match["comment"]:
            continue
        if match["raw"] is None and match["string"] is None:
            continue
        content = match["body"] if match["raw"] is not None else match["string"][1:-1]
        if joined is not None and not code_only(text[end:match.start()]).strip():
            joined += content
        else:
            if joined is not None:
                yield line, joined
            line, joined = text.count("\n", 0, match.start()) + 1, content
        end = match.end()
    if joined is not None:
        yield line, joined


def without_sql_comments(sql):
    return re.sub(r"--[^\n]*|/\*.*?\*/", lambda match: blank(match[0]), sql, flags=re.DOTALL)
