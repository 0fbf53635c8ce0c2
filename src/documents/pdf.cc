// A document as a tagged PDF on A4 pages, written page by page. What stands in the structure is
// what HTML has: the title is H1, headings follow, facts are a list of words and what they are.

#include "documents/pdf.h"

#include <fmt/format.h>

#include <algorithm>

#include "documents/contents.h"
#include "documents/pdf_blocks.h"
#include "documents/pdf_metadata.h"
#include "documents/xml.h"

namespace ombud::documents {

namespace {

// Lines of running text are no longer than this, which the eye finds back from.
constexpr double text_width_at_most = 480;

struct Bookmark {
  int level = 0;
  std::string text;
  int page = 0;
  double top = 0;
};

class Pdf {
 public:
  Pdf(const Document& document, Type& type, const Sink& sink)
      : document_(document),
        language_(language_of(document)),
        file_(sink),
        pages_(file_, type, document) {}

  Result<void> put() {
    put_title();
    Blocks blocks(document_);
    while (const Block* block = TRY(blocks.next())) {
      TRY(std::visit([this](const auto& one) { return put(one); }, *block));
      if (!file_.goes_on()) break;
    }
    return finish();
  }

 private:
  Type& type() { return pages_.type(); }

  PdfTags& tags() { return pages_.tags(); }

  double text_room() const { return std::min(pages_.width(), text_width_at_most); }

  void put_title() {
    if (document_.title.empty()) return;
    const std::vector<Line> lines = type().set(
        document_.title, {.size = 18, .bold = true, .width = pages_.width(), .leading = 1.25});
    const PdfTags::Element element = tags().open(tags().document(), "H1");
    remember(0, document_.title);
    put_lines(pages_, lines, pages_.left(), element, "H1", {}, Ink::ink);
    tags().close(element);
    pages_.begin_artifact();
    pages_.rule(pages_.left(), pages_.y + 6, pages_.width(), 1.5, Ink::accent);
    pages_.end();
    pages_.y += 16;
  }

  void remember(int level, std::string_view text) {
    bookmarks_.push_back({level, std::string(text), pages_.page_object(), pages_.up(pages_.y) + 4});
  }

  Result<void> put(const Heading& heading) {
    const int level = std::clamp(heading.level, 1, 5);
    constexpr double sizes[] = {14, 11.5, 10, 9.5, 9.5};
    constexpr double before[] = {14, 11, 9, 8, 8};
    const auto at = static_cast<std::size_t>(level - 1);
    const std::vector<Line> lines = type().set(
        heading.text, {.size = sizes[at], .bold = true, .width = pages_.width(), .leading = 1.25});
    double height = 0;
    for (const Line& line : lines) height += line.height;
    if (!pages_.is_fresh()) pages_.y += before[at];
    pages_.need(height + 48);  // With the beginning of what it is the heading of.
    const std::string kind = "H" + std::to_string(level + 1);
    const PdfTags::Element element = tags().open(tags().document(), kind);
    remember(level, heading.text);
    put_lines(pages_, lines, pages_.left(), element, kind, {},
              level <= 2 ? Ink::accent : Ink::soft);
    tags().close(element);
    pages_.y += 3;
    return {};
  }

  Result<void> put(const Paragraph& paragraph) {
    const std::vector<Run> runs = runs_of(paragraph);
    const std::vector<Line> lines = type().set(runs, {.size = text_size, .width = text_room()});
    const PdfTags::Element element = tags().open(tags().document(), "P");
    put_lines(pages_, lines, pages_.left(), element, "P", runs, Ink::ink);
    tags().close(element);
    pages_.y += 5;
    return {};
  }

  Result<void> put(const Notice& notice) {
    constexpr double inset = 11;
    constexpr double over = 6;
    const std::vector<Line> lines = type().set(
        notice.text, {.size = text_size, .bold = true, .width = text_room() - 2 * inset});
    const PdfTags::Element element = tags().open(tags().document(), "Note");
    pages_.y += 5;
    for (std::size_t at = 0; at < lines.size();) {
      pages_.need(std::min(static_cast<double>(lines.size() - at), 3.0) * lines[at].height +
                  2 * over);
      std::size_t end = at;
      double height = 2 * over;
      while (end < lines.size() && height + lines[end].height <= pages_.room())
        height += lines[end++].height;
      end = std::max(end, at + 1);
      pages_.begin_artifact();
      pages_.box(pages_.left(), pages_.y, text_room(), height, Ink::tint);
      pages_.box(pages_.left(), pages_.y, 3, height, Ink::accent);
      pages_.end();
      double y = pages_.y + over;
      for (; at < end; ++at) {
        pages_.line(lines[at], pages_.left() + inset, y, element, "Note", {}, Ink::ink);
        y += lines[at].height;
      }
      pages_.y += height;
    }
    tags().close(element);
    pages_.y += 8;
    return {};
  }

  // A word stands left, what it is right of it; both go on on the next page where they must.
  Result<void> put(const Facts& facts) {
    if (facts.facts.empty()) return {};
    const double words = std::min(170.0, pages_.width() * 0.3);
    const double gap = 12;
    const PdfTags::Element list =
        tags().open(tags().document(), "L", "/A<</O/List/ListNumbering/None>>");
    const auto edge = [&] {
      pages_.begin_artifact();
      pages_.rule(pages_.left(), pages_.y, pages_.width(), 0.5, Ink::rule);
      pages_.end();
    };
    pages_.y += 3;
    pages_.need(30);
    edge();
    for (const auto& [word, fact] : facts.facts) {
      const std::vector<Line> left = type().set(word, {.size = text_size, .width = words});
      const std::vector<Line> right =
          type().set(fact, {.size = text_size, .width = pages_.width() - words - gap});
      pages_.need(std::min<double>(static_cast<double>(std::max(left.size(), right.size())), 4) *
                      left.front().height +
                  4);
      const PdfTags::Element item = tags().open(list, "LI");
      const PdfTags::Element label = tags().open(item, "Lbl");
      const PdfTags::Element body = tags().open(item, "LBody");
      pages_.y += 2;
      for (std::size_t i = 0; i < std::max(left.size(), right.size()); ++i) {
        pages_.need(left.front().height);
        if (i < left.size())
          pages_.line(left[i], pages_.left(), pages_.y, label, "Lbl", {}, Ink::soft);
        if (i < right.size())
          pages_.line(right[i], pages_.left() + words + gap, pages_.y, body, "LBody", {}, Ink::ink);
        pages_.y += left.front().height;
      }
      pages_.y += 2;
      edge();
      tags().close(label);
      tags().close(body);
      tags().close(item);
    }
    tags().close(list);
    pages_.y += 8;
    return {};
  }

  Result<void> put(const Table& table) { return put_table(pages_, table, language_); }

  Result<void> put(const Figure& figure) {
    put_figure(pages_, figure);
    return {};
  }

  Result<void> put(const List& list) {
    put_items(list.items, list.numbered, tags().document(), 0);
    pages_.y += 4;
    return {};
  }

  void put_items(const std::vector<Item>& items, bool numbered, PdfTags::Element parent,
                 int depth) {
    if (items.empty()) return;
    const double indent = 16.0 * std::min(depth, 8);
    const double beside = numbered ? 20 : 12;
    const PdfTags::Element list = tags().open(
        parent, "L",
        numbered ? "/A<</O/List/ListNumbering/Decimal>>" : "/A<</O/List/ListNumbering/Disc>>");
    for (std::size_t i = 0; i < items.size(); ++i) {
      const std::vector<Run> runs = runs_of(items[i].said);
      const double x = pages_.left() + indent;
      const std::vector<Line> lines =
          type().set(runs, {.size = text_size, .width = text_room() - indent - beside});
      const std::string mark = numbered ? std::to_string(i + 1) + "." : "\u2022";
      const std::vector<Line> marks = type().set(mark, {.size = text_size});
      pages_.need(lines.front().height * (lines.size() > 1 ? 2 : 1));
      const PdfTags::Element item = tags().open(list, "LI");
      const PdfTags::Element label = tags().open(item, "Lbl");
      pages_.line(marks.front(), x, pages_.y, label, "Lbl", {}, Ink::soft);
      tags().close(label);
      const PdfTags::Element body = tags().open(item, "LBody");
      put_lines(pages_, lines, x + beside, body, "LBody", runs, Ink::ink);
      tags().close(body);
      pages_.y += 2;
      put_items(items[i].items, numbered, item, depth + 1);
      tags().close(item);
    }
    tags().close(list);
  }

  int put_bookmarks();
  Result<void> finish();

  const Document& document_;
  Language language_;
  PdfFile file_;
  PdfPages pages_;
  std::vector<Bookmark> bookmarks_;
};

// A tree of which each knot names its neighbours: a knot's parent is the last before it of a higher
// level.
int Pdf::put_bookmarks() {
  struct Knot {
    int object = 0;
    std::size_t parent = 0;
    std::size_t before = 0, after = 0, first = 0, last = 0;  // 0: none.
    std::size_t kids = 0;
  };

  std::vector<Knot> knots(bookmarks_.size() + 1);
  for (Knot& knot : knots) knot.object = file_.reserve();
  std::vector<std::size_t> open = {0};
  for (std::size_t i = 1; i < knots.size(); ++i) {
    const int level = bookmarks_[i - 1].level;
    while (open.size() > 1 && bookmarks_[open.back() - 1].level >= level) open.pop_back();
    Knot& parent = knots[open.back()];
    knots[i].parent = open.back();
    knots[i].before = parent.last;
    if (parent.last != 0) knots[parent.last].after = i;
    if (parent.first == 0) parent.first = i;
    parent.last = i;
    ++parent.kids;
    open.push_back(i);
  }
  for (std::size_t i = 0; i < knots.size(); ++i) {
    const Knot& knot = knots[i];
    std::string object = "<<";
    if (i == 0) {
      object += "/Type/Outlines";
    } else {
      const Bookmark& mark = bookmarks_[i - 1];
      object += fmt::format("/Title{}/Parent {} 0 R/Dest[{} 0 R/XYZ null {:.0f} null]",
                            pdf_text(showable(mark.text)), knots[knot.parent].object, mark.page,
                            mark.top);
    }
    const auto name = [&](const char* key, std::size_t other) {
      if (other != 0) object += fmt::format("/{} {} 0 R", key, knots[other].object);
    };
    name("Prev", knot.before);
    name("Next", knot.after);
    name("First", knot.first);
    name("Last", knot.last);
    // What stands under the title is seen at once, what lies deeper when it is opened.
    const bool is_open = i == 0 || bookmarks_[i - 1].level == 0;
    std::size_t seen = knot.kids;
    for (std::size_t kid = knot.first; i == 0 && kid != 0; kid = knots[kid].after)
      if (bookmarks_[kid - 1].level == 0) seen += knots[kid].kids;
    if (seen > 0) object += fmt::format("/Count {}{}", is_open ? "" : "-", seen);
    file_.put(knot.object, object + ">>");
  }
  return knots[0].object;
}

Result<void> Pdf::finish() {
  const int tree = pages_.finish();
  const int structure = tags().finish();
  const int metadata = put_metadata(file_, document_);
  const int intent = put_output_intent(file_);
  std::string catalogue = fmt::format(
      "<</Type/Catalog/Pages {} 0 R/StructTreeRoot {} 0 R/MarkInfo<</Marked true>>"
      "/Metadata {} 0 R/OutputIntents[{} 0 R]/ViewerPreferences<</DisplayDocTitle true>>",
      tree, structure, metadata, intent);
  if (!document_.language.empty()) catalogue += "/Lang" + pdf_text(document_.language);
  if (!bookmarks_.empty())
    catalogue += fmt::format("/Outlines {} 0 R/PageMode/UseOutlines", put_bookmarks());
  const int root = file_.reserve();
  file_.put(root, catalogue + ">>");
  return file_.finish(root, put_information(file_, document_));
}

}  // namespace

void put_lines(PdfPages& pages, const std::vector<Line>& lines, double x, PdfTags::Element element,
               std::string_view kind, std::span<const Run> runs, Ink ink) {
  for (std::size_t i = 0; i < lines.size(); ++i) {
    // No line of a paragraph stands alone at the end or the beginning of a page.
    const std::size_t left = lines.size() - i;
    const bool keep = lines.size() > 1 && (i == 0 || left == 2);
    pages.need(lines[i].height * (keep ? 2 : 1));
    pages.line(lines[i], x, pages.y, element, kind, runs, ink);
    pages.y += lines[i].height;
  }
}

Result<void> write_pdf(const Document& document, const Sink& sink) {
  const std::unique_ptr<Type> type =
      TRY(Type::open(document.language.empty() ? "en" : document.language));
  return Pdf(document, *type, sink).put();
}

}  // namespace ombud::documents
