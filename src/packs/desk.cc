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

bool has_word(const records::Field& field, std::string_view word) {
  return std::ranges::find(field.choices, word, &records::Choice::word) != field.choices.end();
}

// What another pack was told, as far as this one asks the same.
void take_over(const Pack& other, const records::Row& told, const Pack& pack, records::Row& row) {
  for (const auto& [name, value] : told.values) {
    const records::Field* asked = pack.answers.field(name);
    const records::Field* before = other.answers.field(name);
    if (asked == nullptr || before == nullptr || row.find(name) != nullptr) continue;
    if (asked->type != before->type || asked->many != before->many) continue;
    if (asked->type != records::Type::choice) {
      row.set(name, value);
    } else if (!asked->many) {
      if (has_word(*asked, told.text(name))) row.set(name, value);
    } else {
      std::vector<std::string> words = records::list_of(told, name);
      std::erase_if(words, [&](const std::string& word) { return !has_word(*asked, word); });
      if (!words.empty()) row.set(name, std::move(words));
    }
  }
}

}  // namespace

Result<const Pack*> pack_of(const std::vector<Pack>& packs, std::string_view name) {
  const auto at =
      std::ranges::find_if(packs, [&](const Pack& one) { return one.listed && one.name == name; });
  if (at == packs.end())
    return fail(Errc::not_found, "packs.no_such_pack", {{"pack", std::string(name)}});
  return &*at;
}

Result<Answered> answers_so_far(accounts::Office& office, const std::vector<Pack>& packs,
                                const Pack& pack, Language language) {
  if (std::optional<Answered> before = TRY(answered(office, pack))) return *std::move(before);
  Answered first{std::string(code(language)), office.organisation.law, {}, 0};
  for (const Pack& other : packs) {
    const std::optional<Answered> told = TRY(answered(office, other));
    if (!told) continue;
    // One record in two languages, or under two laws, is nobody's wish.
    first.language = told->language;
    if (std::ranges::count(pack.countries, told->country) != 0) first.country = told->country;
    take_over(other, told->row, pack, first.row);
  }
  return first;
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
    for (const Clash& clash : line.clashes)
      for (const records::Value& value : {clash.theirs, clash.ours.value_or(clash.theirs)}) {
        clashing.push_back(line.record);
        clashing.back().row.set(clash.field, value);
      }
  records::Names names = TRY(records::names_of(office, kinds, clashing));
  // What comes with the pack has no number yet.
  for (const Line& line : lines)
    names.try_emplace(line.record.id.text,
                      records::Called{line.record.kind, line.record.number, line.record.title});
  return names;
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
