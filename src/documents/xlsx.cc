// A workbook: a sheet for each table, and a first one for what stands outside of tables. Rows are
// written as they come; nothing of a table is held. A cell is a number or a date where its column
// says so and it is written like one, everything else is text in the cell itself: no cell is a
// formula, and no text is turned into something else.
//
// ECMA-376 part 1 (SpreadsheetML), the least that Excel and LibreOffice ask for.

#include "documents/xlsx.h"

#include <fmt/format.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "documents/contents.h"
#include "documents/office.h"
#include "documents/type.h"
#include "documents/xml.h"
#include "documents/zip.h"

namespace ombud::documents {

namespace {

constexpr std::size_t rows_at_most = 1'048'575;  // Beside the head.
constexpr std::size_t columns_at_most = 16'384;
constexpr std::size_t text_at_most = 32'767;  // Of a cell, in UTF-16 units.
constexpr std::size_t sheets_at_most = 200;   // What comes later stands on the first sheet.
constexpr std::size_t rows_looked_at = 200;
constexpr double widest = 60;  // In digits.

// The cell formats of styles.xml, by place.
enum class Look : std::uint8_t { plain, head, text, number, date, instant, title, heading, strong };

constexpr std::string_view styles = R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/><numFmt numFmtId="165" formatCode="yyyy\-mm\-dd\ hh:mm\ &quot;UTC&quot;"/></numFmts>
<fonts count="4"><font><sz val="10"/><name val="Calibri"/><family val="2"/></font><font><b/><sz val="10"/><name val="Calibri"/><family val="2"/></font><font><b/><sz val="16"/><name val="Calibri"/><family val="2"/></font><font><b/><sz val="12"/><color rgb="FF0B5C74"/><name val="Calibri"/><family val="2"/></font></fonts>
<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFEEF4F6"/><bgColor indexed="64"/></patternFill></fill></fills>
<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left/><right/><top/><bottom style="thin"><color rgb="FF7C878D"/></bottom><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="9"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="1" fillId="2" borderId="1" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top"/></xf><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment horizontal="left" vertical="top"/></xf><xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment horizontal="left" vertical="top"/></xf><xf numFmtId="49" fontId="2" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/><xf numFmtId="49" fontId="3" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>
</styleSheet>)";

constexpr OfficePart fixed_parts[] = {{"xl/workbook.xml", "spreadsheetml.sheet.main+xml"},
                                      {"xl/styles.xml", "spreadsheetml.styles+xml"}};

constexpr std::string_view sheet_start =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">";

// "A", "Z", "AA".
std::string letters(std::size_t column) {
  std::string name;
  for (std::size_t left = column + 1; left > 0; left = (left - 1) / 26)
    name.insert(name.begin(), static_cast<char>('A' + (left - 1) % 26));
  return name;
}

std::size_t units_of(UChar32 c) { return c >= 0x10000 ? 2 : 1; }

// The longest beginning of so many UTF-16 units.
std::string_view cut(std::string_view text, std::size_t units) {
  std::size_t used = 0;
  std::int32_t at = 0;
  for (const auto length = static_cast<std::int32_t>(text.size()); at < length;) {
    const std::int32_t before = at;
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(text.data(), at, length, c);
    used += units_of(c);
    if (used > units) return text.substr(0, static_cast<std::size_t>(before));
  }
  return text;
}

// "_x0041_" in a cell is read as "A": an underline that begins such a thing is written like that
// itself.
std::string unread(std::string text) {
  for (std::size_t at = text.find("_x"); at != std::string::npos; at = text.find("_x", at + 1)) {
    const auto hex = [&](std::size_t i) {
      return at + i < text.size() && std::isxdigit(static_cast<unsigned char>(text[at + i])) != 0;
    };
    if (hex(2) && hex(3) && hex(4) && hex(5) && at + 6 < text.size() && text[at + 6] == '_') {
      text.replace(at, 1, "_x005F_");
      at += 6;
    }
  }
  return text;
}

// Tabs stay: what was written into a cell is read out of it.
std::string text_cell(std::string_view text, Look look) {
  std::string clean;
  for (const std::string& part : split(text, '\t')) clean += showable(part) + '\t';
  if (!clean.empty()) clean.pop_back();
  return fmt::format(R"(<c s="{}" t="inlineStr"><is><t xml:space="preserve">{}</t></is></c>)",
                     static_cast<int>(look),
                     xml_text(unread(std::string(cut(clean, text_at_most)))));
}

// Days since 30 December 1899, as spreadsheets count; from March 1900 on, when they agree on it.
std::optional<double> serial(Instant at) {
  constexpr Day origin{std::chrono::year{1899} / 12 / 30};
  constexpr Day begin{std::chrono::year{1900} / 3 / 1};
  if (at < begin) return std::nullopt;
  return std::chrono::duration<double, std::ratio<86'400>>(at - origin).count();
}

std::string cell(std::string_view text, Kind kind) {
  if (text.empty()) return "<c s=\"2\"/>";
  if (kind == Kind::number && is_number(text))
    return fmt::format("<c s=\"{}\"><v>{}</v></c>", static_cast<int>(Look::number), text);
  if (kind == Kind::date)
    if (const auto day = day_in(text))
      if (const auto days = serial(*day))
        return fmt::format("<c s=\"{}\"><v>{:.0f}</v></c>", static_cast<int>(Look::date), *days);
  if (kind == Kind::instant)
    if (const auto at = instant_in(text))
      if (const auto days = serial(*at))
        return fmt::format("<c s=\"{}\"><v>{:.9f}</v></c>", static_cast<int>(Look::instant), *days);
  return text_cell(text, Look::text);
}

// What Excel takes for the name of a sheet: up to 31 units, without some signs, none twice.
class SheetNames {
 public:
  std::string choose(std::string_view wish) {
    std::string name;
    for (const char c : showable(wish)) {
      const bool taken = std::string_view("[]:*?/\\\n ").find(c) == std::string_view::npos;
      if (taken || (!name.empty() && name.back() != ' ')) name += taken ? c : ' ';
    }
    const auto edge = [](char c) { return c == '\'' || c == ' '; };
    const auto end_well = [&] {
      while (!name.empty() && edge(name.back())) name.pop_back();
    };
    while (!name.empty() && edge(name.front())) name.erase(0, 1);
    name = cut(name, 31);
    end_well();
    if (name.empty()) name = fmt::format("{}", taken_.size() + 1);
    // Excel keeps this one for itself.
    if (ascii_equal_ignoring_case(name, "history")) name += " 1";
    const std::string first = name;
    for (int i = 2; !taken_.insert(fold(name)).second; ++i) {
      const std::string number = fmt::format(" ({})", i);
      name = cut(first, 31 - number.size());
      end_well();
      name += number;
    }
    return name;
  }

 private:
  std::set<std::string> taken_;
};

struct Sheet {
  std::string name;
  std::string filtered;  // "$A$1:$C$9", where rows can be filtered.
};

class Workbook {
 public:
  Workbook(const Document& document, const Sink& sink)
      : document_(document),
        language_(language_of(document)),
        zip_(sink),
        parts_(zip_, fixed_parts, "spreadsheetml.worksheet+xml") {
    sheets_.push_back({names_.choose(document.title)});
    if (!document.page.head.empty()) text_row({{document.page.head, Look::text}});
    text_row({{document.title, Look::title}});
    text_row({});
  }

  Result<void> put() {
    Blocks blocks(document_);
    while (const Block* block = TRY(blocks.next())) {
      table_alone_ = table_alone_ && std::holds_alternative<Table>(*block);
      TRY(std::visit([this](const auto& one) { return put(one); }, *block));
      if (!zip_.goes_on()) break;
    }
    return finish();
  }

 private:
  using Cells = std::vector<std::pair<std::string, Look>>;

  void text_row(const Cells& cells) {
    text_ += "<row>";
    for (const auto& [text, look] : cells) text_ += text_cell(text, look);
    text_ += "</row>\n";
  }

  Result<void> put(const Heading& heading) {
    text_row({});
    text_row({{heading.text, heading.level <= 2 ? Look::heading : Look::strong}});
    return {};
  }

  Result<void> put(const Paragraph& paragraph) {
    std::string text;
    for (const Run& run : runs_of(paragraph)) text += run.text;
    text_row({{text, Look::text}});
    return {};
  }

  Result<void> put(const Notice& notice) {
    text_row({{notice.text, Look::strong}});
    return {};
  }

  Result<void> put(const Facts& facts) {
    for (const auto& [word, fact] : facts.facts)
      text_row({{word, Look::strong}, {fact, Look::text}});
    return {};
  }

  Result<void> put(const List& list) {
    put_items(list.items, list.numbered, "");
    return {};
  }

  void put_items(const std::vector<Item>& items, bool numbered, const std::string& before) {
    for (std::size_t i = 0; i < items.size(); ++i) {
      const std::string mark = numbered ? fmt::format("{}. ", i + 1) : "\u2022 ";
      std::string text;
      for (const Run& run : runs_of(items[i].said)) text += run.text;
      text_row({{before + mark + text, Look::text}});
      put_items(items[i].items, numbered, before + "    ");
    }
  }

  Result<void> put(const Figure& figure) {
    if (!figure.caption.empty()) text_row({{figure.caption, Look::strong}});
    text_row({{alternative(figure), Look::text}});
    return {};
  }

  Result<void> put(const Table& table) {
    Rows rows(table);
    const std::vector<const Row*> first = TRY(rows.look(rows_looked_at));
    const bool own = sheets_.size() <= sheets_at_most;
    if (own) {
      begin_sheet(table, first);
      // Where it is, for whoever reads the first sheet.
      text_row({{table.caption, Look::strong}, {"\u2192 " + sheets_.back().name, Look::text}});
    } else if (!table.caption.empty()) {
      text_row({{table.caption, Look::strong}});
    }
    std::string head = "<row>";
    for (const std::string& column : table.columns)
      head += text_cell(column, own ? Look::head : Look::strong);
    add(head + "</row>\n", own);
    std::size_t count = 0;
    std::size_t widest_row = table.columns.size();
    std::string line;
    while (const Row* row = TRY(rows.next())) {
      if (++count > rows_at_most || row->size() > columns_at_most)
        return fail(Errc::invalid, "documents.too_many_rows",
                    {{"rows", grouped(rows_at_most)}, {"columns", grouped(columns_at_most)}});
      widest_row = std::max(widest_row, row->size());
      line = "<row>";
      for (std::size_t i = 0; i < row->size(); ++i) line += cell((*row)[i], kind_of(table, i));
      line += "</row>\n";
      add(line, own);
      if (!zip_.goes_on()) break;
    }
    if (own) end_sheet(std::max<std::size_t>(widest_row, 1), count);
    return {};
  }

  void add(std::string_view xml, bool own) {
    if (own)
      zip_.add(xml);
    else
      text_ += xml;
  }

  void begin_sheet(const Table& table, const std::vector<const Row*>& first) {
    sheets_.push_back({names_.choose(table.caption)});
    zip_.begin(fmt::format("xl/worksheets/sheet{}.xml", sheets_.size()));
    std::string xml(sheet_start);
    xml +=
        "<sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" "
        "activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>"
        "<sheetFormatPr defaultRowHeight=\"14\"/>";
    std::size_t count = table.columns.size();
    for (const Row* row : first) count = std::max(count, row->size());
    if (count > 0) xml += "<cols>";
    for (std::size_t i = 0; i < count; ++i) {
      const double width = std::clamp(width_of(table, first, i), 8.0, widest);
      xml += fmt::format("<col min=\"{0}\" max=\"{0}\" width=\"{1:.1f}\" customWidth=\"1\"/>",
                         i + 1, width);
    }
    if (count > 0) xml += "</cols>";
    zip_.add(xml + "<sheetData>\n");
  }

  double width_of(const Table& table, const std::vector<const Row*>& first, std::size_t i) const {
    double most = 0;
    const auto look = [&](const std::string& text, double extra) {
      for (const std::string& line : split(text, '\n'))
        most = std::max(most, text_width(line, 1.75, false) + extra);
    };
    // The head also holds the button of the filter.
    if (i < table.columns.size()) look(table.columns[i], 4);
    for (const Row* row : first)
      if (i < row->size()) look(shown((*row)[i], kind_of(table, i), language_), 1.5);
    return most;
  }

  void end_sheet(std::size_t columns, std::size_t rows) {
    const std::string last = letters(columns - 1);
    zip_.add(
        fmt::format("</sheetData><autoFilter ref=\"A1:{}{}\"/>"
                    "<pageMargins left=\"0.5\" right=\"0.5\" top=\"0.6\" bottom=\"0.6\" "
                    "header=\"0.3\" footer=\"0.3\"/>"
                    "<pageSetup paperSize=\"9\" orientation=\"landscape\" fitToHeight=\"0\"/>"
                    "</worksheet>",
                    last, rows + 1));
    sheets_.back().filtered = fmt::format("$A$1:${}${}", last, rows + 1);
  }

  void put_first_sheet() {
    if (!document_.page.foot.empty()) {
      text_row({});
      text_row({{document_.page.foot, Look::text}});
    }
    zip_.begin("xl/worksheets/sheet1.xml");
    zip_.add(sheet_start);
    zip_.add(
        "<cols><col min=\"1\" max=\"1\" width=\"38\" customWidth=\"1\"/>"
        "<col min=\"2\" max=\"2\" width=\"80\" customWidth=\"1\"/></cols><sheetData>\n");
    zip_.add(text_);
    zip_.add("</sheetData></worksheet>");
  }

  Result<void> finish() {
    put_first_sheet();
    std::string book =
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
        "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" "
        "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">"
        "<bookViews><workbookView activeTab=\"";
    // Where there is one table and nothing else, it is what one sees.
    book += table_alone_ && sheets_.size() == 2 ? "1" : "0";
    book += "\"/></bookViews><sheets>";
    std::string names;
    parts_.refer("xl/styles.xml", "styles");
    for (std::size_t i = 0; i < sheets_.size(); ++i) {
      const std::string id =
          parts_.refer(fmt::format("xl/worksheets/sheet{}.xml", i + 1), "worksheet");
      book += fmt::format("<sheet name=\"{}\" sheetId=\"{}\" r:id=\"{}\"/>",
                          xml_text(sheets_[i].name), i + 1, id);
      std::string quoted;
      for (const char c : sheets_[i].name) quoted += c == '\'' ? "''" : std::string(1, c);
      if (!sheets_[i].filtered.empty())
        names += fmt::format(
            "<definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"{}\" "
            "hidden=\"1\">'{}'!{}</definedName>"
            "<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"{}\">"
            "'{}'!$1:$1</definedName>",
            i, xml_text(quoted), sheets_[i].filtered, i, xml_text(quoted));
    }
    book += "</sheets>";
    if (!names.empty()) book += "<definedNames>" + names + "</definedNames>";
    zip_.put("xl/workbook.xml", book + "</workbook>");
    zip_.put("xl/styles.xml", styles);
    parts_.finish(document_);
    return zip_.finish();
  }

  const Document& document_;
  Language language_;
  Zip zip_;
  OfficeParts parts_;
  SheetNames names_;
  std::vector<Sheet> sheets_;
  bool table_alone_ = true;
  std::string text_;  // The rows of the first sheet.
};

}  // namespace

Result<void> write_xlsx(const Document& document, const Sink& sink) {
  return Workbook(document, sink).put();
}

}  // namespace ombud::documents
