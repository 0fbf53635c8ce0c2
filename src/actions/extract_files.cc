// Where sealed extracts lie, which of them are gone, and which are over.

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <set>

#include "actions/sealed_extract.h"

namespace ombud::actions {

namespace {

using accounts::Office;
using store::Transaction;

constexpr std::string_view ending = ".sealed";

}  // namespace

std::string folder_of(const Office& office) { return office.folder + "/extracts"; }

std::string path_of(const Office& office, const std::string& file) {
  return folder_of(office) + "/" + file + std::string(ending);
}

Result<std::vector<std::string>> extracts_without_file(Office& office) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  std::vector<std::string> numbers;
  for (const sql::Row& row : TRY(transaction.all(
           "SELECT e.file, a.number FROM actions_extract e JOIN actions_action a ON "
           "a.organisation_id = e.organisation_id AND a.action_id = e.action_id "
           "WHERE e.organisation_id = ? AND e.ends_at > ? ORDER BY a.number",
           {office.organisation.id.text, store::of_instant(office.clock.now())})))
    if (access(path_of(office, store::text_in(row[0])).c_str(), R_OK) != 0)
      numbers.push_back(store::text_in(row[1]));
  return numbers;
}

Result<std::int64_t> expire_extracts(Office& office, bool only_count) {
  const std::string& organisation = office.organisation.id.text;
  std::set<std::string> kept;
  std::int64_t gone = 0;
  Transaction transaction = TRY(office.store.begin(
      office.organisation.id, only_count ? sql::Begin::read : sql::Begin::write));
  for (const sql::Row& row :
       TRY(transaction.all("SELECT file, ends_at FROM actions_extract WHERE organisation_id = ?",
                           {organisation}))) {
    if (TRY(store::instant_in(row[1])) <= office.clock.now())
      ++gone;
    else
      kept.insert(store::text_in(row[0]));
  }
  if (only_count) return gone;
  TRY(transaction.execute("DELETE FROM actions_extract WHERE organisation_id = ? AND ends_at <= ?",
                          {organisation, store::of_instant(office.clock.now())}));
  TRY(transaction.commit());
  // Whatever no row names: its key is gone. Not what is being made just now.
  const Instant yesterday = office.clock.now() - std::chrono::hours(24);
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder_of(office), error)) {
    const std::string path = entry.path().string();
    struct stat facts{};
    if (path.ends_with(ending) && !kept.contains(entry.path().stem().string()) &&
        stat(path.c_str(), &facts) == 0 &&
        Instant{std::chrono::seconds(facts.st_mtime)} < yesterday)
      unlink(path.c_str());
  }
  return gone;
}

}  // namespace ombud::actions
