// A workbook, read as a stream: which sheets there are, what the formats of cells mean, the texts
// that cells share, then the rows of one sheet. Formulas are not computed; what the program that
// wrote the file made of them stands beside them.
//
// ECMA-376 part 1 (SpreadsheetML), also as LibreOffice, Excel and openpyxl write it.

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>

#include "base/encoding.h"
#include "base/text.h"
#include "tables/number_format.h"
#include "tables/read.h"
#include "tables/xml_part.h"

namespace ombud::tables {

namespace {

using Node = XmlPart::Node;

constexpr std::size_t most_cell_bytes = 1 << 20;
constexpr std::size_t most_shared_bytes = 64 << 20;
constexpr std::string_view document_type =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument";

template <class Number>
std::optional<Number> number_in(std::string_view text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// "_x000A_" in a cell is the character of that number.
std::string unescaped(std::string_view text) {
  std::string plain;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::string_view left = text.substr(at);
    if (left.size() >= 7 && left.starts_with("_x") && left[6] == '_') {
      unsigned point = 0;
      const auto [end, error] = std::from_chars(left.data() + 2, left.data() + 6, point, 16);
      if (error == std::errc() && end == left.data() + 6 && (point < 0xD800 || point > 0xDFFF)) {
        append_utf8(plain, point);
        at += 6;
        continue;
      }
    }
    plain += text[at];
  }
  return plain;
}

Value text_value(std::string text) {
  const auto kind = text.empty() ? Value::Kind::nothing : Value::Kind::text;
  return {kind, std::move(text), {}};
}

// "xl/" and "worksheets/sheet1.xml", or "/xl/worksheets/sheet1.xml".
std::string part_beside(std::string_view folder, std::string_view target) {
  if (target.starts_with('/')) return std::string(target.substr(1));
  std::string path(folder);
  while (target.starts_with("../")) {
    target.remove_prefix(3);
    path.pop_back();
    path.erase(path.rfind('/') == std::string::npos ? 0 : path.rfind('/') + 1);
    if (path.empty()) break;
  }
  return path + std::string(target);
}

class Workbook {
 public:
  Workbook(ZipFile zip, Gather& gather) : zip_(std::move(zip)), gather_(gather) {}

  Result<void> open() {
    for (const auto& [id, link] : TRY(links_of("_rels/.rels")))
      if (link.type == document_type || link.type.ends_with("/officeDocument"))
        book_ = part_beside("", link.target);
    if (book_.empty() || !zip_.has(book_)) return gather_.refuse("tables.no_workbook");
    const std::size_t name_begin = book_.rfind('/') + 1;
    folder_ = book_.substr(0, name_begin);
    const Links links = TRY(links_of(folder_ + "_rels/" + book_.substr(name_begin) + ".rels"));
    TRY(read_book(links));
    for (const auto& [id, link] : links) {
      if (link.type.ends_with("/styles")) TRY(read_styles(part_beside(folder_, link.target)));
      if (link.type.ends_with("/sharedStrings"))
        TRY(read_shared(part_beside(folder_, link.target)));
    }
    return {};
  }

  struct Tab {
    std::string name;
    std::string part;
    bool visible = true;
  };

  const std::vector<Tab>& tabs() const { return tabs_; }

  /// By name, else the one that is seen first; null where there is none.
  const Tab* find(std::string_view name) const {
    if (name.empty() && active_ < tabs_.size() && tabs_[active_].visible) return &tabs_[active_];
    const auto tab = std::ranges::find_if(tabs_, [&](const Tab& one) {
      return name.empty() ? one.visible : fold(one.name) == fold(name);
    });
    return tab == tabs_.end() ? nullptr : &*tab;
  }

  Result<void> read_rows(const Tab& tab) {
    XmlPart xml = TRY(XmlPart::open(zip_, tab.part));
    Sheet sheet(gather_);
    std::size_t row = 0;
    std::vector<Value> values;
    while (true) {
      const Node node = TRY(xml.next());
      if (node == Node::none) break;
      if (node == Node::begin && xml.name() == "row") {
        const auto number = number_in<std::size_t>(xml.attribute("r").value_or(""));
        if (number && *number <= row) return bad();
        row = number.value_or(row + 1);
        next_column_ = 0;
        values.clear();
      } else if (node == Node::begin && xml.name() == "c") {
        TRY(read_cell(xml, values));
      } else if (node == Node::end && xml.name() == "row") {
        TRY(sheet.row(row, std::exchange(values, {})));
      } else if (node == Node::end && xml.name() == "sheetData") {
        break;
      }
    }
    return sheet.end();
  }

 private:
  struct Link {
    std::string type;
    std::string target;
  };

  using Links = std::map<std::string, Link>;

  Failure bad() const { return gather_.refuse("tables.bad_workbook"); }

  Result<Links> links_of(const std::string& part) {
    Links links;
    if (!zip_.has(part)) return links;
    XmlPart xml = TRY(XmlPart::open(zip_, part));
    while (true) {
      const Node node = TRY(xml.next());
      if (node == Node::none) return links;
      if (node == Node::begin && xml.name() == "Relationship" &&
          xml.attribute("TargetMode") != "External")
        links[xml.attribute("Id").value_or("")] = {xml.attribute("Type").value_or(""),
                                                   xml.attribute("Target").value_or("")};
    }
  }

  Result<void> read_book(const Links& links) {
    XmlPart xml = TRY(XmlPart::open(zip_, book_));
    while (true) {
      const Node node = TRY(xml.next());
      if (node == Node::none) return {};
      if (node != Node::begin) continue;
      if (xml.name() == "workbookPr") {
        const std::string date = xml.attribute("date1904").value_or("");
        from_1904_ = date == "1" || date == "true";
      } else if (xml.name() == "workbookView") {
        active_ = number_in<std::size_t>(xml.attribute("activeTab").value_or("")).value_or(0);
      } else if (xml.name() == "sheet") {
        const auto link = links.find(xml.attribute("id").value_or(""));
        if (link == links.end() || !link->second.type.ends_with("/worksheet")) continue;
        const std::string state = xml.attribute("state").value_or("visible");
        tabs_.push_back({xml.attribute("name").value_or(""),
                         part_beside(folder_, link->second.target), state == "visible"});
      }
    }
  }

  // What each cell format means, by its place in cellXfs.
  Result<void> read_styles(const std::string& part) {
    XmlPart xml = TRY(XmlPart::open(zip_, part));
    std::map<int, std::string> codes;
    bool of_cells = false;
    while (true) {
      const Node node = TRY(xml.next());
      if (node == Node::none) return {};
      if (xml.name() == "cellXfs") of_cells = node == Node::begin;
      if (node != Node::begin) continue;
      const int id = number_in<int>(xml.attribute("numFmtId").value_or("")).value_or(0);
      if (xml.name() == "numFmt") codes[id] = xml.attribute("formatCode").value_or("");
      if (of_cells && xml.name() == "xf") meanings_.push_back(meaning_of(id, codes[id]));
    }
  }

  Result<void> read_shared(const std::string& part) {
    XmlPart xml = TRY(XmlPart::open(zip_, part));
    std::size_t bytes = 0;
    while (true) {
      const Node node = TRY(xml.next());
      if (node == Node::none) return {};
      if (node != Node::begin || xml.name() != "si") continue;
      shared_.push_back(unescaped(TRY(text_in(xml, "si"))));
      bytes += sizeof(std::string) + shared_.back().size();
      if (bytes > most_shared_bytes)
        return gather_.refuse("tables.too_much_text",
                              {{"most", std::to_string(most_shared_bytes >> 20)}});
    }
  }

  // All that stands in `t` of the element that has begun, without how it is pronounced.
  Result<std::string> text_in(XmlPart& xml, std::string_view element) {
    std::string text;
    bool inside = false;
    int pronounced = 0;
    while (true) {
      const Node node = TRY(xml.next());
      if (node == Node::none) return bad();
      if (node == Node::text) {
        if (inside && pronounced == 0) text += xml.text();
        if (text.size() > most_cell_bytes) return bad();
        continue;
      }
      const bool begins = node == Node::begin;
      if (xml.name() == "t") inside = begins;
      if (xml.name() == "rPh") pronounced += begins ? 1 : -1;
      if (!begins && xml.name() == element) return text;
    }
  }

  // The cell that has begun, in its place of the row.
  Result<void> read_cell(XmlPart& xml, std::vector<Value>& values) {
    const std::size_t column = TRY(column_of(xml.attribute("r")));
    next_column_ = column + 1;
    const std::string type = xml.attribute("t").value_or("n");
    const auto format = number_in<std::size_t>(xml.attribute("s").value_or("")).value_or(0);
    std::string text;
    bool formula = false;
    bool inside = false;
    while (true) {
      const Node node = TRY(xml.next());
      if (node == Node::none) return bad();
      if (node == Node::end && xml.name() == "c") break;
      if (node == Node::begin && xml.name() == "f") formula = true;
      if (node == Node::begin && xml.name() == "is") text = TRY(text_in(xml, "is"));
      if (node != Node::text && xml.name() == "v") inside = node == Node::begin;
      if (node == Node::text && inside) text += xml.text();
      if (text.size() > most_cell_bytes) return bad();
    }
    Value value = TRY(value_of(type, std::move(text), format));
    if (formula && value.kind == Value::Kind::nothing && type != "str")
      value.kind = Value::Kind::broken;
    if (value.kind == Value::Kind::nothing && column >= values.size()) return {};
    if (values.size() <= column) values.resize(column + 1, {Value::Kind::nothing, "", {}});
    values[column] = std::move(value);
    return {};
  }

  Result<Value> value_of(const std::string& type, std::string text, std::size_t format) {
    if (type == "s") {
      const auto place = number_in<std::size_t>(text);
      if (!place || *place >= shared_.size()) return bad();
      return text_value(shared_[*place]);
    }
    if (type == "str" || type == "inlineStr") return text_value(unescaped(text));
    if (text.empty()) return Value{Value::Kind::nothing, "", {}};
    if (type == "b") return Value{Value::Kind::yes_no, text == "1" ? "yes" : "no", {}};
    if (type == "e") return Value{Value::Kind::broken, "", {}};
    if (type == "d")
      return Value{text.size() == 10 ? Value::Kind::day : Value::Kind::instant, text, {}};
    const Meaning meaning = format < meanings_.size() ? meanings_[format] : Meaning::number;
    return number_value(text, meaning, from_1904_);
  }

  // "BC14" is column 54; without a reference the next one.
  Result<std::size_t> column_of(const std::optional<std::string>& reference) const {
    if (!reference) return next_column_;
    std::size_t column = 0;
    for (const char c : *reference) {
      if (c < 'A' || c > 'Z') break;
      column = column * 26 + static_cast<std::size_t>(c - 'A' + 1);
      if (column > most_columns)
        return gather_.refuse("tables.too_many_columns", {{"most", std::to_string(most_columns)}});
    }
    if (column == 0) return bad();
    return column - 1;
  }

  ZipFile zip_;
  Gather& gather_;
  std::string book_;
  std::string folder_;
  bool from_1904_ = false;
  std::size_t active_ = 0;  // The sheet that one sees when the file is opened.
  std::size_t next_column_ = 0;
  std::vector<Tab> tabs_;
  std::vector<Meaning> meanings_;
  std::vector<std::string> shared_;
};

}  // namespace

Result<void> read_xlsx(const File& file, std::string_view sheet, Table& table, Gather& gather) {
  Workbook book(TRY(ZipFile::open(file.bytes, file.name)), gather);
  TRY(book.open());
  std::string names;
  table.sheets.clear();
  for (const Workbook::Tab& tab : book.tabs()) {
    table.sheets.push_back(tab.name);
    names += (names.empty() ? "" : ", ") + tab.name;
  }
  const Workbook::Tab* chosen = book.find(sheet);
  if (chosen == nullptr && !sheet.empty())
    return gather.refuse("tables.no_such_sheet",
                         {{"sheet", std::string(sheet)}, {"sheets", names}});
  if (chosen == nullptr) return gather.refuse("tables.no_workbook");
  table.sheet = chosen->name;
  return book.read_rows(*chosen);
}

}  // namespace ombud::tables
