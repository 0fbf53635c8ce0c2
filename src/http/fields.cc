#include "http/fields.h"

#include <cstring>
#include <nlohmann/json.hpp>
#include <set>

#include "base/text.h"

namespace ombud::http {

namespace {

constexpr int deepest = 16;

// Refuses names that stand twice, and depth: the parser itself takes the last of two and any depth.
class Strict {
 public:
  bool operator()(int depth, nlohmann::json::parse_event_t event, nlohmann::json& parsed) {
    using Event = nlohmann::json::parse_event_t;
    if (depth >= deepest) sound_ = false;
    if (event == Event::object_start) names_.emplace_back();
    if (event == Event::key && !names_.empty())
      sound_ = names_.back().insert(parsed.get<std::string>()).second && sound_;
    if (event == Event::object_end && !names_.empty()) names_.pop_back();
    return true;
  }

  bool sound() const { return sound_; }

 private:
  std::vector<std::set<std::string>> names_;
  bool sound_ = true;
};

Failure wrong_kind(std::string_view field, const char* kind) {
  return fail(Errc::invalid, "http.wrong_kind", {{"field", std::string(field)}, {"wanted", kind}});
}

}  // namespace

struct Fields::State {
  ~State() {
    for (auto& [name, value] : object.items())
      if (value.is_string()) {
        auto& text = value.get_ref<std::string&>();
        explicit_bzero(text.data(), text.size());
      }
  }

  // Null where it is not there.
  Result<nlohmann::json*> find(std::string_view name) {
    taken.emplace(name);
    const auto found = object.find(std::string(name));
    return found == object.end() ? nullptr : &*found;
  }

  Result<nlohmann::json*> must_find(std::string_view name) {
    nlohmann::json* found = TRY(find(name));
    if (found == nullptr)
      return fail(Errc::invalid, "http.missing_field", {{"field", std::string(name)}});
    return found;
  }

  nlohmann::json object;
  std::set<std::string, std::less<>> taken;
};

Fields::Fields(std::unique_ptr<State> state) : state_(std::move(state)) {}

Fields::Fields(Fields&&) noexcept = default;
Fields& Fields::operator=(Fields&&) noexcept = default;
Fields::~Fields() = default;

Result<Fields> Fields::of(const Request& request) {
  Strict strict;
  auto state = std::make_unique<State>();
  if (!is_utf8(request.body)) return fail(Errc::invalid, "http.bad_json");
  state->object = nlohmann::json::parse(request.body, std::ref(strict), false);
  if (!state->object.is_object() || !strict.sound()) return fail(Errc::invalid, "http.bad_json");
  return Fields(std::move(state));
}

Result<std::optional<std::string>> Fields::optional_text(std::string_view name,
                                                         std::size_t most_bytes) {
  const nlohmann::json* found = TRY(state_->find(name));
  if (found == nullptr || found->is_null()) return std::optional<std::string>();
  if (!found->is_string()) return wrong_kind(name, "text");
  auto text = found->get<std::string>();
  if (text.size() > most_bytes)
    return fail(Errc::invalid, "http.too_long",
                {{"field", std::string(name)}, {"most", std::to_string(most_bytes)}});
  return std::optional(std::move(text));
}

Result<std::string> Fields::text(std::string_view name, std::size_t most_bytes) {
  TRY(state_->must_find(name));
  std::optional<std::string> found = TRY(optional_text(name, most_bytes));
  if (!found) return wrong_kind(name, "text");
  return *std::move(found);
}

Result<Secret> Fields::secret(std::string_view name, std::size_t most_bytes) {
  return Secret(TRY(text(name, most_bytes)));
}

Result<std::int64_t> Fields::integer(std::string_view name) {
  const nlohmann::json* found = TRY(state_->must_find(name));
  if (!found->is_number_integer() ||
      (found->is_number_unsigned() && found->get<std::uint64_t>() > INT64_MAX))
    return wrong_kind(name, "integer");
  return found->get<std::int64_t>();
}

Result<bool> Fields::boolean(std::string_view name) {
  const nlohmann::json* found = TRY(state_->must_find(name));
  if (!found->is_boolean()) return wrong_kind(name, "true or false");
  return found->get<bool>();
}

Result<std::vector<std::string>> Fields::texts(std::string_view name, std::size_t most) {
  const nlohmann::json* found = TRY(state_->find(name));
  std::vector<std::string> all;
  if (found == nullptr) return all;
  if (!found->is_array() || found->size() > most) return wrong_kind(name, "list of texts");
  for (const nlohmann::json& one : *found) {
    if (!one.is_string()) return wrong_kind(name, "list of texts");
    all.push_back(one.get<std::string>());
  }
  return all;
}

Result<std::string> Fields::object(std::string_view name) {
  const nlohmann::json* value = TRY(state_->find(name));
  if (value == nullptr) return std::string();
  if (!value->is_object()) return wrong_kind(name, "object");
  return value->dump();
}

Result<std::string> Fields::list(std::string_view name) {
  const nlohmann::json* value = TRY(state_->find(name));
  if (value == nullptr) return std::string();
  if (!value->is_array()) return wrong_kind(name, "list");
  return value->dump();
}

Result<void> Fields::no_more() const {
  for (const auto& [name, value] : state_->object.items())
    if (!state_->taken.contains(name))
      return fail(Errc::invalid, "http.unknown_field", {{"field", name.substr(0, 64)}});
  return {};
}

}  // namespace ombud::http
