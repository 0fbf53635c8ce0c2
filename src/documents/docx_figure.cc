// ECMA-376 part 1, 20.1 (DrawingML) with Word's shapes of 2010: a group of boxes, lines and text
// boxes. Lengths are in English Metric Units, 12,700 a point.

#include "documents/docx_figure.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "documents/xml.h"

namespace ombud::documents {

namespace {

long units(double points) { return std::lround(points * 12'700); }

const char* colour(Ink ink) {
  switch (ink) {
    case Ink::ink:
      return "1B2023";
    case Ink::soft:
      return "566066";
    case Ink::accent:
      return "0B5C74";
    case Ink::tint:
      return "EEF4F6";
    case Ink::rule:
      return "D5DADD";
    case Ink::edge:
      return "7C878D";
    case Ink::none:
    case Ink::paper:
      break;
  }
  return "FFFFFF";
}

std::string fill(Ink ink) {
  if (ink == Ink::none) return "<a:noFill/>";
  return fmt::format("<a:solidFill><a:srgbClr val=\"{}\"/></a:solidFill>", colour(ink));
}

std::string pen(Ink ink, double width, bool dashed, bool arrow) {
  return fmt::format("<a:ln w=\"{}\">{}{}{}</a:ln>", units(width), fill(ink),
                     dashed ? "<a:prstDash val=\"dash\"/>" : "",
                     arrow ? "<a:tailEnd type=\"triangle\"/>" : "");
}

std::string frame(double x, double y, double width, double height) {
  return fmt::format("<a:xfrm><a:off x=\"{}\" y=\"{}\"/><a:ext cx=\"{}\" cy=\"{}\"/></a:xfrm>",
                     units(x), units(y), std::max(1L, units(width)), std::max(1L, units(height)));
}

struct Drawing {
  std::string xml;
  int id = 1;

  void shape(std::string_view properties, std::string_view inside) {
    xml += fmt::format(
        "<wps:wsp><wps:cNvPr id=\"{}\" name=\"\"/><wps:cNvSpPr/><wps:spPr>{}"
        "</wps:spPr>{}</wps:wsp>",
        ++id, properties, inside);
  }

  void operator()(const Path& path) {
    if (path.points.size() < 2) return;
    double left = path.points[0].x, right = left, top = path.points[0].y, bottom = top;
    for (const Point& point : path.points) {
      left = std::min(left, point.x);
      right = std::max(right, point.x);
      top = std::min(top, point.y);
      bottom = std::max(bottom, point.y);
    }
    std::string steps;
    for (std::size_t i = 0; i < path.points.size(); ++i)
      steps += fmt::format("<a:{0}><a:pt x=\"{1}\" y=\"{2}\"/></a:{0}>", i == 0 ? "moveTo" : "lnTo",
                           units(path.points[i].x - left), units(path.points[i].y - top));
    if (path.closed) steps += "<a:close/>";
    shape(
        fmt::format("{}<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
                    "<a:rect l=\"0\" t=\"0\" r=\"r\" b=\"b\"/><a:pathLst><a:path w=\"{}\" "
                    "h=\"{}\"{}>{}</a:path></a:pathLst></a:custGeom>{}{}",
                    frame(left, top, right - left, bottom - top), std::max(1L, units(right - left)),
                    std::max(1L, units(bottom - top)), path.closed ? "" : " fill=\"none\"", steps,
                    fill(path.closed ? path.fill : Ink::none),
                    pen(path.stroke, path.width, path.dashed, path.arrow)),
        "<wps:bodyPr/>");
  }

  void operator()(const Box& box) {
    const double shorter = std::max(1.0, std::min(box.width, box.height));
    const std::string form =
        box.radius > 0
            ? fmt::format(
                  "<a:prstGeom prst=\"roundRect\"><a:avLst><a:gd name=\"adj\" fmla=\"val "
                  "{}\"/></a:avLst></a:prstGeom>",
                  std::lround(std::min(0.5, box.radius / shorter) * 100'000))
            : "<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom>";
    shape(frame(box.at.x, box.at.y, box.width, box.height) + form + fill(box.fill) +
              pen(box.stroke, 1, box.dashed, false),
          "<wps:bodyPr/>");
  }

  void operator()(const Label& label) {
    const std::vector<std::string> lines = lines_of(label);
    double width = label.width;
    for (const std::string& line : lines)
      width = std::max(width, text_width(line, label.size, label.bold) * 1.1);
    const double height = static_cast<double>(lines.size()) * label.size * 1.25;
    const double left = label.align == Align::start    ? label.at.x
                        : label.align == Align::middle ? label.at.x - width / 2
                                                       : label.at.x - width;
    constexpr const char* sides[] = {"left", "center", "right"};
    std::string text;
    for (const std::string& line : lines)
      text += fmt::format(
          "<w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"{}\" w:lineRule=\"exact\"/>"
          "<w:jc w:val=\"{}\"/></w:pPr><w:r><w:rPr>{}<w:color w:val=\"{}\"/><w:sz w:val=\"{}\"/>"
          "</w:rPr><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>",
          std::lround(label.size * 25), sides[static_cast<int>(label.align)],
          label.bold ? "<w:b/>" : "", colour(label.ink), std::lround(label.size * 2),
          xml_text(line));
    shape(
        frame(left, label.at.y - height / 2, width, height) +
            "<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln>",
        "<wps:txbx><w:txbxContent>" + text +
            "</w:txbxContent></wps:txbx><wps:bodyPr wrap=\"square\" lIns=\"0\" tIns=\"0\" "
            "rIns=\"0\" bIns=\"0\" anchor=\"ctr\"/>");
  }
};

}  // namespace

std::string docx_figure(const Figure& figure, int number, double width) {
  const double scale = std::min(1.0, width / std::max(1.0, figure.width));
  Drawing drawing;
  // A reader takes the group for as large as what is in it.
  drawing(
      Box{.width = figure.width, .height = figure.height, .stroke = Ink::none, .fill = Ink::none});
  for (const Shape& shape : figure.shapes) std::visit(drawing, shape);
  const std::string size =
      fmt::format("cx=\"{}\" cy=\"{}\"", units(figure.width * scale), units(figure.height * scale));
  const std::string inner =
      fmt::format("cx=\"{}\" cy=\"{}\"", units(figure.width), units(figure.height));
  const std::string words = xml_text(alternative(figure));
  return fmt::format(
      "<w:r><mc:AlternateContent><mc:Choice Requires=\"wpg\"><w:drawing><wp:inline distT=\"0\" "
      "distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent {0}/><wp:docPr id=\"{1}\" name=\"Figure "
      "{1}\" "
      "descr=\"{2}\"/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData "
      "uri=\"http://schemas.microsoft.com/office/word/2010/wordprocessingGroup\"><wpg:wgp>"
      "<wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext {0}/>"
      "<a:chOff x=\"0\" y=\"0\"/><a:chExt {3}/></a:xfrm></wpg:grpSpPr>{4}</wpg:wgp>"
      "</a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback>"
      "<w:t xml:space=\"preserve\">{2}</w:t></mc:Fallback></mc:AlternateContent></w:r>",
      size, number, words, inner, drawing.xml);
}

}  // namespace ombud::documents
