#include "backup/organisation_part.h"

#include <unistd.h>

#include <algorithm>

#include "accounts/rows.h"
#include "backup/replace.h"
#include "evidence/books.h"
#include "evidence/evidence.h"
#include "evidence/files.h"
#include "evidence/rows.h"
#include "vault/sealed_file.h"

namespace ombud::backup {

namespace {

constexpr std::size_t most_events = 100'000;
constexpr std::size_t most_note_bytes = 1 << 20;

// The note as one of this organisation's own; nothing where none of its keys has signed it.
std::optional<evidence::Checkpoint> signed_by(const std::vector<std::string>& keys,
                                              const std::string& note) {
  const Result<evidence::Checkpoint> said = evidence::read_unsigned(note);
  if (!said) return std::nullopt;
  for (const std::string& key : keys)
    if (const auto read = evidence::read_signed(note, {said->origin, key})) return *read;
  return std::nullopt;
}

Result<std::string> checkpoint_in(store::Database& store, const OrganisationId& organisation) {
  store::Transaction transaction = TRY(store.begin(organisation, sql::Begin::read));
  const std::vector<evidence::rows::Epoch> epochs = TRY(evidence::rows::epochs(transaction));
  return epochs.empty() ? std::string() : epochs.back().note;
}

}  // namespace

OrganisationPart::OrganisationPart(accounts::Folder stands, accounts::Folder made,
                                   accounts::Settings settings,
                                   std::optional<accounts::Settings> stood)
    : stands_(std::move(stands)),
      made_(std::move(made)),
      settings_(std::move(settings)),
      stood_(std::move(stood)) {
  came_.organisation = settings_.organisation;
}

// The key file is not in the backup: it lies where it is to stay.
Result<vault::Vault> OrganisationPart::vault() const {
  return vault::Vault::open(stands_.key_file(settings_), made_.key_store(), settings_.organisation);
}

void OrganisationPart::look_back(store::Database& store, const Clock& clock, Instant since,
                                 std::map<std::string, std::int64_t>& events) const {
  if (!stood_) return;
  Result<vault::Vault> opened =
      vault::Vault::open(stands_.key_file(*stood_), stands_.key_store(), stood_->organisation);
  if (!opened) return;
  evidence::Log log(store, *opened, clock, stood_->organisation, "", stands_.last_signed());
  evidence::Log::Filter filter;
  filter.from = since;
  filter.limit = most_events;
  filter.open = false;
  const Result<std::vector<evidence::Entry>> entries = log.list(filter);
  if (!entries) return;
  for (const evidence::Entry& entry : *entries) ++events[entry.event];
}

Result<void> OrganisationPart::make_keys(const std::vector<std::string>& files,
                                         Progress& progress) {
  std::vector<KeyRing> rings;
  if (stood_) rings.push_back(TRY(keys_of_folder(stands_, *stood_)));
  // Its keys may have been rotated since the backup; they are under its own key file.
  if (stood_ && rings.back().whole) settings_.key_file = stood_->key_file;
  for (const std::string& file : files) {
    const vault::SealedHead head = TRY(vault::read_sealed_head(file));
    if (head.organisation != settings_.organisation) continue;
    const vault::KeyFile key = TRY(vault::read_key_file_of(stands_.key_file(settings_), head.key));
    rings.push_back(TRY(keys_of_copy(file, key, settings_.organisation, progress)));
  }
  rings.push_back(of_backup);
  // The first whole one is the youngest; where there is none, the organisation's own keys.
  const auto base =
      std::find_if(rings.begin(), rings.end(), [](const KeyRing& ring) { return ring.whole; });
  const KeyRing ring = joined(base == rings.end() ? rings.back() : *base, rings);
  came_.without_keys = base == rings.end();
  for (const auto& [name, found] : ring.keys)
    if (name.kind == "person") ++(found.shredded ? came_.persons_destroyed : came_.persons);
  vault::KeyStore store = TRY(vault::KeyStore::create(made_.key_store(), settings_.organisation));
  return store.fill(ring.keys, ring.months_shredded_before);
}

Result<void> OrganisationPart::choose_checkpoint(store::Database& store,
                                                 const std::vector<std::string>& anchors,
                                                 std::set<std::string>& taken) {
  const std::vector<std::string> keys = TRY(TRY(vault()).public_keys());
  std::string best = TRY(checkpoint_in(store, settings_.organisation));
  const std::optional<evidence::Checkpoint> stored = signed_by(keys, best);
  std::optional<evidence::Checkpoint> last = stored;
  std::vector<std::string> others{signed_in_backup};
  if (stood_)
    if (const auto beside = TRY(evidence::read_file(stands_.last_signed(), most_note_bytes)))
      others.push_back(*beside);
  for (const std::string& file : anchors) {
    const auto anchor = TRY(evidence::read_file(file, most_note_bytes));
    if (!anchor || !signed_by(keys, *anchor)) continue;
    taken.insert(file);
    others.push_back(*anchor);
  }
  for (const std::string& other : others) {
    const auto candidate = signed_by(keys, other);
    // Of another log: one that was begun later. Of the same: the longer one.
    if (!candidate || (last && candidate->origin == last->origin && candidate->size <= last->size))
      continue;
    best = other;
    last = candidate;
  }
  if (last) came_.last_known = evidence::note_text(*last);
  came_.lost_more = last && stored && last->origin != stored->origin;
  if (last)
    came_.lost_entries =
        static_cast<std::int64_t>(last->size - (stored && !came_.lost_more ? stored->size : 0));
  if (best.empty()) return {};
  return evidence::replace_file(made_.last_signed(), best);
}

Result<void> OrganisationPart::begin_epoch(store::Database& store, const Clock& clock,
                                           evidence::Told told, Progress& progress) {
  vault::Vault opened = TRY(vault());
  std::optional<accounts::Organisation> organisation;
  {
    store::Transaction transaction = TRY(store.begin_installation(sql::Begin::read));
    organisation = TRY(accounts::rows::organisation(transaction, settings_.organisation));
  }
  if (!organisation)
    return fail(Errc::invalid, "backup.unknown_part", {{"table", "accounts_organisation"}});
  came_.name = organisation->name;
  evidence::Log log(store, opened, clock, organisation->id, organisation->name,
                    made_.last_signed());
  told.details.emplace_back("lost_entries", std::to_string(came_.lost_entries));
  told.details.emplace_back("without_keys", came_.without_keys ? "yes" : "no");
  TRY(log.begin_epoch_after_restore(std::move(told)));
  TRY(log.sequence());
  came_.epoch = evidence::write_verifier_key(TRY(log.verifier_key()));
  const evidence::Verdict verdict = TRY(log.verify(
      [&](std::uint64_t done, std::uint64_t all) { progress.tell("log entries", done, all); }));
  if (!verdict.sound) return fail(verdict.faults.front());
  return {};
}

Result<void> OrganisationPart::finish() const {
  TRY(gather(made_));
  unlink((made_.last_signed() + ".lock").c_str());
  TRY(made_.prepare(settings_));
  return made_.finish();
}

}  // namespace ombud::backup
