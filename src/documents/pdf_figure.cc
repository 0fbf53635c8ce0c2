// A figure in a PDF: one element with its text alternative, drawn as vectors.

#include <fmt/format.h>

#include <algorithm>

#include "documents/pdf_blocks.h"

namespace ombud::documents {

namespace {

// From the figure's own points to the page's.
struct Place {
  PdfPages& pages;
  double left;
  double top;
  double scale;

  double x(double of) const { return left + of * scale; }

  double y(double of) const { return top + of * scale; }

  void point(Point at) const {
    append_number(pages.content(), x(at.x));
    pages.content() += ' ';
    append_number(pages.content(), pages.up(y(at.y)));
    pages.content() += ' ';
  }

  void pen(double width, bool dashed) const {
    append_number(pages.content(), width * scale);
    pages.content() += dashed ? " w [3 2] 0 d " : " w [] 0 d ";
  }

  void outline(const std::vector<Point>& points, bool closed) const {
    for (std::size_t i = 0; i < points.size(); ++i) {
      point(points[i]);
      pages.content() += i == 0 ? "m " : "l ";
    }
    if (closed) pages.content() += "h ";
  }

  void operator()(const Path& path) const {
    if (path.points.size() < 2) return;
    const bool fill = path.closed && path.fill != Ink::none;
    const bool stroke = path.stroke != Ink::none;
    if (fill) append_colour(pages.content(), path.fill, true);
    if (stroke) append_colour(pages.content(), path.stroke, false);
    pen(path.width, path.dashed);
    outline(path.points, path.closed);
    pages.content() += fill && stroke ? "B\n" : fill ? "f\n" : stroke ? "S\n" : "n\n";
    if (!path.arrow) return;
    append_colour(pages.content(), path.stroke, true);
    outline(arrow_head(path), true);
    pages.content() += "f\n";
  }

  void operator()(const Box& box) const {
    const bool fill = box.fill != Ink::none;
    const bool stroke = box.stroke != Ink::none;
    if (!fill && !stroke) return;
    if (fill) append_colour(pages.content(), box.fill, true);
    if (stroke) append_colour(pages.content(), box.stroke, false);
    pen(1, box.dashed);
    rounded(box);
    pages.content() += fill && stroke ? "B\n" : fill ? "f\n" : "S\n";
  }

  // Corners by the usual cubic approach to a quarter of a circle.
  void rounded(const Box& box) const {
    const double r = std::min({box.radius, box.width / 2, box.height / 2});
    const double left_x = box.at.x, right_x = box.at.x + box.width;
    const double top_y = box.at.y, bottom_y = box.at.y + box.height;
    if (r <= 0) {
      outline({{left_x, top_y}, {right_x, top_y}, {right_x, bottom_y}, {left_x, bottom_y}}, true);
      return;
    }
    const double k = r * 0.4477;
    const auto corner = [&](Point one, Point two, Point to) {
      point(one);
      point(two);
      point(to);
      pages.content() += "c ";
    };
    const auto side = [&](Point to, bool first = false) {
      point(to);
      pages.content() += first ? "m " : "l ";
    };
    side({left_x + r, top_y}, true);
    side({right_x - r, top_y});
    corner({right_x - k, top_y}, {right_x, top_y + k}, {right_x, top_y + r});
    side({right_x, bottom_y - r});
    corner({right_x, bottom_y - k}, {right_x - k, bottom_y}, {right_x - r, bottom_y});
    side({left_x + r, bottom_y});
    corner({left_x + k, bottom_y}, {left_x, bottom_y - k}, {left_x, bottom_y - r});
    side({left_x, top_y + r});
    corner({left_x, top_y + k}, {left_x + k, top_y}, {left_x + r, top_y});
    pages.content() += "h ";
  }

  void operator()(const Label& label) const {
    const std::vector<std::string> texts = lines_of(label);
    const double height = label.size * 1.25 * scale;
    double at = y(label.at.y) - height * static_cast<double>(texts.size()) / 2;
    for (const std::string& text : texts) {
      const Line line =
          pages.type()
              .set(text, {.size = label.size * scale, .bold = label.bold, .leading = 1.25})
              .front();
      const double back = label.align == Align::start    ? 0
                          : label.align == Align::middle ? line.width / 2
                                                         : line.width;
      pages.draw(line, x(label.at.x) - back, at, label.ink);
      at += height;
    }
  }
};

}  // namespace

void put_figure(PdfPages& pages, const Figure& figure) {
  const std::vector<Line> caption =
      figure.caption.empty()
          ? std::vector<Line>()
          : pages.type().set(figure.caption, {.size = 8.5, .width = pages.width()});
  double under = 0;
  for (const Line& line : caption) under += line.height;
  const double most = pages.height() - under - 8;
  const double scale = std::min(
      {1.0, pages.width() / std::max(1.0, figure.width), most / std::max(1.0, figure.height)});
  const double height = figure.height * scale;
  pages.need(height + under + 8);
  pages.y += 4;
  std::string where;
  for (const double edge : {pages.left(), pages.up(pages.y + height),
                            pages.left() + figure.width * scale, pages.up(pages.y)}) {
    append_number(where, edge);
    where += ' ';
  }
  const PdfTags::Element element =
      pages.tags().open(pages.tags().document(), "Figure",
                        fmt::format("/Alt{}/A<</O/Layout/Placement/Block/BBox[{}]>>",
                                    pdf_text(showable(alternative(figure))), where));
  pages.begin(element, "Figure");
  pages.content() += "q\n";
  const Place place{pages, pages.left(), pages.y, scale};
  for (const Shape& shape : figure.shapes) std::visit(place, shape);
  pages.content() += "Q\n";
  pages.end();
  pages.tags().close(element);
  pages.y += height + 4;
  if (!caption.empty()) {
    const PdfTags::Element words = pages.tags().open(pages.tags().document(), "Caption");
    put_lines(pages, caption, pages.left(), words, "Caption", {}, Ink::soft);
    pages.tags().close(words);
  }
  pages.y += 6;
}

}  // namespace ombud::documents
