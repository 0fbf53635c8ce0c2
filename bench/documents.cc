// A record of processing activities as PDF, XLSX and DOCX, beside the same text set by Pango on
// Cairo without tags, and beside the same cells written by libxlsxwriter.
//
//     bench_documents [--activities 1000] [--rows 100000] [--runs 5]
//     bench_documents --peak FORMAT [--activities 1000 | --rows 100000]    one document, for its
//     memory
//
// The activities are invented; words are drawn anew for each, so that little of one text helps the
// next. All is written to nowhere: a disk is not what is measured.
#include "documents/documents.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <filesystem>
#include <random>
#include <string_view>

#include "bench/measuring.h"

namespace ombud::bench {

namespace {

using documents::Block;
using documents::Document;
using documents::Format;
using documents::Row;
using documents::Table;

constexpr std::string_view words[] = {
    "medlem",
    "anställd",
    "förhandling",
    "lönebyrån",
    "ansökan",
    "avtal",
    "personnummer",
    "kontonummer",
    "arbetsgivaren",
    "avgift",
    "kontaktuppgift",
    "samtycke",
    "gallring",
    "arkivlagen",
    "utlämnande",
    "myndighet",
    "bokföringslagen",
    "behandling",
    "registrerad",
    "åtgärd",
    "rätten",
    "försäkring",
    "sjukfrånvaro",
    "utbildning",
    "schema",
    "och",
    "för",
    "att",
    "enligt",
    "efter",
    "med",
    "samt",
    "i",
    "av",
    "till",
};

class Words {
 public:
  explicit Words(unsigned seed) : random_(seed) {}

  std::string some(int count) {
    std::string text;
    for (int i = 0; i < count; ++i) {
      if (i > 0) text += random_() % 9 == 0 ? ", " : " ";
      text += words[random_() % std::size(words)];
      // Names, numbers and inflections: words that were not seen before.
      if (random_() % 6 == 0) text += std::to_string(random_() % 10'000);
    }
    return text;
  }

 private:
  std::mt19937 random_;
};

Table matrix(Words& any) {
  Table table{"Kategorier av registrerade och uppgifter",
              {"Registrerade", "Uppgifter", "Källa", "Mottagare", "Gallras", "Nödvändig för"},
              {}};
  table.row_heads = true;
  for (int i = 0; i < 8; ++i)
    table.rows.push_back(
        {any.some(2), any.some(4), any.some(2), any.some(3), any.some(4), any.some(6)});
  return table;
}

// What the next activity has on paper, block by block.
std::vector<Block> activity(long number, Words& any) {
  documents::Facts facts;
  for (const char* word : {"Ändamål", "Rättslig grund", "Personuppgiftsansvarig", "Dataskyddsombud",
                           "Avdelning", "System", "Lagringsplats", "Personuppgiftsbiträden",
                           "Tredjeländer", "Gallringsregel", "Senast granskad", "Nästa granskning"})
    facts.facts.emplace_back(word, any.some(7));
  documents::List measures;
  for (int i = 0; i < 5; ++i) measures.items.push_back({{any.some(8)}});
  return {documents::Heading{1, "B-" + std::to_string(number) + " " + any.some(3)},
          documents::Paragraph{any.some(45)},
          std::move(facts),
          documents::Heading{2, "Uppgifter"},
          matrix(any),
          documents::Heading{2, "Skyddsåtgärder"},
          std::move(measures)};
}

Document record(long activities) {
  Document document;
  document.title = "Registerförteckning";
  document.language = "sv";
  document.page = {.head = "Förbundet Exempel", .foot = "Artikel 30.1", .landscape = false};
  document.made_at = Instant{};
  auto any = std::make_shared<Words>(7U);
  auto blocks = std::make_shared<std::vector<Block>>();
  auto at = std::make_shared<std::size_t>(0);
  auto number = std::make_shared<long>(0);
  document.further = [=]() -> Result<std::optional<Block>> {
    if (*at == blocks->size()) {
      if (*number == activities) return std::optional<Block>();
      *blocks = activity(++*number, *any);
      *at = 0;
    }
    return std::optional<Block>(std::move((*blocks)[(*at)++]));
  };
  return document;
}

constexpr std::size_t columns_of_sheet = 20;

// A row an activity, as a register is kept in a sheet; with the matrix as a second one.
Document sheets(long activities) {
  Document document{"Registerförteckning", "sv", {}};
  Words any(7);
  Table table{"Behandlingar", {}, {}};
  for (std::size_t i = 0; i < columns_of_sheet; ++i) {
    table.columns.push_back("Kolumn " + std::to_string(i));
    table.kinds.push_back(i == 1   ? documents::Kind::number
                          : i == 2 ? documents::Kind::date
                                   : documents::Kind::text);
  }
  Table all = matrix(any);
  all.rows.clear();
  for (long n = 0; n < activities; ++n) {
    Row row;
    for (std::size_t i = 0; i < columns_of_sheet; ++i)
      row.push_back(i == 1 ? std::to_string(n) : i == 2 ? "2026-11-22" : any.some(4));
    table.rows.push_back(std::move(row));
    for (Row& one : matrix(any).rows) all.rows.push_back(std::move(one));
  }
  document.blocks = {std::move(table), std::move(all)};
  return document;
}

// Many rows that are never held.
Document long_sheet(long rows) {
  Document document{"Rader", "sv", {}};
  Table table{"Rader", {}, {}};
  for (int i = 0; i < 10; ++i) table.columns.push_back("Kolumn " + std::to_string(i));
  auto left = std::make_shared<long>(rows);
  auto any = std::make_shared<Words>(7U);
  table.further = [=](Row& row) -> Result<bool> {
    if ((*left)-- == 0) return false;
    for (int i = 0; i < 10; ++i) row.push_back(any->some(2));
    return true;
  };
  document.blocks.emplace_back(std::move(table));
  return document;
}

std::size_t written(const Document& document, Format format) {
  std::size_t bytes = 0;
  const auto done = documents::write(document, format, [&](std::string_view piece) -> Result<void> {
    bytes += piece.size();
    return {};
  });
  must(done.has_value());
  return bytes;
}

// Every text of the document, one under the other, each in the width that it has in ours.
class OnCairo {
 public:
  OnCairo() {
    surface_ = cairo_pdf_surface_create_for_stream(
        [](void*, const unsigned char*, unsigned) { return CAIRO_STATUS_SUCCESS; }, nullptr, 595,
        842);
    cairo_ = cairo_create(surface_);
    layout_ = pango_cairo_create_layout(cairo_);
    PangoFontDescription* font = pango_font_description_from_string("Noto Sans 7");
    pango_layout_set_font_description(layout_, font);
    pango_font_description_free(font);
    pango_layout_set_wrap(layout_, PANGO_WRAP_WORD_CHAR);
  }

  ~OnCairo() {
    g_object_unref(layout_);
    cairo_destroy(cairo_);
    cairo_surface_finish(surface_);
    cairo_surface_destroy(surface_);
  }

  OnCairo(const OnCairo&) = delete;
  OnCairo& operator=(const OnCairo&) = delete;

  void put(std::string_view text, int x, int width, bool last) {
    pango_layout_set_width(layout_, width * PANGO_SCALE);
    pango_layout_set_text(layout_, text.data(), static_cast<int>(text.size()));
    int height = 0;
    pango_layout_get_pixel_size(layout_, nullptr, &height);
    highest_ = std::max(highest_, height);
    cairo_move_to(cairo_, x, y_);
    pango_cairo_show_layout(cairo_, layout_);
    if (!last) return;
    y_ += highest_ + 4;
    highest_ = 0;
    if (y_ < 760) return;
    cairo_show_page(cairo_);
    y_ = 50;
  }

  void put(const Block& block) {
    if (const auto* heading = std::get_if<documents::Heading>(&block))
      put(heading->text, 48, 500, true);
    if (const auto* one = std::get_if<documents::Paragraph>(&block)) put(one->text, 48, 480, true);
    if (const auto* facts = std::get_if<documents::Facts>(&block))
      for (const auto& [word, fact] : facts->facts) {
        put(word, 48, 150, false);
        put(fact, 208, 340, true);
      }
    if (const auto* list = std::get_if<documents::List>(&block))
      for (const auto& item : list->items) put(item.said.text, 60, 460, true);
    if (const auto* table = std::get_if<Table>(&block)) {
      put(table->caption, 48, 500, true);
      for (const Row& row : table->rows)
        for (std::size_t i = 0; i < row.size(); ++i)
          put(row[i], 48 + 83 * static_cast<int>(i), 75, i + 1 == row.size());
    }
  }

 private:
  cairo_surface_t* surface_;
  cairo_t* cairo_;
  PangoLayout* layout_;
  int y_ = 50;
  int highest_ = 0;
};

void on_cairo(const Document& document) {
  OnCairo page;
  for (;;) {
    const auto block = document.further();
    if (!block || !*block) return;
    page.put(**block);
  }
}

void by_libxlsxwriter(const Document& document) {
  const std::string file =
      (std::filesystem::temp_directory_path() / ("bench-" + std::to_string(getpid()) + ".xlsx"))
          .string();
  lxw_workbook_options options = {};
  options.constant_memory = LXW_TRUE;
  lxw_workbook* book = workbook_new_opt(file.c_str(), &options);
  for (const Block& block : document.blocks) {
    const auto& table = std::get<Table>(block);
    lxw_worksheet* sheet = workbook_add_worksheet(book, nullptr);
    const auto put = [&](std::size_t number, const Row& row) {
      for (std::size_t i = 0; i < row.size(); ++i)
        worksheet_write_string(sheet, static_cast<lxw_row_t>(number), static_cast<lxw_col_t>(i),
                               row[i].c_str(), nullptr);
    };
    put(0, table.columns);
    std::size_t number = 0;
    for (const Row& row : table.rows) put(++number, row);
    Row row;
    while (table.further && *table.further(row)) {
      put(++number, row);
      row.clear();
    }
  }
  must(workbook_close(book) == LXW_NO_ERROR);
  std::filesystem::remove(file);
}

// The most memory that one document takes in a process of its own.
void peak(const char* program, const std::string& name, const std::string& what, const char* format,
          const char* amount, long count) {
  const std::string number = std::to_string(count);
  const pid_t child = fork();
  if (child == 0) {
    execl(program, program, "--peak", format, amount, number.c_str(), nullptr);
    _exit(127);
  }
  int status = 0;
  rusage usage = {};
  wait4(child, &status, 0, &usage);
  must(status == 0);
  const double mib = static_cast<double>(usage.ru_maxrss) / 1024;
  std::printf(
      "{\"name\": \"documents.%s\", \"what\": \"%s\", \"ours\": %.4g, \"unit\": \"MiB\", "
      "\"runs\": 1, \"min\": %.4g, \"max\": %.4g}\n",
      name.c_str(), what.c_str(), mib, mib, mib);
}

int run(int count, char** arguments) {
  const long activities = option(count, arguments, "activities", 1'000);
  const long rows = option(count, arguments, "rows", 100'000);
  const int runs = static_cast<int>(option(count, arguments, "runs", 5));
  for (int i = 1; i + 1 < count; ++i)
    if (std::string_view(arguments[i]) == "--peak") {
      const auto format = *documents::format_of(arguments[i + 1]);
      const bool is_long = std::string_view(arguments[i + 2]) == "--rows";
      written(is_long ? long_sheet(rows) : record(activities), format);
      return 0;
    }
  const std::string many = std::to_string(activities) + " activities";
  // First: what this process itself holds counts as its children's.
  peak(arguments[0], "pdf_peak", many + " as PDF", "pdf", "--activities", activities);
  peak(arguments[0], "pdf_peak_many", "ten times as many", "pdf", "--activities", 10 * activities);
  peak(arguments[0], "docx_peak", many + " as DOCX", "docx", "--activities", activities);
  peak(arguments[0], "xlsx_peak", std::to_string(rows) + " rows as XLSX", "xlsx", "--rows", rows);
  const auto compared = [&](const char* name, const std::string& what) {
    return Compared{.name = std::string("documents.") + name,
                    .what = what,
                    .unit = "ms",
                    .amount = 0,
                    .runs = runs,
                    .time = Time::processor};
  };
  compare(
      compared("pdf", many + " as tagged PDF, beside Pango on Cairo without tags and tables"),
      [&] { written(record(activities), Format::pdf); }, [&] { on_cairo(record(activities)); });
  const Document register_ = sheets(activities);
  compare(
      compared("xlsx", many + " as two sheets, beside libxlsxwriter"),
      [&] { written(register_, Format::xlsx); }, [&] { by_libxlsxwriter(register_); });
  compare(
      compared("xlsx_rows", std::to_string(rows) + " rows of 10 columns, beside libxlsxwriter"),
      [&] { written(long_sheet(rows), Format::xlsx); },
      [&] { by_libxlsxwriter(long_sheet(rows)); });
  compare(
      compared("docx", many + " as DOCX, beside the same as HTML"),
      [&] { written(record(activities), Format::docx); },
      [&] { written(record(activities), Format::html); });
  std::fprintf(stderr, "%.1f MB of PDF, %.1f MB of XLSX, %.1f MB of DOCX\n",
               static_cast<double>(written(record(activities), Format::pdf)) / 1e6,
               static_cast<double>(written(register_, Format::xlsx)) / 1e6,
               static_cast<double>(written(record(activities), Format::docx)) / 1e6);
  return 0;
}

}  // namespace

}  // namespace ombud::bench

int main(int count, char** arguments) { return ombud::bench::run(count, arguments); }
