#pragma once
// Pango's part of setting text: any script, any direction, a font for each sign that has one.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "documents/type.h"

struct _FcConfig;

namespace ombud::documents {

class PangoType {
 public:
  /// `font_of`: the number of the font of a file.
  PangoType(std::shared_ptr<_FcConfig> fonts, std::string_view language,
            std::function<int(const std::string&)> font_of);
  ~PangoType();
  PangoType(const PangoType&) = delete;
  PangoType& operator=(const PangoType&) = delete;

  /// `runs` are showable().
  std::vector<Line> set(std::span<const Run> runs, const Style& style);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

/// What both ways of setting share: height and baseline of a line of text of this size.
Line empty_line(const Style& style);
/// Moves the stretches to where the style wants the line.
void align(Line& line, const Style& style);

}  // namespace ombud::documents
