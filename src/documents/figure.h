#pragma once
// A drawing of lines, boxes and labels, in points from the upper left corner. Small enough that
// every writer can draw it exactly: as SVG in HTML, as vectors in PDF and DOCX. Colours are names,
// so that a page can be light or dark.

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace ombud::documents {

enum class Ink { none, ink, soft, accent, tint, rule, edge, paper };

struct Point {
  double x = 0;
  double y = 0;
};

struct Path {  // Straight from point to point.
  std::vector<Point> points;
  Ink stroke = Ink::edge;
  double width = 1;
  bool dashed = false;
  bool arrow = false;  // With a head at the last point.
  bool closed = false;
  Ink fill = Ink::none;  // Of a closed one.
};

struct Box {
  Point at;  // Its upper left corner.
  double width = 0;
  double height = 0;
  double radius = 0;  // Of the corners.
  Ink stroke = Ink::edge;
  Ink fill = Ink::tint;
  bool dashed = false;
};

enum class Align { start, middle, end };

struct Label {
  Point at;  // The middle of its lines from top to bottom; `align` says which point from left to
             // right.
  std::string text;
  double width = 0;  // Lines are broken to fit into it; 0: only where the text has line breaks.
  double size = 9;
  Align align = Align::middle;
  bool bold = false;
  Ink ink = Ink::ink;
};

using Shape = std::variant<Path, Box, Label>;

struct Figure {
  std::string caption;               // Seen under it.
  std::string alt;                   // What it shows, in a sentence, for whoever can't see it,
  std::vector<std::string> as_text;  // and then all that it says, line by line.
  double width = 0;                  // In points; a writer makes it smaller where a page is.
  double height = 0;
  std::vector<Shape> shapes;
};

/// `alt` and `as_text`, a line each.
std::string alternative(const Figure& figure);

/// How wide a line of text is, in points: a good estimate that needs no font, for laying out what
/// is drawn.
double text_width(std::string_view text, double size, bool bold);

/// The lines of a label, broken at blanks, and within a word that alone is too long.
std::vector<std::string> lines_of(const Label& label);

/// Points for the head of an arrow that ends at the last point of the path: tip and two corners.
std::vector<Point> arrow_head(const Path& path);

}  // namespace ombud::documents
