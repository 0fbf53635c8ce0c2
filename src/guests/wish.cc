#include "guests/wish.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace ombud::guests {

namespace {

constexpr std::size_t most_fields = 500;
constexpr std::size_t most_address = 320;

}  // namespace

Result<Wish> wish_in(http::Fields& fields) {
  Wish wish;
  wish.name = TRY(fields.text("name", most_name));
  wish.address = TRY(fields.text("address", most_address));
  wish.language = TRY(language_of(TRY(fields.text("language", 2))));
  wish.note = TRY(fields.optional_text("note", most_note)).value_or("");
  wish.shown = TRY(fields.texts("shown", most_fields));
  wish.asked = TRY(fields.texts("asked", most_fields));
  wish.days = TRY(fields.integer("days"));
  const std::string offered = TRY(fields.object("offered"));
  TRY(fields.no_more());
  if (offered.empty()) return wish;
  const auto json = nlohmann::ordered_json::parse(offered);
  for (const auto& [path, numbers] : json.items()) {
    const auto is_text = [](const auto& one) { return one.is_string(); };
    if (!numbers.is_array() || !std::ranges::all_of(numbers, is_text))
      return fail(Errc::invalid, "http.wrong_kind", {{"field", "offered"}, {"wanted", "list"}});
    wish.offered.emplace_back(path, numbers.template get<std::vector<std::string>>());
  }
  return wish;
}

}  // namespace ombud::guests
