"""What an XLSX says, read by openpyxl: a JSON line for each sheet, and one for each row."""

import json
import sys
import zipfile
from xml.etree import ElementTree

import openpyxl


def main(file):
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            ElementTree.fromstring(archive.read(name))
    book = openpyxl.load_workbook(file)
    for sheet in book:
        print(json.dumps({"sheet": sheet.title, "frozen": sheet.freeze_panes,
                          "filter": sheet.auto_filter.ref, "titles": sheet.print_title_rows},
                         ensure_ascii=False))
        for row in sheet.iter_rows():
            # s: text, n: number, d: date, f: a formula, which is never to come.
            print(json.dumps([[cell.data_type, str(cell.value)] if cell.value is not None else None
                              for cell in row], ensure_ascii=False))


main(sys.argv[1])
