// Attachments over HTTP. What comes in lies whole in memory, one at a time; what goes out is a file
// to be saved: of no type that a browser would show, in no page of ours.
#include <nlohmann/json.hpp>

#include "base/json.h"
#include "base/text.h"
#include "records/attachments.h"
#include "records/commands.h"
#include "records/here.h"

namespace ombud::records {

namespace {

using accounts::Visit;
using nlohmann::ordered_json;

constexpr std::size_t most_content = (most_mebibytes << 20) / 3 * 4 + 8;
constexpr std::size_t most_body_bytes = most_content + 4096;
constexpr std::string_view shows_nothing = "default-src 'none'; frame-ancestors 'none'; sandbox";

Result<http::Answer> list_here(Visit& visit, const There& there) {
  const Record record = TRY(record_in(visit, there));
  std::optional<Instant> at;
  if (const std::string& as_of = visit.request.query("as_of"); !as_of.empty())
    at = TRY(moment_in(as_of));
  const Names names = TRY(names_of(visit.office, there.kinds, {}));
  ordered_json all = ordered_json::array();
  const std::vector<Attachment> standing = TRY(attachments(visit.office, {record.id.text}, at));
  for (const Attachment& one : standing) all.push_back(as_json(one, names));
  // What lacked then is nothing that somebody can attach now.
  return http::json(json_text(
      {{"attachments", std::move(all)},
       {"lacking", at ? std::vector<std::string>() : lacking(there.kind, record.row, standing)},
       {"most_bytes", TRY(attachment_limit(visit.office)) << 20}}));
}

Result<http::Answer> attach_here(Visit& visit, const There& there) {
  const Record record = TRY(record_in(visit, there));
  http::Fields fields = TRY(http::Fields::of(visit.request));
  NewAttachment wish;
  wish.name = TRY(fields.text("name", 1'000));
  wish.what = TRY(fields.optional_text("what", 64)).value_or("");
  const Result<std::string> bytes = from_base64(TRY(fields.text("content", most_content)));
  if (!bytes)
    return fail(Errc::invalid, "http.wrong_kind", {{"field", "content"}, {"wanted", "text"}});
  TRY(fields.no_more());
  wish.bytes = *bytes;
  const Attachment made = TRY(attach(visit.office, there.kinds, record.id, wish));
  const Names names = TRY(names_of(visit.office, there.kinds, {}));
  return http::json(json_text(as_json(made, names)), 201);
}

AttachmentId attachment_in(const Visit& visit) {
  return AttachmentId{visit.request.parameter("attachment")};
}

// RFC 6266 and 8187: the name in letters that every browser reads, and as it is.
std::string disposition_of(const std::string& name) {
  std::string plain;
  std::string exact;
  for (const char c : name) {
    const bool letter = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    const bool kept = letter || c == '.' || c == '-' || c == '_';
    plain += kept ? c : '_';
    exact += kept ? std::string(1, c) : "%" + to_hex(std::string_view(&c, 1));
  }
  return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + exact;
}

Result<http::Answer> save_here(Visit& visit, const There& there) {
  const Record record = TRY(record_in(visit, there));
  OpenedAttachment opened =
      TRY(open_attachment(visit.office, there.kinds, record.id, attachment_in(visit)));
  visit.tell(told_of_saving(visit.office, record, opened.attachment));
  http::Answer answer;
  answer.type = "application/octet-stream";
  answer.headers = {{"Content-Disposition", disposition_of(opened.attachment.name)},
                    {"Content-Security-Policy", std::string(shows_nothing)},
                    {"Cache-Control", "no-store"}};
  answer.body = std::move(opened.bytes);
  return answer;
}

Result<http::Answer> detach_here(Visit& visit, const There& there) {
  const Record record = TRY(record_in(visit, there));
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const std::string reason = TRY(fields.text("reason", most_reason));
  TRY(fields.no_more());
  const Attachment gone =
      TRY(detach(visit.office, there.kinds, record.id, attachment_in(visit), reason));
  const Names names = TRY(names_of(visit.office, there.kinds, {}));
  return http::json(json_text(as_json(gone, names)));
}

}  // namespace

std::vector<Place> attachment_places() {
  const std::string all = "/{kind}/{number}/attachments";
  const std::string one = all + "/{attachment}";
  // A file on the disk can't be undone with a frame: these have transactions of their own.
  Place attaching = written_place(http::Method::post, all, attach_here);
  attaching.declared.work = http::Work::own;
  attaching.declared.most_bytes = most_body_bytes;
  attaching.declared.side_by_side = 1;
  Place removing = written_place(http::Method::post, one + "/removal", detach_here);
  removing.declared.work = http::Work::own;
  Place saving = read_place(one + "/content", save_here);
  saving.declared.tells = true;
  saving.declared.side_by_side = 2;
  return {read_place(all, list_here, {"as_of"}), std::move(attaching), std::move(saving),
          std::move(removing)};
}

}  // namespace ombud::records
