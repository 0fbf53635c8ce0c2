"""What a DOCX says, read by python-docx: a JSON line for each paragraph and row, in order."""

import json
import sys
import zipfile
from xml.etree import ElementTree

import docx
from docx.oxml.ns import qn


def said(element):
    """Text with its line breaks; python-docx 0.8 passes links over."""
    text = ""
    for one in element.iter(qn("w:t"), qn("w:br"), qn("w:tab")):
        text += {qn("w:br"): "\n", qn("w:tab"): "\t"}.get(one.tag, one.text)
    return text


def main(file):
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            ElementTree.fromstring(archive.read(name))
    document = docx.Document(file)
    styles = {style.style_id: style.name for style in document.styles}
    for element in document.element.body:
        if element.tag == qn("w:p"):
            style = element.find(qn("w:pPr") + "/" + qn("w:pStyle"))
            name = styles[style.get(qn("w:val"))] if style is not None else "Normal"
            print(json.dumps({"style": name, "text": said(element)}, ensure_ascii=False))
        if element.tag == qn("w:tbl"):
            for row in element.iter(qn("w:tr")):
                head = row.find(qn("w:trPr") + "/" + qn("w:tblHeader")) is not None
                cells = [said(cell) for cell in row.iter(qn("w:tc"))]
                print(json.dumps({"head": head, "cells": cells}, ensure_ascii=False))
    section = document.sections[0]
    properties = document.core_properties
    language = document.styles.element.find(".//" + qn("w:lang")).get(qn("w:val"))
    print(json.dumps({"title": properties.title, "author": properties.author,
                      "made": properties.created.isoformat() if properties.created else None,
                      "language": language, "wide": section.page_width > section.page_height,
                      "page": said(section.footer._element)}, ensure_ascii=False))


main(sys.argv[1])
