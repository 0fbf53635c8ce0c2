// A page that needs nothing but itself: style inside, no script, no address that is loaded. All
// text goes through xml_text(); the content policy forbids the rest even if a mistake were made.

#include "documents/html.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>

#include "base/text.h"
#include "documents/contents.h"
#include "documents/figure_svg.h"
#include "documents/page_style.h"
#include "documents/xml.h"

namespace ombud::documents {

namespace {

constexpr std::size_t rows_looked_at = 200;  // Of a table whose rows come later.
constexpr std::size_t written_at_once = 65'536;

std::string sha256_base64(std::string_view text) {
  std::string digest(EVP_MAX_MD_SIZE, '\0');
  unsigned int size = 0;
  must(EVP_Digest(text.data(), text.size(), reinterpret_cast<unsigned char*>(digest.data()), &size,
                  EVP_sha256(), nullptr) == 1);
  return to_base64(std::string_view(digest).substr(0, size));
}

std::string marked_up(const Run& run) {
  std::string text = xml_text(run.text);
  if (run.italic) text = "<em>" + text + "</em>";
  if (run.bold) text = "<strong>" + text + "</strong>";
  if (is_link(run.link))
    text = fmt::format("<a href=\"{}\" rel=\"noreferrer\">{}</a>", xml_text(run.link), text);
  return text;
}

std::string marked_up(const Paragraph& paragraph) {
  std::string text;
  for (const Run& run : runs_of(paragraph)) text += marked_up(run);
  return text;
}

class Page {
 public:
  Page(const Document& document, const Sink& sink)
      : document_(document), language_(language_of(document)), sink_(sink) {
    const std::string language = document.language.empty() ? "en" : document.language;
    text_ = fmt::format(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
        "style-src 'sha256-{}'; base-uri 'none'; form-action 'none'\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"referrer\" content=\"no-referrer\">\n"
        "<meta name=\"robots\" content=\"noindex\">\n"
        "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n",
        xml_text(language), sha256_base64(page_style()), xml_text(document.title), page_style());
    if (!document.page.head.empty())
      text_ += "<header>" + xml_text(document.page.head) + "</header>\n";
    text_ += fmt::format("<main>\n<h1>{}</h1>\n", xml_text(document.title));
  }

  Result<void> operator()(const Heading& heading) {
    const int level = std::clamp(heading.level + 1, 2, 6);
    text_ += fmt::format("<h{0}>{1}</h{0}>\n", level, xml_text(heading.text));
    return {};
  }

  Result<void> operator()(const Paragraph& paragraph) {
    text_ += "<p>" + marked_up(paragraph) + "</p>\n";
    return {};
  }

  Result<void> operator()(const Notice& notice) {
    text_ += "<p class=\"notice\" role=\"note\">" + xml_text(notice.text) + "</p>\n";
    return {};
  }

  Result<void> operator()(const Facts& facts) {
    if (facts.facts.empty()) return {};
    text_ += "<dl class=\"facts\">\n";
    for (const auto& [word, fact] : facts.facts)
      text_ += fmt::format("<div><dt>{}</dt><dd>{}</dd></div>\n", xml_text(word), xml_text(fact));
    text_ += "</dl>\n";
    return {};
  }

  Result<void> operator()(const List& list) {
    add(list.items, list.numbered ? "ol" : "ul");
    text_ += '\n';
    return {};
  }

  Result<void> operator()(const Figure& figure) {
    ++figures_;
    text_ += "<figure>\n" + figure_svg(figure, fmt::format("figure-{}", figures_));
    if (!figure.caption.empty())
      text_ += "<figcaption>" + xml_text(figure.caption) + "</figcaption>\n";
    text_ += "</figure>\n";
    return {};
  }

  Result<void> operator()(const Table& table) {
    Rows rows(table);
    const std::size_t looked_at = std::max(table.rows.size(), rows_looked_at);
    const std::vector<bool> right = right_columns(table, TRY(rows.look(looked_at)));
    const auto mark = [&](std::size_t i) {
      return i < right.size() && right[i] ? " class=\"number\"" : "";
    };
    open(table);
    text_ += "<thead><tr>";
    for (std::size_t i = 0; i < table.columns.size(); ++i)
      text_ += fmt::format("<th scope=\"col\"{}>{}</th>", mark(i), xml_text(table.columns[i]));
    text_ += "</tr></thead>\n<tbody>\n";
    bool any = false;
    while (const Row* row = TRY(rows.next())) {
      any = true;
      text_ += "<tr>";
      for (std::size_t i = 0; i < std::max(row->size(), table.columns.size()); ++i) {
        const bool head = table.row_heads && i == 0;
        const std::string cell =
            i < row->size() ? shown((*row)[i], kind_of(table, i), language_) : std::string();
        text_ += fmt::format("<{}{}>{}</{}>", head ? "th scope=\"row\"" : "td", mark(i),
                             xml_text(cell), head ? "th" : "td");
      }
      text_ += "</tr>\n";
      TRY(pass_on(written_at_once));
    }
    if (!any)
      text_ += fmt::format("<tr><td colspan=\"{}\">{}</td></tr>\n",
                           std::max<std::size_t>(1, table.columns.size()), nothing);
    text_ += "</tbody>\n</table>\n</div>\n";
    return {};
  }

  Result<void> pass_on(std::size_t at_least) {
    if (text_.size() < at_least) return {};
    return sink_(std::exchange(text_, {}));
  }

  Result<void> finish() {
    text_ += "</main>\n";
    if (!document_.page.foot.empty())
      text_ += "<footer>" + xml_text(document_.page.foot) + "</footer>\n";
    text_ += "</body>\n</html>\n";
    return pass_on(0);
  }

 private:
  void open(const Table& table) {
    ++tables_;
    // A wide table is scrolled inside this box, with the keyboard too: hence focus and a name.
    text_ += "<div class=\"table\" tabindex=\"0\"";
    if (!table.caption.empty())
      text_ += fmt::format(" role=\"region\" aria-labelledby=\"table-{}\"", tables_);
    text_ += ">\n<table>\n";
    if (!table.caption.empty())
      text_ +=
          fmt::format("<caption id=\"table-{}\">{}</caption>\n", tables_, xml_text(table.caption));
  }

  // Without line breaks between the elements: in an item they would be seen.
  void add(const std::vector<Item>& items, std::string_view kind) {
    if (items.empty()) return;
    text_ += fmt::format("<{}>", kind);
    for (const Item& item : items) {
      text_ += "<li>" + marked_up(item.said);
      add(item.items, kind);
      text_ += "</li>";
    }
    text_ += fmt::format("</{}>", kind);
  }

  const Document& document_;
  Language language_;
  const Sink& sink_;
  std::string text_;
  int tables_ = 0;
  int figures_ = 0;
};

}  // namespace

Result<void> write_html(const Document& document, const Sink& sink) {
  Page page(document, sink);
  Blocks blocks(document);
  while (const Block* block = TRY(blocks.next())) {
    TRY(std::visit(page, *block));
    TRY(page.pass_on(written_at_once));
  }
  return page.finish();
}

std::string to_html(const Document& document) {
  std::string html;
  const Sink sink = [&](std::string_view piece) -> Result<void> {
    html += piece;
    return {};
  };
  Page page(document, sink);
  // What is held can't fail; only what comes later could, and that is left out.
  for (const Block& block : document.blocks) {
    if (const auto* table = std::get_if<Table>(&block); table != nullptr && table->further) {
      Table held = *table;
      held.further = {};
      must(page(held).has_value());
      continue;
    }
    must(std::visit(page, block).has_value());
  }
  must(page.finish().has_value());
  return html;
}

}  // namespace ombud::documents
