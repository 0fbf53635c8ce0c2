#include "packs/desk.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "packs/clash.h"

namespace ombud::packs {

namespace {

using nlohmann::ordered_json;
using ombud::say;
using records::say;

}  // namespace

Result<const Pack*> pack_of(const std::vector<Pack>& packs, std::string_view name) {
  const auto at =
      std::ranges::find_if(packs, [&](const Pack& one) { return one.listed && one.name == name; });
  if (at == packs.end())
    return fail(Errc::not_found, "packs.no_such_pack", {{"pack", std::string(name)}});
  return &*at;
}

Result<Answered> answers_so_far(accounts::Office& office, const Pack& pack, Language language) {
  if (std::optional<Answered> before = TRY(answered(office, pack))) return *std::move(before);
  return Answered{std::string(code(language)), office.organisation.law, {}, 0};
}

Result<Asker> asker_of(const Pack& pack, const Answered& answered) {
  if (std::ranges::count(pack.countries, answered.country) == 0)
    return fail(Errc::invalid, "packs.no_such_country",
                {{"country", answered.country},
                 {"allowed", fmt::format("{}", fmt::join(pack.countries, ", "))}});
  Asker asker;
  asker.language = TRY(language_of(answered.language));
  asker.country = answered.country;
  asker.answers = answered.row;
  return asker;
}

ordered_json as_json(const Pack& pack, int applied_version, Language language) {
  return {{"pack", pack.name},
          {"version", pack.version},
          {"title", say(pack.label, language)},
          {"about", say(pack.about, language)},
          {"countries", pack.countries},
          {"law_checked", pack.law_checked},
          {"applied_version", applied_version}};
}

ordered_json questions_json(const records::Kinds& kinds, const Pack& pack, Language language) {
  ordered_json all = ordered_json::array();
  for (const Question& question : pack.questions) {
    std::vector<records::Field> fields;
    for (const std::string& name : question.fields) fields.push_back(*pack.answers.field(name));
    all.push_back({{"name", question.name},
                   {"title", say(question.label, language)},
                   {"about", say(question.about, language)},
                   {"fields", ordered_json::parse(fields_json(kinds, fields, language))}});
  }
  return all;
}

Result<Choice> choice_in(const std::string& word) {
  if (word == "keep") return Choice::keep;
  if (word == "take") return Choice::take;
  return fail(Errc::invalid, "packs.no_such_choice", {{"choice", word}});
}

Result<records::Names> names_in(accounts::Office& office, const records::Kinds& kinds,
                                const std::vector<Line>& lines) {
  std::vector<records::Record> clashing;
  for (const Line& line : lines)
    for (const Clash& clash : line.clashes) {
      records::Record one = line.record;
      one.row.set(clash.field, clash.theirs);
      clashing.push_back(line.record);
      clashing.push_back(std::move(one));
    }
  return records::names_of(office, kinds, clashing);
}

ordered_json as_json(const Line& line, const records::Names& names, Language language) {
  ordered_json clashes = ordered_json::array();
  for (const Clash& clash : line.clashes) {
    const records::Field& field = *line.entry->kind->field(clash.field);
    clashes.push_back(
        {{"path", path_of(*line.entry, clash.field)},
         {"label", say(field.label, language)},
         {"other", say(clash.other->label, language)},
         {"theirs", records::shown(field, clash.theirs, names, language)},
         {"ours", clash.ours ? records::shown(field, *clash.ours, names, language) : ""},
         {"open", clash.open}});
  }
  ordered_json fields = ordered_json::array();
  for (const std::string& name : line.fields)
    fields.push_back(say(line.entry->kind->field(name)->label, language));
  return {{"step", word(line.step)},
          {"kind", line.entry->kind->name},
          {"kind_label", say(line.entry->kind->label, language)},
          {"key", line.entry->key},
          {"number", line.record.number},
          {"title", line.record.title},
          {"fields", std::move(fields)},
          {"clashes", std::move(clashes)}};
}

}  // namespace ombud::packs
