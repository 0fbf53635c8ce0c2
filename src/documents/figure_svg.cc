#include "documents/figure_svg.h"

#include <fmt/format.h>

#include "base/words.h"
#include "documents/xml.h"

namespace ombud::documents {

namespace {

constexpr Word<Ink> inks[] = {
    {Ink::none, "none"}, {Ink::ink, "ink"},   {Ink::soft, "soft"}, {Ink::accent, "accent"},
    {Ink::tint, "tint"}, {Ink::rule, "rule"}, {Ink::edge, "edge"}, {Ink::paper, "paper"},
};

std::string number(double value) {
  std::string text = fmt::format("{:.2f}", value);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text == "-0" ? "0" : text;
}

std::string painted(Ink fill, Ink stroke, double width, bool dashed) {
  return fmt::format(" class=\"f-{} s-{}\" stroke-width=\"{}\"{}", word_in(inks, fill),
                     word_in(inks, stroke), number(width),
                     dashed ? " stroke-dasharray=\"3 2\"" : "");
}

std::string points(const std::vector<Point>& all) {
  std::string text;
  for (const Point& point : all) {
    if (!text.empty()) text += ' ';
    text += number(point.x) + "," + number(point.y);
  }
  return text;
}

struct Drawing {
  std::string svg;

  void operator()(const Path& path) {
    if (path.points.size() < 2) return;
    svg += fmt::format(
        "<{} points=\"{}\"{}/>\n", path.closed ? "polygon" : "polyline", points(path.points),
        painted(path.closed ? path.fill : Ink::none, path.stroke, path.width, path.dashed));
    if (path.arrow)
      svg += fmt::format("<polygon points=\"{}\"{}/>\n", points(arrow_head(path)),
                         painted(path.stroke, Ink::none, 0, false));
  }

  void operator()(const Box& box) {
    svg += fmt::format(R"(<rect x="{}" y="{}" width="{}" height="{}")", number(box.at.x),
                       number(box.at.y), number(box.width), number(box.height));
    if (box.radius > 0) svg += fmt::format(" rx=\"{}\"", number(box.radius));
    svg += painted(box.fill, box.stroke, 1, box.dashed) + "/>\n";
  }

  void operator()(const Label& label) {
    constexpr const char* anchors[] = {"start", "middle", "end"};
    const std::vector<std::string> lines = lines_of(label);
    const double height = label.size * 1.25;
    // Baselines: letters stand a little over half of their size around the middle of a line.
    double at =
        label.at.y - height * (static_cast<double>(lines.size()) / 2 - 0.5) + label.size * 0.35;
    for (const std::string& line : lines) {
      svg += fmt::format(
          "<text x=\"{}\" y=\"{}\" font-size=\"{}\" text-anchor=\"{}\"{} "
          "class=\"f-{}\">{}</text>\n",
          number(label.at.x), number(at), number(label.size),
          anchors[static_cast<int>(label.align)], label.bold ? " font-weight=\"600\"" : "",
          word_in(inks, label.ink), xml_text(line));
      at += height;
    }
  }
};

}  // namespace

std::string figure_svg(const Figure& figure, const std::string& id) {
  std::string description;
  for (const std::string& line : figure.as_text)
    description += (description.empty() ? "" : "\n") + xml_text(line);
  Drawing drawing;
  drawing.svg = fmt::format(
      "<svg viewBox=\"0 0 {0} {1}\" width=\"{0}pt\" height=\"{1}pt\" role=\"img\" "
      "aria-labelledby=\"{2}-alt\"{3}>\n<title id=\"{2}-alt\">{4}</title>\n",
      number(figure.width), number(figure.height), id,
      description.empty() ? "" : fmt::format(" aria-describedby=\"{}-text\"", id),
      xml_text(figure.alt));
  if (!description.empty())
    drawing.svg += fmt::format("<desc id=\"{}-text\">{}</desc>\n", id, description);
  for (const Shape& shape : figure.shapes) std::visit(drawing, shape);
  return drawing.svg + "</svg>\n";
}

}  // namespace ombud::documents
