// A table in a PDF. Its form is chosen by its first rows, then each row is set and forgotten. The
// head stands again on every page; a row that is higher than a page goes on on the next.

#include <algorithm>

#include "documents/columns.h"
#include "documents/contents.h"
#include "documents/pdf_blocks.h"

namespace ombud::documents {

namespace {

constexpr std::size_t rows_looked_at = 200;
constexpr double sizes[] = {8.5, 8, 7.5, 7, 6.5};
constexpr double gap = 9;        // Between two columns.
constexpr double padding = 2.6;  // Over and under the lines of a row.

struct Cell {
  std::vector<Line> lines;
  std::size_t done = 0;  // Lines that stand on a page.
  PdfTags::Element element = 0;
};

class PdfTable {
 public:
  PdfTable(PdfPages& pages, const Table& table, Language language)
      : pages_(pages), table_(table), language_(language), rows_(table) {}

  Result<void> put() {
    const std::vector<const Row*> first = TRY(rows_.look(rows_looked_at));
    choose_form(first);
    const std::vector<Cell> head = cells(table_.columns, true);
    const std::vector<Cell> sample = first.empty() ? head : cells(*first.front(), false);
    const std::vector<Line> caption = caption_lines();
    double begin = height(head) + std::min(height(sample), pages_.height() / 4);
    for (const Line& line : caption) begin += line.height;
    pages_.y += 5;
    pages_.need(begin);
    element_ = pages_.tags().open(pages_.tags().document(), "Table");
    put_caption(caption);
    put_head(head);
    body_ = pages_.tags().open(element_, "TBody");
    bool any = false;
    while (const Row* row = TRY(rows_.next())) {
      any = true;
      put_row(*row);
      if (!pages_.file().goes_on()) break;
    }
    if (!any) put_row({std::string(nothing)});
    pages_.tags().close(body_);
    pages_.tags().close(element_);
    pages_.y += 9;
    return {};
  }

 private:
  std::string said(const Row& row, std::size_t i) const {
    return i < row.size() ? shown(row[i], kind_of(table_, i), language_) : std::string();
  }

  Style style(std::size_t i, bool head) const {
    Style style{.size = size_, .width = 0, .leading = 1.32};
    style.bold = head || (table_.row_heads && i == 0);
    if (i < right_.size() && right_[i]) style.align = Align::end;
    if (i < widths_.size()) style.width = widths_[i] - gap;
    return style;
  }

  void choose_form(const std::vector<const Row*>& rows) {
    right_ = right_columns(table_, rows);
    std::size_t count = table_.columns.size();
    for (const Row* row : rows) count = std::max(count, row->size());
    count = std::max<std::size_t>(count, 1);
    size_ = 1;
    std::vector<Wanted> wanted(count);
    const auto look = [&](std::size_t i, std::string_view text, bool head) {
      const Type::Widths widths = pages_.type().widths(text, style(i, head));
      wanted[i].line = std::max(wanted[i].line, widths.line);
      wanted[i].word = std::max(wanted[i].word, widths.word);
    };
    for (std::size_t i = 0; i < count; ++i) {
      if (i < table_.columns.size()) look(i, table_.columns[i], true);
      for (const Row* row : rows)
        if (i < row->size()) look(i, said(*row, i), false);
    }
    // Beside other columns an address or a key of a hundred letters is no word to be kept whole.
    constexpr double longest_word = 18;
    if (count > 1)
      for (Wanted& one : wanted) one.word = std::min(one.word, longest_word);
    const double room = pages_.width() + gap;
    for (const double size : sizes) {
      size_ = size;
      std::vector<Wanted> sized = wanted;
      for (Wanted& one : sized) one = {one.line * size + gap + 0.1, one.word * size + gap + 0.1};
      widths_ = column_widths(sized, room);
      if (words_fit(sized, room)) return;
    }
  }

  std::vector<Cell> cells(const Row& row, bool head) {
    std::vector<Cell> all(widths_.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
      const std::string text = head ? (i < row.size() ? row[i] : std::string()) : said(row, i);
      all[i].lines = pages_.type().set(text, style(i, head));
    }
    return all;
  }

  static double height(const std::vector<Cell>& cells) {
    double most = 0;
    for (const Cell& cell : cells) {
      double of_this = 0;
      for (std::size_t i = cell.done; i < cell.lines.size(); ++i) of_this += cell.lines[i].height;
      most = std::max(most, of_this);
    }
    return most + 2 * padding;
  }

  std::vector<Line> caption_lines() {
    if (table_.caption.empty()) return {};
    return pages_.type().set(table_.caption,
                             {.size = text_size, .bold = true, .width = pages_.width()});
  }

  void put_caption(const std::vector<Line>& lines) {
    if (lines.empty()) return;
    const PdfTags::Element caption = pages_.tags().open(element_, "Caption");
    put_lines(pages_, lines, pages_.left(), caption, "Caption", {}, Ink::ink);
    pages_.tags().close(caption);
    pages_.y += 2;
  }

  void edge_under(Ink ink, double thickness) {
    pages_.begin_artifact();
    pages_.rule(pages_.left(), pages_.y, pages_.width(), thickness, ink);
    pages_.end();
  }

  // Once as what it is, then, on other pages, as what only the eye needs.
  void put_head(const std::vector<Cell>& cells) {
    if (head_.empty()) {
      head_ = cells;
      const PdfTags::Element group = pages_.tags().open(element_, "THead");
      const PdfTags::Element row = pages_.tags().open(group, "TR");
      std::vector<Cell> mine = cells;
      for (Cell& cell : mine)
        cell.element = pages_.tags().open(row, "TH", "/A<</O/Table/Scope/Column>>");
      put_part(mine, "TH", Ink::soft);
      for (const Cell& cell : mine) pages_.tags().close(cell.element);
      pages_.tags().close(row);
      pages_.tags().close(group);
    } else {
      double x = pages_.left();
      pages_.begin_artifact();
      for (std::size_t i = 0; i < cells.size(); ++i) {
        double y = pages_.y + padding;
        for (const Line& line : cells[i].lines) {
          pages_.draw(line, x, y, Ink::soft);
          y += line.height;
        }
        x += widths_[i];
      }
      pages_.end();
      pages_.y += height(cells);
    }
    edge_under(Ink::edge, 0.8);
  }

  // As many lines of each cell as the page has room for. True when all stand.
  bool put_part(std::vector<Cell>& cells, std::string_view kind, Ink ink) {
    double x = pages_.left();
    double lowest = pages_.y;
    bool all = true;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      Cell& cell = cells[i];
      double y = pages_.y + padding;
      const std::string_view tag = kind == "TD" && table_.row_heads && i == 0 ? "TH" : kind;
      for (; cell.done < cell.lines.size(); ++cell.done) {
        const Line& line = cell.lines[cell.done];
        if (y + line.height > pages_.bottom() && y > pages_.y + padding) break;
        pages_.line(line, x, y, cell.element, tag, {}, ink);
        y += line.height;
      }
      all = all && cell.done == cell.lines.size();
      lowest = std::max(lowest, y);
      x += widths_[i];
    }
    pages_.y = lowest + padding;
    return all;
  }

  void next_page() {
    pages_.next();
    put_head(head_);
  }

  void put_row(const Row& row) {
    std::vector<Cell> all = cells(row, false);
    // A row that fits on a page is kept whole; a higher one begins where it is, if worth it.
    const double page = pages_.height() - height(head_);
    const double wanted = height(all) <= page ? height(all) : std::min(page, 60.0);
    if (pages_.room() < wanted) next_page();
    const PdfTags::Element element = pages_.tags().open(body_, "TR");
    for (std::size_t i = 0; i < all.size(); ++i)
      all[i].element = table_.row_heads && i == 0
                           ? pages_.tags().open(element, "TH", "/A<</O/Table/Scope/Row>>")
                           : pages_.tags().open(element, "TD");
    while (!put_part(all, "TD", Ink::ink)) next_page();
    for (const Cell& cell : all) pages_.tags().close(cell.element);
    pages_.tags().close(element);
    edge_under(Ink::rule, 0.5);
  }

  PdfPages& pages_;
  const Table& table_;
  Language language_;
  Rows rows_;
  double size_ = 0;
  std::vector<double> widths_;
  std::vector<bool> right_;
  std::vector<Cell> head_;
  PdfTags::Element element_ = 0;
  PdfTags::Element body_ = 0;
};

}  // namespace

Result<void> put_table(PdfPages& pages, const Table& table, Language language) {
  return PdfTable(pages, table, language).put();
}

}  // namespace ombud::documents
