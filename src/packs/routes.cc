// Packs over HTTP: which there are, the questions and what was answered so far, what would come,
// taking it over, and how far the record is.

#include <nlohmann/json.hpp>

#include "base/json.h"
#include "http/fields.h"
#include "http/page.h"
#include "packs/clash.h"
#include "packs/desk.h"
#include "packs/progress.h"

namespace ombud::packs {

namespace {

using accounts::Visit;
using nlohmann::ordered_json;

struct There {
  const records::Kinds& kinds;
  const std::vector<Pack>& packs;
};

Result<const Pack*> pack_in(Visit& visit, const There& there) {
  return pack_of(there.packs, visit.request.parameter("pack"));
}

Result<http::Answer> list_packs(Visit& visit, const There& there) {
  const std::map<std::string, int> applied = TRY(applied_versions(visit.office));
  ordered_json all = ordered_json::array();
  for (const Pack& pack : there.packs) {
    if (!pack.listed) continue;
    const auto before = applied.find(pack.name);
    all.push_back(
        as_json(pack, before == applied.end() ? 0 : before->second, visit.request.language));
  }
  return http::json(json_text({{"packs", std::move(all)}}));
}

ordered_json answers_json(const Answered& answered) {
  return {{"language", answered.language},
          {"country", answered.country},
          {"answers", ordered_json::parse(records::write_json(answered.row))}};
}

Result<http::Answer> show_pack(Visit& visit, const There& there) {
  const Pack& pack = *TRY(pack_in(visit, there));
  Answered answered = TRY(answers_so_far(visit.office, there.packs, pack, visit.request.language));
  // Whoever begins sees his organisation's name there already.
  if (answered.row.values.empty() && pack.answers.field("company") != nullptr)
    answered.row.set("company", visit.office.organisation.name);
  ordered_json shown = as_json(pack, answered.applied_version, visit.request.language);
  shown["questions"] = questions_json(there.kinds, pack, visit.request.language);
  shown["answered"] = answers_json(answered);
  return http::json(json_text(shown));
}

// Of the question that is answered now all must be there; the others may wait.
std::vector<records::Fault> faults_of(const Pack& pack, const std::string& asked,
                                      records::Row& row) {
  std::vector<records::Fault> faults;
  const auto at = std::ranges::find(pack.questions, asked, &Question::name);
  for (records::Fault& fault : records::check(pack.answers, records::Demand::all, row)) {
    const std::string field = fault.path.substr(0, fault.path.find('.'));
    const bool is_asked = at != pack.questions.end() && std::ranges::count(at->fields, field) != 0;
    if (is_asked || row.find(field) != nullptr) faults.push_back(std::move(fault));
  }
  return faults;
}

Result<http::Answer> keep_answers(Visit& visit, const There& there) {
  const Pack& pack = *TRY(pack_in(visit, there));
  http::Fields fields = TRY(http::Fields::of(visit.request));
  Answered answered = TRY(answers_so_far(visit.office, there.packs, pack, visit.request.language));
  answered.language = TRY(fields.text("language", 2));
  answered.country = TRY(fields.text("country", 2));
  const std::string question = TRY(fields.text("question", 64));
  const std::string given = TRY(fields.object("answers"));
  TRY(fields.no_more());
  if (given.empty()) return fail(Errc::invalid, "http.missing_field", {{"field", "answers"}});
  TRY(asker_of(pack, answered));
  std::vector<records::Fault> faults;
  answered.row = TRY(records::read_json(pack.answers, given, faults));
  if (faults.empty()) faults = faults_of(pack, question, answered.row);
  if (!faults.empty()) return records::refusal(pack.answers, faults, visit.request.language);
  TRY(keep(visit.office, pack, answered));
  return http::json(json_text(answers_json(answered)));
}

Result<ordered_json> lines_json(Visit& visit, const There& there, const std::vector<Line>& lines) {
  const records::Names names = TRY(names_in(visit.office, there.kinds, lines));
  ordered_json all = ordered_json::array();
  for (const Line& line : lines) all.push_back(as_json(line, names, visit.request.language));
  return all;
}

Result<http::Answer> plan_pack(Visit& visit, const There& there) {
  const Pack& pack = *TRY(pack_in(visit, there));
  const Answered answered =
      TRY(answers_so_far(visit.office, there.packs, pack, visit.request.language));
  const Wish wish{TRY(asker_of(pack, answered)),
                  TRY(others_taken(visit.office, there.packs, pack))};
  const std::vector<Line> lines = TRY(plan(visit.office, there.kinds, pack, wish));
  return http::json(json_text({{"lines", TRY(lines_json(visit, there, lines))}}));
}

// {"controller.us.acts_as": "keep"}
Result<Choices> choices_in(const std::string& json) {
  Choices choices;
  if (json.empty()) return choices;
  const ordered_json given = ordered_json::parse(json);
  for (const auto& [path, word] : given.items()) {
    if (!word.is_string())
      return fail(Errc::invalid, "http.wrong_kind", {{"field", "choices"}, {"wanted", "text"}});
    choices[path] = TRY(choice_in(word.get<std::string>()));
  }
  return choices;
}

Result<http::Answer> apply_pack(Visit& visit, const There& there) {
  const Pack& pack = *TRY(pack_in(visit, there));
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const Choices choices = TRY(choices_in(TRY(fields.object("choices"))));
  TRY(fields.no_more());
  Answered answered = TRY(answers_so_far(visit.office, there.packs, pack, visit.request.language));
  const std::vector<records::Fault> faults =
      records::check(pack.answers, records::Demand::all, answered.row);
  if (!faults.empty()) return records::refusal(pack.answers, faults, visit.request.language);
  const Wish wish{TRY(asker_of(pack, answered)), TRY(others_taken(visit.office, there.packs, pack)),
                  choices};
  const Applied applied = TRY(apply(visit.office, there.kinds, pack, wish));
  if (!applied.many.faults.empty()) {
    std::vector<records::Fault> told;
    for (const auto& [title, fault] : applied.many.faults) told.push_back({title, fault.error});
    return records::refusal(pack.answers, told, visit.request.language);
  }
  return http::json(json_text(
      {{"change", applied.many.change ? ordered_json(applied.many.change->text) : nullptr},
       {"records", applied.many.changed},
       {"lines", TRY(lines_json(visit, there, applied.lines))}}));
}

Result<http::Answer> show_progress(Visit& visit, const There& there) {
  TRY(pack_in(visit, there));
  return http::json(json_text(
      as_json(there.kinds, TRY(progress(visit.office, there.kinds)), visit.request.language)));
}

using Here = Result<http::Answer> (*)(Visit&, const There&);

}  // namespace

std::vector<accounts::Route> routes(records::KindsOf kinds, PacksOf packs) {
  using http::Method;
  std::vector<accounts::Route> all;
  const auto add = [&](http::Declaration declared, Here here) {
    all.push_back({std::move(declared), [kinds, packs, here](Visit& visit) -> Result<http::Answer> {
                     const records::Kinds here_are = TRY(kinds(visit.office));
                     return here(visit, {here_are, *TRY(packs())});
                   }});
  };
  const auto written = [&](std::string path, Here here) {
    add({.method = Method::post,
         .path = std::move(path),
         .permission = "packs.apply",
         .work = http::Work::writes,
         .body = http::Body::json},
        here);
  };
  add({.path = "/api/packs", .permission = "packs.show"}, list_packs);
  add({.path = "/api/packs/{pack}/progress", .permission = "packs.show"}, show_progress);
  add({.path = "/api/packs/{pack}", .permission = "packs.show"}, show_pack);
  add({.path = "/api/packs/{pack}/plan", .permission = "packs.show"}, plan_pack);
  written("/api/packs/{pack}/answers", keep_answers);
  written("/api/packs/{pack}/application", apply_pack);
  return all;
}

}  // namespace ombud::packs
