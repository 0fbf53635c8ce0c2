// ombud conformance.

#include <fmt/ranges.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/json.h"
#include "conformance/conformance.h"

namespace ombud::conformance {

namespace {

using Json = nlohmann::ordered_json;

struct Area {
  const char* word;
  const char* name;  // Key of what people read.
};

constexpr std::array areas{
    Area{"ACC", "conformance.area_acc"}, Area{"COM", "conformance.area_com"},
    Area{"CON", "conformance.area_con"}, Area{"DSR", "conformance.area_dsr"},
    Area{"GOV", "conformance.area_gov"}, Area{"INC", "conformance.area_inc"},
    Area{"INF", "conformance.area_inf"}, Area{"LOG", "conformance.area_log"},
    Area{"PRC", "conformance.area_prc"}, Area{"QUA", "conformance.area_qua"},
    Area{"REG", "conformance.area_reg"}, Area{"RET", "conformance.area_ret"},
    Area{"RSK", "conformance.area_rsk"}, Area{"SCN", "conformance.area_scn"},
    Area{"SEC", "conformance.area_sec"}, Area{"VOC", "conformance.area_voc"},
    Area{"WEB", "conformance.area_web"},
};

std::string said(const cli::Call& call, std::string_view key, const Params& params = {}) {
  return say(key, params, call.language());
}

std::string name_of(const cli::Call& call, std::string_view area) {
  const auto* at = std::ranges::find(areas, area, &Area::word);
  return at == areas.end() ? std::string() : said(call, at->name);
}

std::string name_of(const cli::Call& call, State state) {
  return said(call, "conformance.state_" + std::string(word(state)));
}

// Those that were asked for.
std::vector<Row> asked(const cli::Call& call, std::vector<Row> rows) {
  const std::string& area = call.value("--area");
  const std::string& state = call.value("--state");
  std::erase_if(rows, [&](const Row& row) {
    return (!area.empty() && row.area != area) || (!state.empty() && word(row.state) != state);
  });
  return rows;
}

std::size_t sum(const Counts::mapped_type& counts) {
  std::size_t all = 0;
  for (const std::size_t one : counts) all += one;
  return all;
}

Counts::mapped_type total(const Counts& counts) {
  Counts::mapped_type all{};
  for (const auto& [area, each] : counts)
    for (std::size_t at = 0; at < all.size(); ++at) all.at(at) += each.at(at);
  return all;
}

Json as_json(const Counts::mapped_type& counts) {
  Json json;
  for (const State state : states)
    json[std::string(word(state))] = counts.at(static_cast<std::size_t>(state));
  json["all"] = sum(counts);
  return json;
}

void print_json(cli::Call& call, const std::vector<Row>& rows, const Counts& counts) {
  Json areas_json = Json::object();
  for (const auto& [area, each] : counts) areas_json[area] = as_json(each);
  Json list = Json::array();
  for (const Row& row : rows)
    list.push_back({{"id", row.id},
                    {"area", row.area},
                    {"asks", row.asks},
                    {"state", word(row.state)},
                    {"by", row.by},
                    {"why", row.why}});
  call.print_json(json_text({{"areas", std::move(areas_json)},
                             {"total", as_json(total(counts))},
                             {"requirements", std::move(list)}},
                            2));
}

// What shows it, where it is met; else what is missing.
std::string shown_by(const Row& row) {
  if (row.state != State::met) return row.why;
  const std::string by = fmt::format("{}", fmt::join(row.by, ", "));
  return row.why.empty() ? by : by + ". " + row.why;
}

void print_rows(cli::Call& call, const std::vector<Row>& rows) {
  std::vector<std::vector<std::string>> lines;
  for (const Row& row : rows)
    lines.push_back({row.id, row.area, name_of(call, row.state), row.asks, shown_by(row)});
  call.table({{said(call, "conformance.column_id")},
              {said(call, "conformance.column_area")},
              {said(call, "conformance.column_state")},
              {said(call, "conformance.column_asks")},
              {said(call, "conformance.column_how")}},
             lines);
  call.line("");
}

void print_counts(cli::Call& call, const Counts& counts) {
  std::vector<cli::Column> columns{{said(call, "conformance.column_area")}, {}};
  for (const State state : states) columns.push_back({name_of(call, state), true});
  columns.push_back({said(call, "conformance.column_all"), true});
  std::vector<std::vector<std::string>> lines;
  const auto add = [&](const std::string& area, const std::string& name,
                       const Counts::mapped_type& each) {
    std::vector<std::string> line{area, name};
    for (const std::size_t one : each) line.push_back(std::to_string(one));
    line.push_back(std::to_string(sum(each)));
    lines.push_back(std::move(line));
  };
  for (const auto& [area, each] : counts) add(area, name_of(call, area), each);
  if (counts.size() > 1) add("", said(call, "conformance.total"), total(counts));
  call.table(columns, lines);
}

Result<int> run(cli::Call& call) {
  const std::vector<Row> rows = asked(call, TRY(read(document())));
  const Counts counts = count(rows);
  if (call.json()) {
    print_json(call, rows, counts);
    return 0;
  }
  if (rows.empty()) {
    call.line(said(call, "conformance.none"));
    return 0;
  }
  const bool narrowed = call.has("--area") || call.has("--state");
  if (narrowed) print_rows(call, rows);
  print_counts(call, counts);
  if (!narrowed) call.line("\n" + said(call, "conformance.more_rows"));
  return 0;
}

}  // namespace

std::vector<cli::Command> commands() {
  std::vector<std::string> area_words, state_words;
  for (const Area& area : areas) area_words.emplace_back(area.word);
  for (const State state : states) state_words.emplace_back(word(state));
  return {{.name = "conformance",
           .summary = "conformance.help",
           .example = "ombud conformance --area REG --state not_yet",
           .options = {{.name = "--area",
                        .help = "conformance.help_area",
                        .choices = area_words,
                        .value_name = "AREA"},
                       {.name = "--state",
                        .help = "conformance.help_state",
                        .choices = state_words,
                        .value_name = "STATE"}},
           .run = run,
           .more = "conformance.more"}};
}

}  // namespace ombud::conformance
