#pragma once
// Text laid out for people: tables, lists of facts, wrapped lines and the progress bar's line.
// Pure. A width of 0 means that the text is not for a terminal: nothing is wrapped or coloured
// then.

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/texts.h"
#include "cli/cli.h"

namespace ombud::cli {

struct Page {
  int width = 0;        // Of the terminal, in columns.
  bool styled = false;  // Bold headings.
};

/// How many columns a terminal gives the text: two for wide characters, none for combining ones.
int display_width(std::string_view text);
/// Without what would steer a terminal: broken UTF-8, control characters and changes of writing
/// direction become U+FFFD. Line breaks and tabs stay where `lines`, else they become spaces.
std::string harmless(std::string_view text, bool lines);
std::string bold(std::string_view text, const Page& page);
/// What becomes of a word longer than the line: broken anywhere, or left whole, so that a key or an
/// address can be copied from the terminal.
enum class LongWords { broken, whole };

/// Each line broken at spaces so that it fits; how far it is indented is kept.
std::vector<std::string> wrapped(std::string_view text, int width, LongWords long_words);

/// Headings and rows with two spaces between columns; every line ends with a line break. On a
/// terminal that is too narrow the widest columns of text are wrapped: nothing is cut off.
std::string table_text(const std::vector<Column>& columns,
                       const std::vector<std::vector<std::string>>& rows, const Page& page);
std::string facts_text(const std::vector<std::pair<std::string, std::string>>& facts,
                       const Page& page);

struct Progressed {
  std::string what;
  std::uint64_t done = 0;
  std::uint64_t all = 0;  // 0: not known.
  std::chrono::milliseconds since_start{0};
};

/// "rows  ████░░░░  45 %  4 500 of 10 000  1 200/s  5 s left", never wider than the page.
std::string progress_line(const Progressed& progressed, const Page& page, Language language);

}  // namespace ombud::cli
