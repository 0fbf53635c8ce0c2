// pack list | show | questions | apply.

#include <fmt/ranges.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "base/json.h"
#include "packs/clash.h"
#include "packs/desk.h"

namespace ombud::packs {

namespace {

using nlohmann::ordered_json;
using ombud::say;
using records::say;

constexpr std::size_t most_bytes = 256 << 10;

struct There {
  accounts::Office& office;
  cli::Call& call;
  const records::Kinds& kinds;
  const std::vector<Pack>& packs;
};

std::string said(cli::Call& call, std::string_view key, const Params& params = {}) {
  return say(key, params, call.language());
}

Result<int> list_packs(const There& at) {
  cli::Call& call = at.call;
  accounts::Office& office = at.office;
  const std::map<std::string, int> applied = TRY(applied_versions(office));
  ordered_json all = ordered_json::array();
  std::vector<std::vector<std::string>> rows;
  for (const Pack& pack : at.packs) {
    if (!pack.listed) continue;
    const auto before = applied.find(pack.name);
    const int version = before == applied.end() ? 0 : before->second;
    all.push_back(as_json(pack, version, call.language()));
    rows.push_back({pack.name, say(pack.label, call.language()), std::to_string(pack.version),
                    version == 0 ? said(call, "packs.not_applied") : std::to_string(version),
                    fmt::format("{}", fmt::join(pack.countries, ", "))});
  }
  if (call.json()) {
    call.print_json(json_text(all, 2));
    return 0;
  }
  call.table({{said(call, "packs.column_pack")},
              {said(call, "packs.column_for")},
              {said(call, "packs.column_version"), true},
              {said(call, "packs.column_applied")},
              {said(call, "packs.column_countries")}},
             rows);
  return 0;
}

Result<std::string> content_of(const std::string& name) {
  std::ifstream file(name, std::ios::binary);
  std::string text(most_bytes + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (file.gcount() == 0) return fail(Errc::not_found, "packs.no_file", {{"file", name}});
  if (file.gcount() > static_cast<std::streamsize>(most_bytes))
    return fail(Errc::invalid, "packs.file_too_large", {{"file", name}});
  text.resize(static_cast<std::size_t>(file.gcount()));
  return text;
}

// What was answered before, and what is given with the command.
struct Given {
  Answered answered;
  std::vector<records::Fault> faults;
};

Result<Given> given(const There& at, accounts::Office& office, const Pack& pack) {
  Given given{TRY(answers_so_far(office, at.packs, pack, at.call.language())), {}};
  if (at.call.has("--language")) given.answered.language = code(at.call.language());
  if (at.call.has("--country")) given.answered.country = at.call.value("--country");
  if (!at.call.has("--answers")) return given;
  const std::string text = TRY(content_of(at.call.value("--answers")));
  given.answered.row = TRY(records::read_json(pack.answers, text, given.faults));
  if (given.faults.empty())
    given.faults = records::check(pack.answers, records::Demand::all, given.answered.row);
  return given;
}

// Exit code 2, and nothing done.
int told(cli::Call& call, const records::Kind& kind, const std::vector<records::Fault>& faults) {
  ordered_json all = ordered_json::array();
  if (!call.json()) call.line(said(call, "packs.not_answered"));
  for (const records::Fault& fault : faults) {
    const records::Field* field = kind.at(fault.path.substr(0, fault.path.find('.')));
    const std::string label = field == nullptr ? fault.path : say(field->label, call.language());
    const std::string text = say(fault.error, call.language());
    all.push_back(
        {{"path", fault.path}, {"key", fault.error.key}, {"label", label}, {"text", text}});
    if (!call.json()) call.line("  " + fault.path + " (" + label + "): " + text);
  }
  if (call.json()) call.print_json(json_text({{"faults", std::move(all)}}, 2));
  return cli::usage;
}

std::string step_said(cli::Call& call, Step step) {
  constexpr std::string_view keys[] = {"packs.step_made",    "packs.step_brought",
                                       "packs.step_changed", "packs.step_same",
                                       "packs.step_kept",    "packs.step_set_aside"};
  return said(call, keys[static_cast<std::size_t>(step)]);
}

std::vector<std::string> row_of(cli::Call& call, const Line& line) {
  std::string fields;
  for (const std::string& name : line.fields)
    fields +=
        (fields.empty() ? "" : ", ") + say(line.entry->kind->field(name)->label, call.language());
  return {step_said(call, line.step), say(line.entry->kind->label, call.language()),
          line.record.number, line.record.title, fields};
}

void show_lines(cli::Call& call, const std::vector<Line>& lines) {
  std::vector<std::vector<std::string>> rows;
  for (const Line& line : lines)
    if (line.step != Step::same) rows.push_back(row_of(call, line));
  if (rows.empty()) return;
  call.table({{said(call, "packs.column_step")},
              {said(call, "packs.column_kind")},
              {said(call, "packs.column_number")},
              {said(call, "packs.column_title")},
              {said(call, "packs.column_fields")}},
             rows);
}

Result<int> show_pack(const There& at) {
  accounts::Office& office = at.office;
  const Pack& pack = *TRY(pack_of(at.packs, at.call.value("NAME")));
  Answered answered{std::string(code(at.call.language())), office.organisation.law, {}, 0};
  if (at.call.has("--country")) answered.country = at.call.value("--country");
  const Asker asker = TRY(asker_of(pack, answered));
  const auto by_key = [](const Entry& entry) { return entry.key; };
  ordered_json records = ordered_json::array();
  std::vector<std::vector<std::string>> rows;
  for (const Ready& ready : made_for(pack, asker, by_key)) {
    const std::string& title = ready.row.text(ready.entry->kind->title);
    records.push_back({{"kind", ready.entry->kind->name},
                       {"key", ready.entry->key},
                       {"fields", ordered_json::parse(records::write_json(ready.row))}});
    rows.push_back({say(ready.entry->kind->label, at.call.language()), ready.entry->key, title});
  }
  if (at.call.json()) {
    ordered_json shown = as_json(pack, 0, at.call.language());
    shown["country"] = asker.country;
    shown["records"] = std::move(records);
    at.call.print_json(json_text(shown, 2));
    return 0;
  }
  at.call.line(say(pack.label, at.call.language()) + ". " + say(pack.about, at.call.language()));
  at.call.table({{said(at.call, "packs.column_kind")},
                 {said(at.call, "packs.column_key")},
                 {said(at.call, "packs.column_title")}},
                rows);
  at.call.line(said(at.call, "packs.checked", {{"day", pack.law_checked}}));
  return 0;
}

Result<int> show_questions(const There& at) {
  const Pack& pack = *TRY(pack_of(at.packs, at.call.value("NAME")));
  if (at.call.json()) {
    at.call.print_json(json_text(questions_json(at.kinds, pack, at.call.language()), 2));
    return 0;
  }
  std::vector<std::vector<std::string>> rows;
  for (const Question& question : pack.questions)
    for (const std::string& name : question.fields) {
      const records::Field& field = *pack.answers.field(name);
      std::string type(word(field.type));
      for (const records::Choice& choice : field.choices)
        type += (&choice == &field.choices.front() ? ": " : ", ") + choice.word;
      rows.push_back({say(question.label, at.call.language()), name,
                      say(field.label, at.call.language()), type,
                      field.required ? said(at.call, "packs.yes") : ""});
    }
  at.call.table({{said(at.call, "packs.column_question")},
                 {said(at.call, "packs.column_field")},
                 {said(at.call, "packs.column_label")},
                 {said(at.call, "packs.column_type")},
                 {said(at.call, "packs.column_required")}},
                rows);
  return 0;
}

ordered_json many_json(const Applied& applied, const records::Names& names, Language language) {
  ordered_json lines = ordered_json::array();
  for (const Line& line : applied.lines) lines.push_back(as_json(line, names, language));
  return {{"change", applied.many.change ? ordered_json(applied.many.change->text) : nullptr},
          {"records", applied.many.changed},
          {"lines", std::move(lines)}};
}

// What two packs say differently, and how to choose.
void show_clashes(cli::Call& call, const Applied& applied, const records::Names& names) {
  for (const Line& line : applied.lines)
    for (const Clash& clash : line.clashes) {
      if (!clash.open) continue;
      const records::Field& field = *line.entry->kind->field(clash.field);
      const auto shown = [&](const records::Value& value) {
        return records::shown(field, value, names, call.language());
      };
      call.line(said(call, "packs.clash_now",
                     {{"title", line.record.title},
                      {"field", say(field.label, call.language())},
                      {"other", say(clash.other->label, call.language())},
                      {"theirs", shown(clash.theirs)},
                      {"ours", clash.ours ? shown(*clash.ours) : "–"},
                      {"path", path_of(*line.entry, clash.field)}}));
    }
}

// "--choose controller.us.acts_as=keep"
Result<Choices> choices_of(const cli::Call& call) {
  Choices choices;
  for (const std::string& given : call.values("--choose")) {
    const std::size_t at = given.find('=');
    if (at == std::string::npos)
      return fail(Errc::invalid, "packs.no_such_choice", {{"choice", given}});
    choices[given.substr(0, at)] = TRY(choice_in(given.substr(at + 1)));
  }
  return choices;
}

int refused(cli::Call& call, const Applied& applied, const records::Names& names) {
  const auto& faults = applied.many.faults;
  if (call.json()) {
    ordered_json all = ordered_json::array();
    for (const auto& [title, fault] : faults)
      all.push_back(
          {{"title", title}, {"path", fault.path}, {"text", say(fault.error, call.language())}});
    call.print_json(json_text({{"faults", std::move(all)}}, 2));
    return cli::usage;
  }
  const auto is_clash = [](const auto& one) { return one.second.error.key == "packs.clash"; };
  if (std::ranges::all_of(faults, is_clash)) {
    call.line(said(call, "packs.not_chosen"));
  } else {
    call.line(said(call, "packs.not_answered"));
    for (const auto& [title, fault] : faults)
      if (fault.error.key != "packs.clash")
        call.line("  " + title + " (" + fault.path + "): " + say(fault.error, call.language()));
  }
  show_clashes(call, applied, names);
  return cli::usage;
}

Result<int> apply_pack(const There& at) {
  cli::Call& call = at.call;
  accounts::Office& office = at.office;
  const Pack& pack = *TRY(pack_of(at.packs, call.value("NAME")));
  const Given what = TRY(given(at, office, pack));
  if (!what.faults.empty()) return told(call, pack.answers, what.faults);
  const Wish wish{TRY(asker_of(pack, what.answered)), TRY(others_taken(office, at.packs, pack)),
                  TRY(choices_of(call))};
  const bool dry = call.has("--dry-run");
  Applied applied;
  if (dry)
    applied.lines = TRY(plan(office, at.kinds, pack, wish));
  else
    applied = TRY(apply(office, at.kinds, pack, wish));
  const records::Names names = TRY(names_in(office, at.kinds, applied.lines));
  // Answers fit the fields that they go into; what does not is said rather than written.
  if (!applied.many.faults.empty()) return refused(call, applied, names);
  if (call.json()) {
    call.print_json(json_text(many_json(applied, names, call.language()), 2));
    return 0;
  }
  show_lines(call, applied.lines);
  show_clashes(call, applied, names);
  if (dry)
    call.line(said(call, "packs.only_planned", {{"pack", pack.name}}));
  else if (!applied.many.change)
    call.line(said(call, "packs.nothing_to_do"));
  else
    call.line(said(
        call, "packs.applied",
        {{"count", std::to_string(applied.many.changed)}, {"change", applied.many.change->text}}));
  return 0;
}

using Run = Result<int> (*)(const There&);

}  // namespace

std::vector<cli::Command> commands(accounts::Entrance& entrance, records::KindsOf kinds,
                                   PacksOf packs) {
  const auto with = [&](const char* permission, Run run) {
    return [&entrance, kinds, packs, permission, run](cli::Call& call) -> Result<int> {
      accounts::Office& office = *TRY(entrance.enter(call, permission));
      const records::Kinds here = TRY(kinds(office));
      return run({office, call, here, *TRY(packs())});
    };
  };
  const cli::Option name{.name = "NAME", .help = "packs.name_help", .required = true};
  const cli::Option country{.name = "--country",
                            .help = "packs.country_help",
                            .choices = {"se", "dk", "no", "fi"},
                            .value_name = "CODE"};
  return {
      {.name = "pack list",
       .summary = "packs.list_summary",
       .example = "ombud pack list",
       .run = with("packs.show", list_packs)},
      {.name = "pack show",
       .summary = "packs.show_summary",
       .example = "ombud pack show union --language sv",
       .options = {name, country},
       .run = with("packs.show", show_pack)},
      {.name = "pack questions",
       .summary = "packs.questions_summary",
       .example = "ombud pack questions small-company --json",
       .options = {name},
       .run = with("packs.show", show_questions)},
      {.name = "pack apply",
       .summary = "packs.apply_summary",
       .example = "ombud pack apply small-company --language da --answers answers.json",
       .options = {name,
                   country,
                   {.name = "--answers", .help = "packs.answers_help", .value_name = "FILE"},
                   {.name = "--choose",
                    .help = "packs.choose_help",
                    .repeated = true,
                    .value_name = "PATH=keep|take"},
                   {.name = "--dry-run", .help = "packs.dry_run_help", .flag = true}},
       .run = with("packs.apply", apply_pack),
       .more = "packs.apply_more"},
  };
}

}  // namespace ombud::packs
