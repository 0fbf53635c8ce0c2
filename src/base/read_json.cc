#include "base/read_json.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace ombud {

namespace {

using nlohmann::ordered_json;

// Reads on without keeping anything, up to what is no JSON.
class Breach : public nlohmann::detail::json_sax_acceptor<ordered_json> {
 public:
  bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) {
    at = position;
    return false;
  }

  std::size_t at = 0;  // Of the last byte that was read, from 1; past the end where it is cut off.
};

}  // namespace

Result<ordered_json> json_in(std::string_view text) {
  ordered_json json = ordered_json::parse(text, nullptr, false);
  if (!json.is_discarded()) return json;
  Breach breach;
  ordered_json::sax_parse(text, &breach);
  const std::string_view before =
      text.substr(0, std::min(breach.at == 0 ? 0 : breach.at - 1, text.size()));
  const std::size_t line_start = before.rfind('\n') + 1;  // 0 where there is none.
  const auto characters =
      std::ranges::count_if(before.substr(line_start), [](char c) { return (c & 0xC0) != 0x80; });
  return fail(Errc::invalid, "base.bad_json",
              {{"line", std::to_string(1 + std::ranges::count(before, '\n'))},
               {"column", std::to_string(1 + characters)}});
}

}  // namespace ombud
