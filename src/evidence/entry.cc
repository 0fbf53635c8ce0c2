#include "evidence/entry.h"

#include "base/text.h"
#include "evidence/json.h"

namespace ombud::evidence {

namespace {

constexpr std::int64_t version = 1;

Failure bad_entry() { return fail(Errc::invalid, "evidence.bad_entry"); }

Failure bad_fact(std::string fact) {
  return fail(Errc::invalid, "evidence.bad_fact", {{"fact", std::move(fact)}});
}

const std::string* string_in(const Json::Object& object, const char* name) {
  return object.at(name).string();
}

bool is_pseudonym(const std::string& text) {
  if (text.empty()) return true;
  const Result<std::string> bytes = from_hex(text);
  return bytes && bytes->size() == 16 && to_hex(*bytes) == text;
}

}  // namespace

std::string month_of(Instant at) {
  return format_day(std::chrono::floor<std::chrono::days>(at)).substr(0, 7);
}

bool is_month(std::string_view text) {
  return text.size() == 7 && parse_day(std::string(text) + "-01").has_value();
}

Result<std::string> write_entry(const StoredEntry& stored) {
  const Entry& entry = stored.entry;
  if (!is_utf8(entry.event)) return bad_fact("event");
  if (!is_utf8(entry.object)) return bad_fact("object");
  Json::Object commitments;
  for (const auto& [name, value] : entry.commitments)
    if (!is_utf8(name) || !is_utf8(value) || !commitments.emplace(name, value).second)
      return bad_fact("commitments");

  std::string bytes = written(Json::Object{
      {"at", format_instant(entry.at)},
      {"commitments", std::move(commitments)},
      {"event", entry.event},
      {"id", entry.id.text},
      {"month", stored.month},
      {"object", entry.object},
      {"person", entry.pseudonym},
      {"sealed", to_base64(stored.sealed)},
      {"use", std::string(word(entry.use))},
      {"v", version},
  });
  if (bytes.size() > largest_entry_bytes)
    return fail(
        Errc::invalid, "evidence.entry_too_long",
        {{"bytes", std::to_string(bytes.size())}, {"most", std::to_string(largest_entry_bytes)}});
  return bytes;
}

Result<StoredEntry> read_entry(std::string_view bytes) {
  const Result<Json> json = read_canonical_json(bytes);
  if (!json || bytes.size() > largest_entry_bytes) return bad_entry();
  const Json::Object* object = object_of(*json, {"at", "commitments", "event", "id", "month",
                                                 "object", "person", "sealed", "use", "v"});
  if (object == nullptr) return bad_entry();
  for (const char* name : {"at", "event", "id", "month", "object", "person", "sealed", "use"})
    if (string_in(*object, name) == nullptr) return bad_entry();
  const std::int64_t* v = object->at("v").integer();
  const Json::Object* commitments = object->at("commitments").object();
  if (v == nullptr || *v != version || commitments == nullptr) return bad_entry();

  const Result<Instant> at = parse_instant(*string_in(*object, "at"));
  const std::optional<UseKind> use = use_kind_of(*string_in(*object, "use"));
  const Result<std::string> sealed = from_base64(*string_in(*object, "sealed"));
  if (!at || format_instant(*at) != *string_in(*object, "at") || !use || !sealed)
    return bad_entry();

  StoredEntry stored;
  stored.month = *string_in(*object, "month");
  stored.sealed = *sealed;
  Entry& entry = stored.entry;
  entry.id.text = *string_in(*object, "id");
  entry.at = *at;
  entry.event = *string_in(*object, "event");
  entry.use = *use;
  entry.object = *string_in(*object, "object");
  entry.pseudonym = *string_in(*object, "person");
  entry.bytes = bytes;
  if (!is_uuid(entry.id.text) || !is_month(stored.month) || !is_pseudonym(entry.pseudonym))
    return bad_entry();
  for (const auto& [name, value] : *commitments) {
    if (value.string() == nullptr) return bad_entry();
    entry.commitments.emplace_back(name, *value.string());
  }
  return stored;
}

Result<std::string> write_sealed(const Entry::Sealed& sealed) {
  if (!is_utf8(sealed.criterion)) return bad_fact("criterion");
  if (!is_utf8(sealed.reference)) return bad_fact("reference");
  Json::Array details;
  for (const auto& [name, value] : sealed.details) {
    if (!is_utf8(name) || !is_utf8(value)) return bad_fact("details");
    details.emplace_back(Json::Array{name, value});
  }
  return written(Json::Object{{"account", sealed.account.text},
                              {"criterion", sealed.criterion},
                              {"details", std::move(details)},
                              {"reference", sealed.reference}});
}

Result<Entry::Sealed> read_sealed(std::string_view plain) {
  const Result<Json> json = read_canonical_json(plain);
  if (!json) return bad_entry();
  const Json::Object* object = object_of(*json, {"account", "criterion", "details", "reference"});
  if (object == nullptr) return bad_entry();
  for (const char* name : {"account", "criterion", "reference"})
    if (string_in(*object, name) == nullptr) return bad_entry();
  const Json::Array* details = object->at("details").array();
  if (details == nullptr) return bad_entry();
  Entry::Sealed sealed{AccountId{*string_in(*object, "account")},
                       *string_in(*object, "criterion"),
                       *string_in(*object, "reference"),
                       {}};
  for (const Json& detail : *details) {
    const Json::Array* pair = detail.array();
    if (pair == nullptr || pair->size() != 2) return bad_entry();
    const std::string* name = (*pair)[0].string();
    const std::string* value = (*pair)[1].string();
    if (name == nullptr || value == nullptr) return bad_entry();
    sealed.details.emplace_back(*name, *value);
  }
  return sealed;
}

}  // namespace ombud::evidence
