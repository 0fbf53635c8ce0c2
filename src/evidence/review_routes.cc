// The monthly review of the log over HTTP.

#include "evidence/review_routes.h"

#include "evidence/review.h"
#include "http/fields.h"

namespace ombud::evidence {

namespace {

constexpr std::size_t most_note = 1000;

Json name_or_null(const AccountNames& names, const AccountId& account) {
  const auto at = names.find(account);
  return at == names.end() ? Json() : Json(at->second);
}

Json in_json(const Review& review, const AccountNames& names, const AccountId& me) {
  return Json::Object{
      {"review", review.id},
      {"month", review.month},
      {"made_by", name_or_null(names, review.made_by)},
      {"own", review.made_by == me},
      {"made_at", format_instant(review.made_at)},
      {"population", review.population},
      {"size", review.size},
      {"in_order", review.in_order},
      {"to_ask", review.to_ask},
      {"attested_at", review.attested_at ? Json(format_instant(*review.attested_at)) : Json()}};
}

Result<http::Answer> list(Reader& reader) {
  const AccountNames names = TRY(reader.names());
  Json::Array all;
  for (const Review& review : TRY(reader.reviews.list()))
    all.push_back(in_json(review, names, reader.account));
  const std::optional<std::string> next = TRY(reader.reviews.next_month());
  return http::json(written(
      Json::Object{{"reviews", std::move(all)}, {"next_month", next ? Json(*next) : Json()}}));
}

Result<http::Answer> draw(Reader& reader) {
  http::Fields fields = TRY(http::Fields::of(reader.request));
  const std::string month = TRY(fields.text("month", 7));
  TRY(fields.no_more());
  const AccountNames names = TRY(reader.names());
  const Review review = TRY(reader.reviews.draw(month, reader.account));
  http::Answer answer = http::json(written(in_json(review, names, reader.account)), 201);
  answer.headers.emplace_back("Location", "/api/evidence/reviews/" + review.id);
  return answer;
}

Result<Review> asked(Reader& reader) {
  return reader.reviews.find(reader.request.parameter("review"));
}

// The sample is opened for the review: that is the reason, and the look an entry.
Result<http::Answer> show(Reader& reader) {
  const AccountNames names = TRY(reader.names());
  const Review review = TRY(asked(reader));
  Json::Array entries;
  for (const Reviewed& one : TRY(reader.reviews.entries(review)))
    entries.push_back(Json::Object{{"entry", in_json(one.entry, names)},
                                   {"verdict", one.verdict.empty() ? Json() : Json(one.verdict)}});
  Told told;
  told.event = "evidence.review_shown";
  told.use = UseKind::list;
  told.account = reader.account;
  told.criterion = "sample of " + review.month;
  told.reference = "log review " + review.month;
  told.object = "review " + review.month;
  reader.told.push_back(std::move(told));
  return http::json(written(Json::Object{{"review", in_json(review, names, reader.account)},
                                         {"entries", std::move(entries)}}));
}

Result<http::Answer> mark(Reader& reader) {
  http::Fields fields = TRY(http::Fields::of(reader.request));
  const std::string verdict = TRY(fields.text("verdict", 32));
  const std::string note = TRY(fields.optional_text("note", most_note)).value_or("");
  TRY(fields.no_more());
  TRY(reader.reviews.mark(TRY(asked(reader)), EntryId{reader.request.parameter("entry")}, verdict,
                          note, reader.account));
  return http::done();
}

Result<http::Answer> attest(Reader& reader) {
  http::Fields fields = TRY(http::Fields::of(reader.request));
  const bool not_superior = TRY(fields.boolean("not_superior"));
  TRY(fields.no_more());
  TRY(reader.reviews.attest(TRY(asked(reader)), not_superior, reader.account));
  return http::done();
}

http::Declaration changing(std::string path) {
  return {.method = http::Method::post,
          .path = std::move(path),
          .permission = "evidence.review",
          .work = http::Work::writes,
          .body = http::Body::json,
          .most_bytes = 8 * 1024};
}

}  // namespace

std::vector<LogRoute> review_routes() {
  return {
      {{.path = "/api/evidence/reviews", .permission = "evidence.review"}, list},
      {changing("/api/evidence/reviews"), draw},
      {{.path = "/api/evidence/reviews/{review}", .permission = "evidence.review", .tells = true},
       show},
      {changing("/api/evidence/reviews/{review}/entries/{entry}/verdict"), mark},
      {changing("/api/evidence/reviews/{review}/attestation"), attest}};
}

}  // namespace ombud::evidence
