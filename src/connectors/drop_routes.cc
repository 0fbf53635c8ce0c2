// Files that are dropped in the browser, piece by piece (drops.h).

#include <nlohmann/json.hpp>

#include "base/json.h"
#include "base/text.h"
#include "connectors/drops.h"
#include "connectors/registry.h"
#include "http/fields.h"
#include "http/page.h"

namespace ombud::connectors {

namespace {

using accounts::Visit;
using nlohmann::ordered_json;

// Of one piece: Base64 takes four characters for three bytes; and the JSON around it.
constexpr std::size_t most_text_bytes = drops::most_piece_bytes / 3 * 4 + 8;
constexpr std::size_t most_body_bytes = most_text_bytes + 1024;
constexpr std::size_t most_name_bytes = 512;

Result<http::Answer> begin_drop(Visit& visit) {
  const std::string drop = TRY(drops::begin(visit.office));
  http::Answer answer = http::json(json_text({{"drop", drop}}), 201);
  answer.headers.emplace_back("Location", "/api/connectors/drops/" + drop);
  return answer;
}

Result<http::Answer> write_piece(Visit& visit) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const std::string file = TRY(fields.text("file", most_name_bytes));
  const std::int64_t at = TRY(fields.integer("at"));
  const Result<std::string> bytes = from_base64(TRY(fields.text("content", most_text_bytes)));
  TRY(fields.no_more());
  if (!bytes || at < 0) return fail(Errc::invalid, "connectors.drop_bad_piece");
  const std::uint64_t size =
      TRY(drops::write(visit.office, visit.request.parameter("drop"),
                       {.file = file, .at = static_cast<std::uint64_t>(at), .bytes = *bytes}));
  return http::json(json_text({{"file", file}, {"bytes", size}}));
}

Result<http::Answer> look_at_drop(Visit& visit) {
  const Result<std::vector<drops::Seen>> seen =
      drops::look(visit.office, visit.request.parameter("drop"));
  if (!seen) return fail(in_plain_words(seen.error(), visit.request.language));
  ordered_json all = ordered_json::array();
  for (const drops::Seen& one : *seen)
    all.push_back({{"file", one.file},
                   {"table", one.table},
                   {"bytes", one.bytes},
                   {"encoding", word(one.encoding)},
                   {"separator", std::string(1, one.separator)},
                   {"columns", one.columns}});
  return http::json(json_text({{"files", std::move(all)}}));
}

Result<http::Answer> remove_drop(Visit& visit) {
  TRY(drops::remove(visit.office, visit.request.parameter("drop")));
  return http::done();
}

}  // namespace

std::vector<accounts::Route> drop_routes() {
  using http::Method;
  using http::Work;
  const std::string one = "/api/connectors/drops/{drop}";
  return {
      {{.method = Method::post,
        .path = "/api/connectors/drops",
        .permission = "connectors.add",
        .work = Work::own},
       begin_drop},
      {{.method = Method::put,
        .path = one + "/files",
        .permission = "connectors.add",
        .work = Work::own,
        .body = http::Body::json,
        .most_bytes = most_body_bytes},
       write_piece},
      {{.path = one, .permission = "connectors.add", .work = Work::own}, look_at_drop},
      {{.method = Method::erase, .path = one, .permission = "connectors.add", .work = Work::own},
       remove_drop}};
}

}  // namespace ombud::connectors
