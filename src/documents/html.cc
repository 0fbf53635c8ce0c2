// A page that needs nothing but itself: style inside, no script, no address that is loaded. All
// text goes through escaped(); the content policy forbids the rest even if a mistake were made.

#include <fmt/format.h>
#include <openssl/evp.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>

#include "base/text.h"
#include "documents/documents.h"
#include "documents/page_style.h"

namespace ombud::documents {

namespace {

std::string escaped(std::string_view text) {
  const std::string whole = replace_broken_utf8(text);
  std::string result;
  result.reserve(whole.size() + whole.size() / 8);
  const auto length = static_cast<std::int32_t>(whole.size());
  for (std::int32_t at = 0; at < length;) {
    const std::int32_t start = at;
    UChar32 c = 0;
    U8_NEXT(whole.data(), at, length, c);
    if (c == '&')
      result += "&amp;";
    else if (c == '<')
      result += "&lt;";
    else if (c == '>')
      result += "&gt;";
    else if (c == '"')
      result += "&quot;";
    else if (c == '\'')
      result += "&#39;";
    else if (u_charType(c) == U_CONTROL_CHAR && c != '\n' && c != '\t' && c != '\r')
      result += "\xef\xbf\xbd";  // No character of HTML.
    else
      result.append(whole, static_cast<std::size_t>(start), static_cast<std::size_t>(at - start));
  }
  return result;
}

std::string sha256_base64(std::string_view text) {
  std::string digest(EVP_MAX_MD_SIZE, '\0');
  unsigned int size = 0;
  must(EVP_Digest(text.data(), text.size(), reinterpret_cast<unsigned char*>(digest.data()), &size,
                  EVP_sha256(), nullptr) == 1);
  return to_base64(std::string_view(digest).substr(0, size));
}

// "1 234", "-5,2", "40 %": of at most nine digits, so that an account number is none.
bool is_quantity(std::string_view cell) {
  constexpr std::string_view no_break_space = "\xc2\xa0";
  int digits = 0;
  bool marks_only_after_digits = true;
  for (std::size_t at = 0; at < cell.size(); ++at) {
    const char c = cell[at];
    if (c >= '0' && c <= '9')
      ++digits;
    else if (cell.substr(at).starts_with(no_break_space))
      ++at;
    else if (c == '-' && at == 0)
      continue;
    else if (c == ' ' || c == '.' || c == ',' || c == '%')
      marks_only_after_digits = marks_only_after_digits && digits > 0;
    else
      return false;
  }
  const bool padded = cell.size() > 1 && cell[0] == '0' && cell[1] >= '0' && cell[1] <= '9';
  return digits > 0 && digits <= 9 && marks_only_after_digits && !padded;
}

std::vector<bool> quantities(const Table& table) {
  std::vector<bool> columns;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const auto given = [&](const std::vector<std::string>& row) {
      return i < row.size() && !row[i].empty();
    };
    columns.push_back(std::any_of(table.rows.begin(), table.rows.end(), given) &&
                      std::all_of(table.rows.begin(), table.rows.end(), [&](const auto& row) {
                        return !given(row) || is_quantity(row[i]);
                      }));
  }
  return columns;
}

class Page {
 public:
  explicit Page(const Document& document) {
    const std::string language = document.language.empty() ? "en" : document.language;
    text_ = fmt::format(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
        "style-src 'sha256-{}'; base-uri 'none'; form-action 'none'\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"referrer\" content=\"no-referrer\">\n"
        "<meta name=\"robots\" content=\"noindex\">\n"
        "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n<main>\n<h1>{}</h1>\n",
        escaped(language), sha256_base64(page_style()), escaped(document.title), page_style(),
        escaped(document.title));
  }

  void operator()(const Heading& heading) {
    const int level = std::clamp(heading.level + 1, 2, 6);
    text_ += fmt::format("<h{0}>{1}</h{0}>\n", level, escaped(heading.text));
  }

  void operator()(const Paragraph& paragraph) {
    text_ += "<p>" + escaped(paragraph.text) + "</p>\n";
  }

  void operator()(const Notice& notice) {
    text_ += "<p class=\"notice\" role=\"note\">" + escaped(notice.text) + "</p>\n";
  }

  void operator()(const Facts& facts) {
    if (facts.facts.empty()) return;
    text_ += "<dl class=\"facts\">\n";
    for (const auto& [word, fact] : facts.facts)
      text_ += fmt::format("<div><dt>{}</dt><dd>{}</dd></div>\n", escaped(word), escaped(fact));
    text_ += "</dl>\n";
  }

  void operator()(const Table& table) {
    const std::vector<bool> number = quantities(table);
    const auto mark = [&](std::size_t i) {
      return i < number.size() && number[i] ? " class=\"number\"" : "";
    };
    ++tables_;
    // A wide table is scrolled inside this box, with the keyboard too: hence focus and a name.
    text_ += "<div class=\"table\" tabindex=\"0\"";
    if (!table.caption.empty())
      text_ += fmt::format(" role=\"region\" aria-labelledby=\"table-{}\"", tables_);
    text_ += ">\n<table>\n";
    if (!table.caption.empty())
      text_ +=
          fmt::format("<caption id=\"table-{}\">{}</caption>\n", tables_, escaped(table.caption));
    text_ += "<thead><tr>";
    for (std::size_t i = 0; i < table.columns.size(); ++i)
      text_ += fmt::format("<th scope=\"col\"{}>{}</th>", mark(i), escaped(table.columns[i]));
    text_ += "</tr></thead>\n<tbody>\n";
    for (const std::vector<std::string>& row : table.rows) {
      text_ += "<tr>";
      for (std::size_t i = 0; i < std::max(row.size(), table.columns.size()); ++i)
        text_ += fmt::format("<td{}>{}</td>", mark(i), i < row.size() ? escaped(row[i]) : "");
      text_ += "</tr>\n";
    }
    if (table.rows.empty())
      text_ += fmt::format("<tr><td colspan=\"{}\">\u2013</td></tr>\n",
                           std::max<std::size_t>(1, table.columns.size()));
    text_ += "</tbody>\n</table>\n</div>\n";
  }

  std::string take() { return std::move(text_) + "</main>\n</body>\n</html>\n"; }

 private:
  std::string text_;
  int tables_ = 0;
};

}  // namespace

std::string to_html(const Document& document) {
  Page page(document);
  for (const Block& block : document.blocks) std::visit(page, block);
  return page.take();
}

}  // namespace ombud::documents
