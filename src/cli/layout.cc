// Widths are counted as a terminal shows them, with ICU's properties of each character.

#include "cli/layout.h"

#include <fmt/format.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <numeric>

#include "base/text.h"

namespace ombud::cli {

namespace {

constexpr std::string_view replacement = "\xef\xbf\xbd";
constexpr int narrowest_column = 10;
constexpr int gap = 2;

int width_of(UChar32 c) {
  const int type = u_charType(c);
  if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR) return 0;
  const int east_asian = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
  return east_asian == U_EA_WIDE || east_asian == U_EA_FULLWIDTH ? 2 : 1;
}

// Marks that only join or hint are left alone; these turn the order of what follows.
bool turns_direction(UChar32 c) {
  return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

// Calls `each` with every character and its bytes.
template <class F>
void for_each_character(std::string_view text, F each) {
  const auto length = static_cast<std::int32_t>(text.size());
  for (std::int32_t at = 0; at < length;) {
    const std::int32_t start = at;
    UChar32 c = 0;
    U8_NEXT(text.data(), at, length, c);
    each(c, text.substr(static_cast<std::size_t>(start), static_cast<std::size_t>(at - start)));
  }
}

std::string spaces(int count) {
  return std::string(static_cast<std::size_t>(std::max(0, count)), ' ');
}

// Fills lines of at most `width` columns with words.
class Lines {
 public:
  Lines(int width, LongWords long_words, std::vector<std::string>& lines)
      : width_(width), long_words_(long_words), lines_(lines) {}

  void fill(std::string_view text) {
    const std::size_t first = std::min(text.find_first_not_of(' '), text.size());
    // An indentation that leaves no room is none.
    indent_ = static_cast<int>(first) <= width_ / 2 ? static_cast<int>(first) : 0;
    start();
    for (const std::string& word : split(text.substr(first), ' ')) add(word);
    finish();
  }

 private:
  void start() {
    line_ = spaces(indent_);
    used_ = indent_;
  }

  void finish() {
    lines_.push_back(std::move(line_));
    start();
  }

  void add(const std::string& word) {
    const int wide = display_width(word);
    if (used_ > indent_ && used_ + 1 + wide > width_) {
      finish();
    } else if (used_ > indent_) {
      line_ += ' ';
      ++used_;
    }
    if (long_words_ == LongWords::whole) {
      line_ += word;
      used_ += wide;
      return;
    }
    for_each_character(word, [&](UChar32 c, std::string_view bytes) {
      if (used_ > indent_ && used_ + width_of(c) > width_) finish();
      line_ += bytes;
      used_ += width_of(c);
    });
  }

  int width_;
  LongWords long_words_;
  std::vector<std::string>& lines_;
  std::string line_;
  int indent_ = 0;
  int used_ = 0;
};

void strip_end(std::string& line) { line.erase(line.find_last_not_of(' ') + 1); }

using Cells = std::vector<std::string>;

std::vector<int> column_widths(const std::vector<Column>& columns, const std::vector<Cells>& rows,
                               int page_width) {
  std::vector<int> widths;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    int width = display_width(columns[i].title);
    for (const Cells& row : rows)
      if (i < row.size()) width = std::max(width, display_width(row[i]));
    widths.push_back(width);
  }
  if (page_width == 0) return widths;
  int total = std::accumulate(widths.begin(), widths.end(), 0) +
              gap * (static_cast<int>(columns.size()) - 1);
  while (total > page_width) {
    int* widest = nullptr;
    for (std::size_t i = 0; i < columns.size(); ++i)
      if (!columns[i].number && widths[i] > narrowest_column &&
          (widest == nullptr || widths[i] > *widest))
        widest = &widths[i];
    if (widest == nullptr) break;  // The terminal itself breaks what cannot be narrower.
    --*widest;
    --total;
  }
  return widths;
}

std::string row_text(const std::vector<Column>& columns, const std::vector<int>& widths,
                     const Cells& row, bool wrap) {
  std::vector<std::vector<std::string>> cells(columns.size());
  std::size_t height = 1;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const std::string cell = i < row.size() ? row[i] : "";
    cells[i] = wrap ? wrapped(cell, std::max(1, widths[i]), LongWords::broken)
                    : std::vector<std::string>{cell};
    height = std::max(height, cells[i].size());
  }
  std::string text;
  for (std::size_t line = 0; line < height; ++line) {
    std::string written;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const std::string part = line < cells[i].size() ? cells[i][line] : "";
      const std::string fill = spaces(widths[i] - display_width(part));
      written += columns[i].number ? fill + part : part + fill;
      if (i + 1 < columns.size()) written += spaces(gap);
    }
    strip_end(written);
    text += written + "\n";
  }
  return text;
}

Cells harmless_cells(const Cells& row) {
  Cells cells;
  for (const std::string& cell : row) cells.push_back(harmless(cell, false));
  return cells;
}

}  // namespace

int display_width(std::string_view text) {
  int width = 0;
  for_each_character(text, [&](UChar32 c, std::string_view) { width += width_of(c); });
  return width;
}

std::string harmless(std::string_view text, bool lines) {
  std::string result;
  result.reserve(text.size());
  for_each_character(replace_broken_utf8(text), [&](UChar32 c, std::string_view bytes) {
    if (c == '\n' || c == '\t')
      result += lines ? bytes : " ";
    else if (c == 0x2028 || c == 0x2029 || (c == '\r' && !lines))
      result += " ";
    else if (u_charType(c) == U_CONTROL_CHAR || turns_direction(c))
      result += c == '\r' ? "" : replacement;
    else
      result += bytes;
  });
  return result;
}

std::string bold(std::string_view text, const Page& page) {
  return page.styled ? fmt::format("\x1b[1m{}\x1b[0m", text) : std::string(text);
}

std::vector<std::string> wrapped(std::string_view text, int width, LongWords long_words) {
  std::vector<std::string> lines;
  for (const std::string& line : split(text, '\n')) {
    if (width <= 0 || display_width(line) <= width)
      lines.push_back(line);
    else
      Lines(width, long_words, lines).fill(line);
  }
  return lines;
}

std::string table_text(const std::vector<Column>& columns,
                       const std::vector<std::vector<std::string>>& rows, const Page& page) {
  std::vector<Cells> cells;
  cells.reserve(rows.size());
  for (const Cells& row : rows) cells.push_back(harmless_cells(row));
  const std::vector<int> widths = column_widths(columns, cells, page.width);
  Cells titles;
  for (const Column& column : columns) titles.push_back(column.title);
  const bool wrap = page.width > 0;
  std::string heading = row_text(columns, widths, titles, wrap);
  std::string text;
  for (const std::string& line :
       split(std::string_view(heading).substr(0, heading.size() - 1), '\n'))
    text += bold(line, page) + "\n";
  for (const Cells& row : cells) text += row_text(columns, widths, row, wrap);
  return text;
}

std::string facts_text(const std::vector<std::pair<std::string, std::string>>& facts,
                       const Page& page) {
  int width = 0;
  for (const auto& [word, fact] : facts) width = std::max(width, display_width(word));
  const int left = width + gap;
  const int room = page.width > left + narrowest_column ? page.width - left : 0;
  std::string text;
  for (const auto& [word, fact] : facts) {
    std::string start = harmless(word, false);
    start += spaces(left - display_width(start));
    for (const std::string& line : wrapped(harmless(fact, true), room, LongWords::whole)) {
      std::string written = start + line;
      strip_end(written);
      text += written + "\n";
      start = spaces(left);
    }
  }
  return text;
}

namespace {

std::string time_text(std::uint64_t seconds) {
  if (seconds < 100) return fmt::format("{} s", seconds);
  if (seconds < 100 * 60) return fmt::format("{} min", (seconds + 59) / 60);
  return fmt::format("{} h", (seconds + 3599) / 3600);
}

std::string bar(double part, int width) {
  const int full = static_cast<int>(part * width);
  std::string text;
  for (int i = 0; i < width; ++i) text += i < full ? "█" : "░";
  return text;
}

}  // namespace

std::string progress_line(const Progressed& progressed, const Page& page, Language language) {
  const auto count = [](std::uint64_t n) { return grouped(static_cast<std::int64_t>(n)); };
  const double seconds = std::max(0.001, progressed.since_start.count() / 1000.0);
  const double rate = static_cast<double>(progressed.done) / seconds;
  const std::string speed = fmt::format("{}/s", count(static_cast<std::uint64_t>(rate)));
  const std::string what = harmless(progressed.what, false);
  // Shorter ways of saying it, until one fits.
  std::vector<std::string> ways;
  if (progressed.all == 0) {
    ways = {fmt::format("{}  {}  {}", what, count(progressed.done), speed)};
  } else {
    const std::uint64_t done = std::min(progressed.done, progressed.all);
    const double part = static_cast<double>(done) / static_cast<double>(progressed.all);
    const int percent = static_cast<int>(part * 100);
    std::string left;
    if (rate > 0)
      left = "  " + say("cli.time_left",
                        {{"time", time_text(static_cast<std::uint64_t>(
                                      static_cast<double>(progressed.all - done) / rate))}},
                        language);
    ways = {fmt::format("{}  {}  {:3} %  {} / {}  {}{}", what, bar(part, 24), percent, count(done),
                        count(progressed.all), speed, left),
            fmt::format("{}  {}  {:3} %{}", what, bar(part, 10), percent, left),
            fmt::format("{:3} %", percent)};
  }
  for (const std::string& way : ways)
    if (page.width == 0 || display_width(way) < page.width) return way;
  return "";
}

}  // namespace ombud::cli
