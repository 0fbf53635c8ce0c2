#include "actions/sealed_extract.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>

#include "actions/background.h"
#include "base/text.h"
#include "vault/sealed_file.h"

namespace ombud::actions {

namespace {

using accounts::Office;
using nlohmann::json;
using store::Transaction;

constexpr std::string_view page_name = "page";
constexpr std::size_t record_head_bytes = 7;  // What, which file, how many bytes.

enum class Record : char { begin = 'b', append = 'a', discard = 'd', end = 'e' };

std::string head_of(Record record, int file, std::size_t size) {
  std::string head(1, static_cast<char>(record));
  for (int i = 0; i < 2; ++i) head += static_cast<char>((file >> (8 * i)) & 0xff);
  for (int i = 0; i < 4; ++i) head += static_cast<char>((size >> (8 * i)) & 0xff);
  return head;
}

std::uint32_t number_in(std::string_view bytes) {
  std::uint32_t number = 0;
  for (std::size_t i = bytes.size(); i > 0; --i)
    number = (number << 8) | static_cast<unsigned char>(bytes[i - 1]);
  return number;
}

// Files whose bytes come side by side, one record after the other.
class SealedOutlet final : public Outlet {
 public:
  SealedOutlet(vault::SealedWriter& writer, const Action& action)
      : writer_(writer), action_(action) {}

  Result<int> begin(const std::string& name) override {
    TRY(write(Record::begin, next_, name));
    return next_++;
  }

  Result<void> append(int file, std::string_view bytes) override {
    return write(Record::append, file, bytes);
  }

  Result<void> finish(int) override { return {}; }

  // What can't be written any more is found out by whoever finishes.
  void discard(int file) override {
    if (!write(Record::discard, file, "")) broken_ = true;
  }

  Result<void> end() {
    if (broken_) return fail(Errc::internal, "actions.extract_gone", {{"number", action_.number}});
    return write(Record::end, 0, "");
  }

 private:
  Result<void> write(Record record, int file, std::string_view bytes) {
    size_ += bytes.size();
    if (size_ > largest_sealed_bytes)
      return fail(
          Errc::conflict, "actions.extract_too_large",
          {{"number", action_.number}, {"mebibytes", std::to_string(largest_sealed_bytes >> 20)}});
    TRY(writer_.write(head_of(record, file, bytes.size())));
    return writer_.write(bytes);
  }

  vault::SealedWriter& writer_;
  const Action& action_;
  int next_ = 0;
  std::size_t size_ = 0;
  bool broken_ = false;
};

json of(const documents::Block& block) {
  if (const auto* heading = std::get_if<documents::Heading>(&block))
    return {{"kind", "heading"}, {"level", heading->level}, {"text", heading->text}};
  if (const auto* paragraph = std::get_if<documents::Paragraph>(&block))
    return {{"kind", "paragraph"}, {"text", paragraph->text}};
  if (const auto* notice = std::get_if<documents::Notice>(&block))
    return {{"kind", "notice"}, {"text", notice->text}};
  if (const auto* facts = std::get_if<documents::Facts>(&block)) {
    json all = json::array();
    for (const auto& [name, fact] : facts->facts) all.push_back({{"word", name}, {"fact", fact}});
    return {{"kind", "facts"}, {"facts", all}};
  }
  const auto& table = std::get<documents::Table>(block);
  return {{"kind", "table"},
          {"caption", table.caption},
          {"columns", table.columns},
          {"rows", table.rows}};
}

std::string written(const documents::Document& page) {
  json blocks = json::array();
  for (const documents::Block& block : page.blocks) blocks.push_back(of(block));
  return json{{"title", page.title}, {"language", page.language}, {"blocks", blocks}}.dump(
      -1, ' ', false, json::error_handler_t::replace);
}

// What the row keeps sealed: how to open the file, and what the receipt will say of it.
struct Kept {
  std::string key;
  Extracted report;
};

std::string written(const Kept& kept) {
  json parts = json::array();
  for (const Extracted::Part& part : kept.report.parts)
    parts.push_back({part.system, part.table, part.rows, part.left_out});
  json missed = json::array();
  for (const NotReached& one : kept.report.not_reached)
    missed.push_back({one.system, write_error(one.why), one.by_hand});
  return json{{"key", to_hex(kept.key)},
              {"rows", kept.report.rows},
              {"files", kept.report.files},
              {"parts", parts},
              {"not_reached", missed}}
      .dump();
}

// Our own bytes, sealed: never anything else.
Result<Kept> kept_in(const std::string& text) {
  const json object = json::parse(text);
  Kept kept;
  kept.key = TRY(from_hex(object.at("key").get<std::string>()));
  kept.report.rows = object.at("rows");
  kept.report.files = object.at("files").get<std::vector<std::pair<std::string, std::string>>>();
  for (const json& part : object.at("parts"))
    kept.report.parts.push_back({part.at(0), part.at(1), part.at(2), part.at(3)});
  for (const json& one : object.at("not_reached"))
    kept.report.not_reached.push_back(
        {one.at(0), TRY(read_error(one.at(1).get<std::string>())), one.at(2)});
  return kept;
}

std::string digest_of(const Extracted& report) {
  std::string all;
  for (const auto& [name, sha256] : report.files) all += name + " " + sha256 + "\n";
  return to_hex(vault::sha256(all));
}

vault::KeyFile opening(const Office& office, std::string_view key) {
  return {office.organisation.id, Instant{}, vault::Key(key)};
}

struct Row {
  std::string file;
  SealedExtract extract;
  std::string key;
};

Result<std::optional<Row>> row_of(Office& office, const Action& action) {
  std::optional<sql::Row> found;
  {
    Transaction transaction = TRY(office.store.begin(office.organisation.id, sql::Begin::read));
    found =
        TRY(transaction.one("SELECT file, made_at, ends_at, digest, report "
                            "FROM actions_extract WHERE organisation_id = ? AND action_id = ?",
                            {office.organisation.id.text, action.id.text}));
  }
  if (!found || !action.person) return std::optional<Row>();
  Row row;
  row.file = store::text_in((*found)[0]);
  row.extract.made_at = TRY(store::instant_in((*found)[1]));
  row.extract.ends_at = TRY(store::instant_in((*found)[2]));
  row.extract.digest = store::text_in((*found)[3]);
  const Secret report = TRY(office.vault.open_for(*action.person, vault::Purpose::extract,
                                                  sealing_context(action.id, "extract"),
                                                  store::blob_in((*found)[4])));
  Kept kept = TRY(kept_in(report.reveal()));
  row.key = std::move(kept.key);
  row.extract.report = std::move(kept.report);
  return std::optional(std::move(row));
}

// The files in the order in which they were begun, the page last.
Result<NamedFiles> read(vault::SealedReader& reader) {
  NamedFiles files;
  std::set<std::size_t> discarded;
  while (true) {
    const std::string head = TRY(reader.read(record_head_bytes));
    const auto record = static_cast<Record>(head[0]);
    const std::size_t file = number_in(std::string_view(head).substr(1, 2));
    std::string bytes = TRY(reader.read(number_in(std::string_view(head).substr(3))));
    if (record == Record::end) break;
    if (record == Record::begin) files.emplace_back(std::move(bytes), "");
    if (record == Record::append && file < files.size()) files[file].second += bytes;
    if (record == Record::discard) discarded.insert(file);
  }
  NamedFiles whole;
  for (std::size_t i = 0; i < files.size(); ++i)
    if (!discarded.contains(i)) whole.push_back(std::move(files[i]));
  return whole;
}

Result<NamedFiles> everything_of(Office& office, const Action& action) {
  const std::optional<Row> row = TRY(row_of(office, action));
  if (!row || row->extract.ends_at <= office.clock.now())
    return fail(Errc::conflict, "actions.no_extract", {{"number", action.number}});
  Result<vault::SealedReader> reader =
      vault::SealedReader::open(path_of(office, row->file), opening(office, row->key));
  if (!reader && reader.error().key == "vault.no_sealed_file")
    return fail(Errc::not_found, "actions.extract_gone", {{"number", action.number}});
  if (!reader) return fail(reader.error());
  return read(*reader);
}

// In the transaction that says that there is one. Answers the file of the one before.
Result<std::string> replace_row(Office& office, Transaction& transaction, const Action& action,
                                const Row& row) {
  if (TRY(transaction.execute("UPDATE actions_action SET state = 'planned' "
                              "WHERE organisation_id = ? AND action_id = ? AND state = 'planned'",
                              {office.organisation.id.text, action.id.text})) != 1)
    return fail(Errc::conflict, "actions.changed_meanwhile", {{"number", action.number}});
  const auto before = TRY(transaction.one(
      "SELECT file FROM actions_extract WHERE organisation_id = ? AND action_id = ?",
      {office.organisation.id.text, action.id.text}));
  TRY(transaction.execute("DELETE FROM actions_extract WHERE organisation_id = ? AND action_id = ?",
                          {office.organisation.id.text, action.id.text}));
  const std::string sealed = TRY(office.vault.seal_for(*action.person, vault::Purpose::extract,
                                                       sealing_context(action.id, "extract"),
                                                       written(Kept{row.key, row.extract.report})));
  TRY(transaction.execute_exactly(
      1,
      "INSERT INTO actions_extract (organisation_id, action_id, file, made_at, ends_at, digest, "
      "report) VALUES (?, ?, ?, ?, ?, ?, ?)",
      {office.organisation.id.text, action.id.text, row.file,
       store::of_instant(row.extract.made_at), store::of_instant(row.extract.ends_at),
       row.extract.digest, sql::Blob{sealed}}));
  evidence::Told entry = told(office, "actions.extracted", UseKind::view, action);
  entry.details.emplace_back("rows", std::to_string(row.extract.report.rows));
  entry.commitments = {{"plan", action.plan_root}, {"extract", row.extract.digest}};
  TRY(office.log.append(transaction, entry));
  return before ? store::text_in(before->front()) : std::string();
}

// A file that no row names: what a job left that ended before it could say what it had made.
class Unless {
 public:
  explicit Unless(std::string path) : path_(std::move(path)) {}

  Unless(const Unless&) = delete;
  Unless& operator=(const Unless&) = delete;

  ~Unless() {
    if (!path_.empty()) unlink(path_.c_str());
  }

  void kept() { path_.clear(); }

 private:
  std::string path_;
};

Failure not_planned(const Action& action) {
  return fail(Errc::conflict, "actions.not_planned",
              {{"number", action.number}, {"state", std::string(word(action.state))}});
}

Result<jobs::Facts> extract_job(Office& office, const jobs::Facts& parameters, jobs::Work& work) {
  TRY(work.go_on());
  const Action action = TRY(find_action(office, jobs::value_of(parameters, "action")));
  const Language language = TRY(language_of(jobs::value_of(parameters, "language")));
  if (action.state != State::planned) return not_planned(action);
  const Plan plan = TRY(checked_plan(office, action));
  mkdir(folder_of(office).c_str(), 0700);
  Row row;
  row.file = uuid_random();
  row.key = vault::random_bytes(vault::key_bytes);
  const std::string path = path_of(office, row.file);
  vault::SealedWriter writer = TRY(
      vault::SealedWriter::create(path, "extract", opening(office, row.key), office.clock.now()));
  Unless unless(path);
  SealedOutlet outlet(writer, action);
  row.extract.report = TRY(extract(office, action, plan, outlet, language, work.progress()));
  OutFile page(outlet, std::string(page_name));
  page.write(written(row.extract.report.page));
  TRY(page.finish());
  TRY(outlet.end());
  TRY(writer.finish());
  row.extract.made_at = office.clock.now();
  row.extract.ends_at = row.extract.made_at + extract_kept;
  row.extract.digest = digest_of(row.extract.report);
  Transaction transaction = TRY(office.store.begin(office.organisation.id));
  TRY(work.fence(transaction));
  const std::string before = TRY(replace_row(office, transaction, action, row));
  TRY(transaction.commit());
  unless.kept();
  if (!before.empty()) unlink(path_of(office, before).c_str());
  return jobs::Facts{{"action", action.number}};
}

}  // namespace

jobs::Kind extract_kind() {
  jobs::Kind kind;
  kind.name = "actions.extract";
  kind.permission = "actions.run";
  kind.run = extract_job;
  kind.attempts = 3;
  return kind;
}

Result<jobs::Enqueued> ask_for_extract(Office& office, const std::string& number,
                                       Language language) {
  const Action action = TRY(find_action(office, number));
  if (action.kind != Kind::access)
    return fail(Errc::invalid, "actions.no_extract_of_erasure", {{"number", number}});
  if (action.state != State::planned) return not_planned(action);
  jobs::Wish wish;
  wish.once = number;
  wish.parameters = {{"action", number}, {"language", std::string(code(language))}};
  return enqueue_for_action(office, action, extract_kind(), wish);
}

Result<std::optional<SealedExtract>> sealed_extract(Office& office, const Action& action) {
  std::optional<Row> row = TRY(row_of(office, action));
  if (!row || row->extract.ends_at <= office.clock.now()) return std::optional<SealedExtract>();
  return std::optional(std::move(row->extract));
}

Result<NamedFiles> files_of(Office& office, const Action& action) {
  NamedFiles files = TRY(everything_of(office, action));
  std::erase_if(files, [](const auto& file) { return file.first == page_name; });
  return files;
}

Result<std::string> page_of(Office& office, const Action& action) {
  for (auto& [name, content] : TRY(everything_of(office, action)))
    if (name == page_name) return std::move(content);
  return fail(Errc::not_found, "actions.extract_gone", {{"number", action.number}});
}

Result<void> forget_extract(Office& office, const Action& action) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id));
  TRY(transaction.execute("DELETE FROM actions_extract WHERE organisation_id = ? AND action_id = ?",
                          {office.organisation.id.text, action.id.text}));
  return transaction.commit();
}

}  // namespace ombud::actions
