// `ombud detect`: the detectors from outside, on standard input and on files. No account, no store:
// what is looked at is the caller's own.

#include "detectors/commands.h"

#include <unistd.h>

#include <charconv>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/text.h"
#include "detectors/characters.h"
#include "detectors/digits.h"
#include "detectors/input_lines.h"

namespace ombud::detectors {

namespace {

using cli::Call;
using Json = nlohmann::json;

std::string line_of(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// The object of a line, or why it is none.
Result<Json> object_in(const InputLines::Line& line) {
  if (line.too_long)
    return fail(Errc::invalid, "detectors.line_too_long",
                {{"bytes", grouped(static_cast<std::int64_t>(InputLines::most_bytes))}});
  Json json = Json::parse(line.text, nullptr, false);
  if (!json.is_object()) return fail(Errc::invalid, "detectors.bad_line");
  return json;
}

Result<std::string> member(const Json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_string())
    return fail(Errc::invalid, "detectors.missing_member", {{"name", name}});
  return found->get<std::string>();
}

// Answers each line of standard input by a line; what is wrong with one is said on its line.
Result<int> answer_lines(Call& call, const std::function<Result<Json>(const Json&)>& answer) {
  InputLines lines(STDIN_FILENO);
  bool any_wrong = false;
  for (;;) {
    const std::optional<InputLines::Line> line = TRY(lines.next());
    if (!line) break;
    if (!line->too_long && trim(line->text).empty()) continue;
    const Result<Json> object = object_in(*line);
    const Result<Json> said = object ? answer(*object) : fail(object.error());
    any_wrong = any_wrong || !said;
    call.print_json(line_of(said ? *said : Json{{"error", say(said.error(), call.language())}}));
  }
  return any_wrong ? cli::partly_done : 0;
}

Result<int> judge_ids(Call& call, const Clock& clock) {
  const Reading reading = TRY(reading_of(call, clock));
  return answer_lines(call, [&](const Json& object) -> Result<Json> {
    const std::string type = TRY(member(object, "type"));
    const std::string input = TRY(member(object, "input"));
    const std::optional<bool> valid = validate(type, input, reading);
    if (!valid) return fail(Errc::invalid, "detectors.unknown_type", {{"type", type}});
    return Json{{"valid", *valid}};
  });
}

// Byte offsets as numbers of code points, by one pass.
class CodePointsBefore {
 public:
  explicit CodePointsBefore(std::string_view text) : text_(text) {}

  /// `offset` is never less than the one asked for before.
  std::size_t at(std::size_t offset) {
    for (; offset_ < offset; ++offset_)
      if ((static_cast<unsigned char>(text_[offset_]) & 0xc0) != 0x80) ++count_;
    return count_;
  }

 private:
  std::string_view text_;
  std::size_t offset_ = 0;
  std::size_t count_ = 0;
};

Result<int> find_in_texts(Call& call, const Clock& clock) {
  const Options options = TRY(options_of(call, clock));
  return answer_lines(call, [&](const Json& object) -> Result<Json> {
    const std::string text = TRY(member(object, "text"));
    Json spans = Json::array();
    CodePointsBefore before(text);
    for (const Finding& finding : find(text, options)) {
      const std::size_t start = before.at(finding.start);
      spans.push_back({start, before.at(finding.end), label_of(finding.kind)});
    }
    const auto id = object.find("id");
    return Json{{"id", id == object.end() ? Json() : *id}, {"spans", std::move(spans)}};
  });
}

Result<double> score_of(const Call& call) {
  if (!call.has("--min-score")) return Options{}.least_score;
  const std::string& text = call.value("--min-score");
  double score = 0;
  const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), score);
  if (wrong != std::errc() || end != text.data() + text.size() || !(score >= 0 && score <= 1))
    return fail(Errc::invalid, "detectors.bad_score");
  return score;
}

}  // namespace

std::string label_of(Kind kind) {
  if (kind == Kind::name) return "PERSON";
  std::string label(word(kind));
  for (char& c : label) c = ascii_upper(c);
  return label;
}

Result<Reading> reading_of(const Call& call, const Clock& clock) {
  Reading reading{std::chrono::floor<std::chrono::days>(clock.now()), Country::se};
  if (call.has("--today")) reading.today = TRY(parse_day(call.value("--today")));
  if (call.has("--country"))
    reading.country = country_of_word(call.value("--country")).value_or(Country::se);
  return reading;
}

Result<Options> options_of(const Call& call, const Clock& clock) {
  Options options{TRY(reading_of(call, clock)), TRY(score_of(call)), {}};
  for (const std::string& given : call.values("--kind")) {
    const std::optional<Kind> kind = kind_of_word(given);
    if (!kind) return fail(Errc::invalid, "detectors.unknown_kind", {{"kind", given}});
    options.kinds.push_back(*kind);
  }
  return options;
}

std::vector<cli::Option> reading_options() {
  return {{.name = "--country",
           .help = "detectors.help_country",
           .choices = {"se", "dk", "no", "fi", "is"},
           .value_name = "COUNTRY"},
          {.name = "--today", .help = "detectors.help_today", .value_name = "DAY"}};
}

std::vector<cli::Option> finding_options() {
  std::vector<cli::Option> options = reading_options();
  options.push_back(
      {.name = "--min-score", .help = "detectors.help_min_score", .value_name = "SCORE"});
  options.push_back(
      {.name = "--kind", .help = "detectors.help_kind", .repeated = true, .value_name = "KIND"});
  return options;
}

std::vector<cli::Command> commands(const Clock& clock) {
  return {
      {.name = "detect ids",
       .summary = "detectors.help_ids",
       .example = "ombud detect ids < numbers.jsonl",
       .options = reading_options(),
       .run = [&clock](Call& call) { return judge_ids(call, clock); },
       .more = "detectors.more_ids"},
      {.name = "detect text",
       .summary = "detectors.help_text",
       .example = "ombud detect text --country dk < notes.jsonl",
       .options = finding_options(),
       .run = [&clock](Call& call) { return find_in_texts(call, clock); },
       .more = "detectors.more_text"},
      scan_command(clock),
  };
}

}  // namespace ombud::detectors
