#include "evidence/piece_check.h"

#include "base/text.h"
#include "evidence/entry.h"

namespace ombud::evidence {

namespace {

// Whether the first entry of an epoch names the last checkpoint before it.
bool names_previous(const Entry& entry, const std::string& previous) {
  Checkpoint named;
  for (const auto& [name, value] : entry.commitments) {
    if (name == "previous_origin") named.origin = value;
    if (name == "previous_size") named.size = std::strtoull(value.c_str(), nullptr, 10);
    if (name == "previous_root") named.root = from_hex(value) ? *from_hex(value) : Hash();
  }
  return entry.event == "evidence.epoch" && note_text(named) == previous;
}

// Whether the columns say what the entry's bytes say.
bool tell_of(const EntryColumns& columns, const StoredEntry& stored) {
  const Entry& entry = stored.entry;
  return entry.id.text == columns.id && entry.at.time_since_epoch().count() == columns.at &&
         entry.event == columns.event && entry.object == columns.object &&
         entry.pseudonym == columns.pseudonym && stored.month == columns.month;
}

class PieceCheck {
 public:
  PieceCheck(const rows::Epoch& epoch, std::uint64_t begin, std::uint64_t end)
      : epoch_(epoch), next_(begin), first_bundle_(begin / tile_width), end_(end) {
    must(begin % tile_width == 0 && begin < end);
  }

  Result<std::vector<CheckedBundle>> run(store::Transaction& transaction) {
    bundles_.emplace_back();
    TRY(rows::each_entry(transaction, epoch_.number, next_, end_,
                         [&](const rows::EntryView& entry) { add(entry); }));
    if (next_ < end_ && bundles_.back().is_whole) miss();
    TRY(compare_tiles(transaction));
    return std::move(bundles_);
  }

 private:
  void fault(const char* key, Params params) {
    bundles_.back().faults.push_back({Errc::conflict, key, std::move(params)});
  }

  Params place() const {
    return {{"position", std::to_string(next_)}, {"epoch", std::to_string(epoch_.number)}};
  }

  void miss() {
    fault("evidence.fault_missing", place());
    bundles_.back().is_whole = false;
  }

  void add(const rows::EntryView& entry) {
    if (!bundles_.back().is_whole) return;
    if (bundles_.back().bundle.is_full()) bundles_.emplace_back();
    if (entry.position != next_) return miss();
    CheckedBundle& checked = bundles_.back();
    checked.bundle.add(entry.bytes);
    // The first entry of an epoch is read for what it names too.
    const bool begins = next_ == 0 && !epoch_.previous.empty();
    if (begins || !entry.is_of_our_kinds || !match_.holds(entry.columns, entry.bytes))
      read(entry, begins);
    if (checked.bundle.is_full()) checked.root = root_of_tile(checked.bundle.leaves());
    ++next_;
  }

  void read(const rows::EntryView& entry, bool begins) {
    const Result<StoredEntry> stored = read_entry(entry.bytes);
    if (!stored) return fault("evidence.fault_entry", place());
    if (!entry.is_of_our_kinds || !tell_of(entry.columns, *stored))
      fault("evidence.fault_columns", place());
    if (begins && !names_previous(stored->entry, epoch_.previous))
      fault("evidence.fault_epoch", {{"epoch", std::to_string(epoch_.number)}});
  }

  Result<void> compare_tiles(store::Transaction& transaction) {
    for (CheckedBundle& checked : bundles_) checked.tile_differs = checked.bundle.is_full();
    return rows::each_tile(transaction, epoch_.number, 0, first_bundle_,
                           first_bundle_ + bundles_.size(),
                           [&](std::uint64_t index, std::string_view hashes) {
                             CheckedBundle& checked = bundles_[index - first_bundle_];
                             if (checked.bundle.leaves() == hashes) checked.tile_differs = false;
                           });
  }

  const rows::Epoch& epoch_;
  std::uint64_t next_;
  std::uint64_t first_bundle_;
  std::uint64_t end_;
  EntryMatch match_;
  std::vector<CheckedBundle> bundles_;
};

}  // namespace

Result<std::vector<CheckedBundle>> check_piece(store::Transaction& transaction,
                                               const rows::Epoch& epoch, std::uint64_t begin,
                                               std::uint64_t end) {
  return PieceCheck(epoch, begin, end).run(transaction);
}

}  // namespace ombud::evidence
