#pragma once
// The pages of a PDF: where the next thing goes, what is drawn, and to which element of the
// structure it belongs. Points from the upper left corner; what belongs to no element (rules,
// grounds, heads and feet) is marked as artifact. Head and foot are written at the end, when the
// number of pages is known.

#include <string>
#include <vector>

#include "documents/pdf_fonts.h"
#include "documents/pdf_tags.h"

namespace ombud::documents {

class PdfPages {
 public:
  PdfPages(PdfFile& file, Type& type, const Document& document);

  PdfFile& file() { return file_; }

  Type& type() { return type_; }

  PdfTags& tags() { return tags_; }

  double left() const { return left_; }

  double width() const { return width_; }

  double bottom() const { return bottom_; }

  /// Of all that stands on a page.
  double height() const { return bottom_ - top_; }

  double room() const { return bottom_ - y; }

  bool is_fresh() const { return y <= top_; }

  void next();
  /// A new page unless there is room.
  void need(double height);

  int page_object() const { return pages_.back().object; }

  /// PDF's own, from below.
  double up(double from_top) const { return page_height_ - from_top; }

  /// What is drawn between belongs to the element, or to none.
  void begin(PdfTags::Element element, std::string_view kind);
  void begin_artifact();
  void end();

  /// The line's top is at `at`. Runs that are links become links, under `element`, which must not
  /// be begun: this marks for itself.
  void line(const Line& line, double x, double at, PdfTags::Element element, std::string_view kind,
            std::span<const Run> runs, Ink ink);
  /// Without marks.
  void draw(const Line& line, double x, double at, Ink ink);
  void rule(double x, double at, double width, double thickness, Ink ink);
  void box(double x, double at, double width, double height, Ink fill);

  /// What figures write themselves.
  std::string& content() { return content_; }

  /// The number of the page tree's root; after this nothing can be drawn.
  int finish();

  double y = 0;  // Where the next thing goes.

 private:
  struct Page {
    int object = 0;
    int furniture = 0;
  };

  void end_page();
  std::string furniture(std::size_t page);
  void link(const Stretch& stretch, const Line& line, double x, double at, const std::string& to,
            PdfTags::Element element);

  PdfFile& file_;
  Type& type_;
  const Document& document_;
  PdfTags tags_;
  PdfFonts fonts_;
  int tree_;
  int resources_;
  double page_width_;
  double page_height_;
  double left_;
  double width_;
  double top_;
  double bottom_;
  std::vector<Page> pages_;
  std::string content_;
  std::string annotations_;
};

void append_colour(std::string& content, Ink ink, bool fill);
}  // namespace ombud::documents
