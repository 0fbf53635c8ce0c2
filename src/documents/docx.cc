// A document for word processors: headings, lists and tables are what they are called, so that they
// can be navigated, numbered and read aloud; the first row of a table is its head on every page.
//
// ECMA-376 part 1 (WordprocessingML). The body is written as it comes; what only the end knows
// (numbers of lists, addresses of links) follows it in parts of its own.

#include "documents/docx.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "documents/columns.h"
#include "documents/contents.h"
#include "documents/docx_figure.h"
#include "documents/docx_styles.h"
#include "documents/office.h"
#include "documents/type.h"
#include "documents/xml.h"
#include "documents/zip.h"

namespace ombud::documents {

namespace {

constexpr std::size_t rows_looked_at = 200;
constexpr double longest_word = 18;  // In sizes, that is kept whole beside other columns.
constexpr int deepest_level = 8;
constexpr int twentieths = 20;  // Of a point: what widths are given in.

// A4 with margins of 20 mm, in points.
constexpr double short_side = 595.28;
constexpr double long_side = 841.89;
constexpr double margin = 56.7;

struct Cellform {  // The styles of a table's cells.
  double size;
  std::string_view head;
  std::string_view text;
};

constexpr Cellform forms[] = {{8.5, "TableHead", "TableText"},
                              {7.5, "SmallHead", "SmallText"},
                              {6.5, "TinyHead", "TinyText"}};

constexpr OfficePart fixed_parts[] = {
    {"word/document.xml", "wordprocessingml.document.main+xml"},
    {"word/styles.xml", "wordprocessingml.styles+xml"},
    {"word/numbering.xml", "wordprocessingml.numbering+xml"},
    {"word/settings.xml", "wordprocessingml.settings+xml"},
    {"word/header1.xml", "wordprocessingml.header+xml"},
    {"word/footer1.xml", "wordprocessingml.footer+xml"},
};

class Docx {
 public:
  Docx(const Document& document, const Sink& sink)
      : document_(document),
        language_(language_of(document)),
        zip_(sink),
        parts_(zip_, fixed_parts, "wordprocessingml.document.main+xml"),
        width_((document.page.landscape ? long_side : short_side) - 2 * margin) {
    zip_.begin("word/document.xml");
    zip_.add(docx_start());
    if (!document.title.empty()) paragraph("Title", {{document.title}});
  }

  Result<void> put() {
    Blocks blocks(document_);
    while (const Block* block = TRY(blocks.next())) {
      TRY(std::visit([this](const auto& one) { return put(one); }, *block));
      if (!zip_.goes_on()) break;
    }
    return finish();
  }

 private:
  std::string run(const Run& run) {
    std::string properties;
    if (run.bold) properties += "<w:b/>";
    if (run.italic) properties += "<w:i/>";
    const bool linked = is_link(run.link);
    if (linked) properties = "<w:rStyle w:val=\"Hyperlink\"/>" + properties;
    std::string xml = "<w:r>";
    if (!properties.empty()) xml += "<w:rPr>" + properties + "</w:rPr>";
    const std::string text = showable(run.text);
    for (std::size_t at = 0; at <= text.size();) {
      const std::size_t end = std::min(text.size(), text.find('\n', at));
      if (at > 0) xml += "<w:br/>";
      if (end > at)
        xml += "<w:t xml:space=\"preserve\">" +
               xml_text(std::string_view(text).substr(at, end - at)) + "</w:t>";
      at = end + 1;
    }
    xml += "</w:r>";
    if (linked)
      xml = fmt::format("<w:hyperlink r:id=\"{}\">{}</w:hyperlink>", parts_.refer_outside(run.link),
                        xml);
    return xml;
  }

  void paragraph(std::string_view style, const std::vector<Run>& runs,
                 std::string_view properties = {}) {
    zip_.add(paragraph_xml(style, runs, properties));
  }

  std::string paragraph_xml(std::string_view style, const std::vector<Run>& runs,
                            std::string_view properties = {}) {
    std::string xml = "<w:p>";
    if (!style.empty() || !properties.empty()) {
      xml += "<w:pPr>";
      if (!style.empty()) xml += fmt::format("<w:pStyle w:val=\"{}\"/>", style);
      xml += properties;
      xml += "</w:pPr>";
    }
    for (const Run& one : runs) xml += run(one);
    return xml + "</w:p>\n";
  }

  Result<void> put(const Heading& heading) {
    paragraph(fmt::format("Heading{}", std::clamp(heading.level, 1, 5)), {{heading.text}});
    return {};
  }

  Result<void> put(const Paragraph& one) {
    paragraph("", runs_of(one));
    return {};
  }

  Result<void> put(const Notice& notice) {
    paragraph("Notice", {{notice.text}});
    return {};
  }

  Result<void> put(const List& list) {
    // Each numbered list counts from one, so each has a number of its own in numbering.xml.
    const int number = list.numbered ? ++numbered_ + 1 : 1;
    put_items(list.items, number, 0);
    return {};
  }

  void put_items(const std::vector<Item>& items, int number, int level) {
    const std::string properties =
        fmt::format("<w:numPr><w:ilvl w:val=\"{}\"/><w:numId w:val=\"{}\"/></w:numPr>",
                    std::min(level, deepest_level), number);
    for (const Item& item : items) {
      paragraph("ListParagraph", runs_of(item.said), properties);
      put_items(item.items, number, level + 1);
    }
  }

  Result<void> put(const Figure& figure) {
    zip_.add("<w:p>" + docx_figure(figure, ++figures_, width_) + "</w:p>\n");
    if (!figure.caption.empty()) paragraph("Caption", {{figure.caption}});
    return {};
  }

  void begin_table(const std::vector<double>& widths, std::string_view description,
                   std::string_view look) {
    std::string xml = fmt::format(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"Rows\"/><w:tblW w:w=\"5000\" w:type=\"pct\"/>"
        "<w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"{}\"/>",
        look);
    if (!description.empty())
      xml += fmt::format("<w:tblCaption w:val=\"{}\"/>", xml_text(description));
    xml += "</w:tblPr><w:tblGrid>";
    for (const double width : widths)
      xml += fmt::format("<w:gridCol w:w=\"{}\"/>", std::lround(width * twentieths));
    zip_.add(xml + "</w:tblGrid>\n");
  }

  std::string cell(double width, std::string_view style, const std::string& text, bool right) {
    return fmt::format("<w:tc><w:tcPr><w:tcW w:w=\"{}\" w:type=\"dxa\"/></w:tcPr>{}</w:tc>",
                       std::lround(width * twentieths),
                       paragraph_xml(style, {{text}}, right ? "<w:jc w:val=\"right\"/>" : ""));
  }

  // After a table stands a paragraph: without it two tables would become one.
  void end_table() {
    zip_.add("</w:tbl><w:p><w:pPr><w:pStyle w:val=\"AfterTable\"/></w:pPr></w:p>\n");
  }

  Result<void> put(const Facts& facts) {
    if (facts.facts.empty()) return {};
    const std::vector<double> widths = {width_ * 0.3, width_ * 0.7};
    begin_table(widths, {}, "0080");
    for (const auto& [word, fact] : facts.facts)
      zip_.add("<w:tr><w:trPr><w:cantSplit/></w:trPr>" + cell(widths[0], "TableHead", word, false) +
               cell(widths[1], "TableText", fact, false) + "</w:tr>\n");
    end_table();
    return {};
  }

  // Widths for this size of type; whether every word has room is said by `fits`.
  std::vector<double> widths_of(const Table& table, const std::vector<const Row*>& first,
                                double size, bool& fits) const {
    constexpr double beside = 9;
    std::size_t count = std::max<std::size_t>(1, table.columns.size());
    for (const Row* row : first) count = std::max(count, row->size());
    std::vector<Wanted> wanted(count);
    const auto look = [&](std::size_t i, const std::string& text, bool bold) {
      for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.size(), text.find_first_of(" \n", at));
        const double word = text_width(std::string_view(text).substr(at, end - at), size, bold);
        wanted[i].word = std::max(wanted[i].word, beside + std::min(word, longest_word * size));
        at = end + 1;
      }
      wanted[i].line = std::max(wanted[i].line, beside + text_width(text, size, bold));
    };
    for (std::size_t i = 0; i < count; ++i) {
      if (i < table.columns.size()) look(i, table.columns[i], true);
      for (const Row* row : first)
        if (i < row->size()) look(i, shown((*row)[i], kind_of(table, i), language_), false);
    }
    fits = words_fit(wanted, width_);
    return column_widths(wanted, width_);
  }

  Result<void> put(const Table& table) {
    Rows rows(table);
    const std::vector<const Row*> first = TRY(rows.look(rows_looked_at));
    const std::vector<bool> right = right_columns(table, first);
    bool fits = false;
    std::vector<double> widths;
    for (const Cellform& form : forms) {
      widths = widths_of(table, first, form.size, fits);
      form_ = form;
      if (fits) break;
    }
    const auto is_right = [&](std::size_t i) { return i < right.size() && right[i]; };
    if (!table.caption.empty()) paragraph("TableCaption", {{table.caption}});
    begin_table(widths, table.caption, table.row_heads ? "00A0" : "0020");
    std::string xml = "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>";
    for (std::size_t i = 0; i < widths.size(); ++i)
      xml += cell(widths[i], form_.head,
                  i < table.columns.size() ? table.columns[i] : std::string(), is_right(i));
    zip_.add(xml + "</w:tr>\n");
    bool any = false;
    while (const Row* row = TRY(rows.next())) {
      any = true;
      zip_.add(row_xml(table, *row, widths, right));
      if (!zip_.goes_on()) break;
    }
    if (!any) zip_.add(row_xml(table, {std::string(nothing)}, widths, {}));
    end_table();
    return {};
  }

  std::string row_xml(const Table& table, const Row& row, const std::vector<double>& widths,
                      const std::vector<bool>& right) {
    std::string xml = "<w:tr><w:trPr><w:cantSplit/></w:trPr>";
    for (std::size_t i = 0; i < std::max(widths.size(), row.size()); ++i)
      xml += cell(i < widths.size() ? widths[i] : widths.back(),
                  table.row_heads && i == 0 ? form_.head : form_.text,
                  i < row.size() ? shown(row[i], kind_of(table, i), language_) : std::string(),
                  i < right.size() && right[i]);
    return xml + "</w:tr>\n";
  }

  void put_furniture() {
    const std::string& head = document_.page.head;
    zip_.put("word/header1.xml", docx_part("hdr", paragraph_xml("Header", {{head}})));
    std::string xml = fmt::format(
        "<w:p><w:pPr><w:pStyle w:val=\"Footer\"/><w:tabs><w:tab w:val=\"right\" w:pos=\"{}\"/>"
        "</w:tabs></w:pPr>",
        std::lround(width_ * twentieths));
    xml += run({document_.page.foot}) + "<w:r><w:tab/></w:r>" + docx_page_number(language_);
    zip_.put("word/footer1.xml", docx_part("ftr", xml + "</w:p>"));
  }

  Result<void> finish() {
    parts_.refer("word/styles.xml", "styles");
    parts_.refer("word/numbering.xml", "numbering");
    parts_.refer("word/settings.xml", "settings");
    const std::string head = parts_.refer("word/header1.xml", "header");
    const std::string foot = parts_.refer("word/footer1.xml", "footer");
    const long sides[] = {std::lround(short_side * twentieths),
                          std::lround(long_side * twentieths)};
    const bool wide = document_.page.landscape;
    zip_.add(fmt::format(
        "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"{0}\"/>"
        "<w:footerReference w:type=\"default\" r:id=\"{1}\"/><w:pgSz w:w=\"{2}\" w:h=\"{3}\"{4}/>"
        "<w:pgMar w:top=\"{5}\" w:right=\"{5}\" w:bottom=\"{5}\" w:left=\"{5}\" w:header=\"567\" "
        "w:footer=\"567\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>",
        head, foot, sides[wide ? 1 : 0], sides[wide ? 0 : 1], wide ? " w:orient=\"landscape\"" : "",
        std::lround(margin * twentieths)));
    put_furniture();
    zip_.put("word/styles.xml", docx_styles(language_));
    zip_.put("word/numbering.xml", docx_numbering(numbered_));
    zip_.put("word/settings.xml", docx_settings(language_));
    parts_.finish(document_);
    return zip_.finish();
  }

  const Document& document_;
  Language language_;
  Zip zip_;
  OfficeParts parts_;
  double width_;
  Cellform form_ = forms[0];
  int numbered_ = 0;
  int figures_ = 0;
};

}  // namespace

Result<void> write_docx(const Document& document, const Sink& sink) {
  return Docx(document, sink).put();
}

}  // namespace ombud::documents
