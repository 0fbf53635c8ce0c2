#include "guests/view.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/json.h"

namespace ombud::guests {

namespace {

using accounts::Office;
using nlohmann::ordered_json;
using records::Kind;
using records::Kinds;
using records::Record;

ordered_json about(const Kind& kind, const Record& record, Language language) {
  return {{"room", kind.room},
          {"kind", kind.name},
          {"kind_label", records::say(kind.label, language)},
          {"number", record.number},
          {"title", record.title}};
}

std::string name_of(const std::map<AccountId, std::string>& names, const AccountId& account) {
  const auto at = names.find(account);
  return at == names.end() ? "" : at->second;
}

// What all that is shown of a request is said with.
struct Around {
  const Kinds& kinds;
  std::map<AccountId, std::string> accounts;
  std::map<std::string, std::string> mail;  // How far the last message of each has come.
};

Result<Around> around(Office& office, const Kinds& kinds, const std::vector<Request>& requests) {
  std::vector<std::string> numbers;
  for (const Request& request : requests) numbers.push_back(request.mail);
  Around all{kinds, TRY(accounts::names(office)), {}};
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  all.mail = TRY(mail::states_of(transaction, numbers));
  return all;
}

Result<ordered_json> as_json(const Office& office, const Around& around, const Request& request,
                             const Record& record, Language language) {
  const auto mail = around.mail.find(request.mail);
  const auto& question = request.question;
  return ordered_json{
      {"number", request.number},
      {"record", about(*TRY(around.kinds.find(record.kind)), record, language)},
      {"name", question ? ordered_json(question->name) : nullptr},
      {"address", question ? ordered_json(question->address) : nullptr},
      {"state", word(state_now(request, office.clock.now()))},
      {"asked_at", format_instant(request.asked_at)},
      {"asked_by", name_of(around.accounts, request.asked_by)},
      {"ends_at", format_instant(request.ends_at)},
      {"until", format_day(TRY(last_day(office, request)))},
      {"opened_at", instant_json(request.opened_at)},
      {"answered_at", instant_json(request.answered_at)},
      {"ended_at", instant_json(request.ended_at)},
      {"ended_by",
       request.ended_by ? ordered_json(name_of(around.accounts, *request.ended_by)) : nullptr},
      {"reminded", request.reminded},
      {"mail", mail == around.mail.end() ? ordered_json() : ordered_json(mail->second)}};
}

ordered_json words(const records::Field& field, const records::Value* value,
                   const records::Names& names, Language language) {
  if (value == nullptr) return nullptr;
  return records::shown(field, *value, names, language);
}

Result<ordered_json> fields_json(Office& office, const Kinds& kinds, const Kind& kind,
                                 const Request& request, const Record& record, Language language) {
  Record was = record;
  Record said = record;
  was.row = row_of(kind, request.question->row);
  said.row = row_of(kind, request.reply->row);
  const records::Names names = TRY(records::names_of(office, kinds, {record, was, said}));
  ordered_json all = ordered_json::array();
  for (const Compared& one : compare(kind, *request.question, was.row, record.row, said.row))
    all.push_back({{"name", one.field->name},
                   {"label", records::say(one.field->label, language)},
                   {"was", words(*one.field, one.was, names, language)},
                   {"stands", words(*one.field, one.stands, names, language)},
                   {"said", words(*one.field, one.said, names, language)},
                   {"differs", one.differs},
                   {"changed_since", one.changed_since}});
  return all;
}

// What is only shown, in words.
ordered_json given_json(const Kind& seen, const Question& question, const records::Row& row,
                        Language language) {
  ordered_json all = ordered_json::array();
  for (const records::Field& field : seen.fields) {
    const records::Value* value = row.find(field.name);
    const bool is_asked = std::ranges::find(question.asked, field.name) != question.asked.end();
    if (value == nullptr || is_asked) continue;
    all.push_back({{"label", records::say(field.label, language)},
                   {"text", records::shown(field, *value, {}, language)}});
  }
  return all;
}

}  // namespace

Result<ordered_json> list_json(Office& office, const Kinds& kinds,
                               const std::vector<Request>& requests, Language language) {
  std::vector<std::string> ids;
  for (const Request& request : requests) ids.push_back(request.record.text);
  std::map<std::string, Record> known;
  for (Record& record : TRY(records::find_several(office, kinds, ids)))
    known.emplace(record.id.text, std::move(record));
  const Around with = TRY(around(office, kinds, requests));
  ordered_json all = ordered_json::array();
  for (const Request& request : requests) {
    const auto at = known.find(request.record.text);
    if (at != known.end()) all.push_back(TRY(as_json(office, with, request, at->second, language)));
  }
  return all;
}

Result<ordered_json> one_json(Office& office, const Kinds& kinds, std::string_view number,
                              Language language) {
  const Shown found = TRY(show(office, kinds, number));
  const Request& request = found.request;
  const Kind& kind = *TRY(kinds.find(request.kind));
  const Around with = TRY(around(office, kinds, {request}));
  ordered_json json = TRY(as_json(office, with, request, found.record, language));
  json["version"] = found.record.version;
  const Question question = request.question.value_or(Question());
  json["note"] = question.note;
  json["returned"] = question.returned;
  json["shown"] = question.shown;
  json["asked"] = question.asked;
  json["reply"] = nullptr;
  json["fields"] = ordered_json::array();
  if (!request.reply || !request.question) return json;
  json["reply"] = {{"name", request.reply->name},
                   {"confirmed", request.reply->confirmed},
                   {"remark", request.reply->remark}};
  json["fields"] = TRY(fields_json(office, kinds, kind, request, found.record, language));
  return json;
}

Result<ordered_json> link_json(Office& office, const Kinds& kinds, const Request& request,
                               Language language) {
  const Kind& kind = *TRY(kinds.find(request.kind));
  const Question& question = *request.question;
  const records::Row whole = row_of(kind, question.row);
  records::Row row = outward(kind, question, whole);
  const ordered_json given = given_json(kind_for(kind, question), question, row, language);
  // What can't be answered does not change: what is asked beside it is settled.
  Question asked = question;
  asked.shown = question.asked;
  const Kind form = kind_for(kind, asked);
  row = outward(kind, asked, request.reply ? row_of(kind, request.reply->row) : whole);
  ordered_json sections = ordered_json::array();
  for (const records::Section& section : form.sections)
    sections.push_back({{"name", section.name},
                        {"label", records::say(section.label, language)},
                        {"from", section.from}});
  return ordered_json{
      {"organisation", office.organisation.name},
      {"asked_by", name_of(TRY(accounts::names(office)), request.asked_by)},
      {"name", question.name},
      {"about", records::say(kind.label, language)},
      {"note", question.note},
      {"returned", question.returned},
      {"until", format_day(TRY(last_day(office, request)))},
      {"language", code(question.language)},
      {"given", given},
      {"fields", ordered_json::parse(records::fields_json(kinds, form.fields, language))},
      {"sections", std::move(sections)},
      {"values", ordered_json::parse(records::write_json(row))},
      {"remark", request.reply ? request.reply->remark : ""}};
}

}  // namespace ombud::guests
