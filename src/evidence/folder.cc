#include "evidence/folder.h"

#include <fmt/format.h>

#include <bit>
#include <filesystem>

#include "base/side_by_side.h"
#include "evidence/bundle.h"
#include "evidence/entry.h"
#include "evidence/evidence.h"
#include "evidence/files.h"

namespace ombud::evidence {

namespace {

constexpr std::size_t largest_note_bytes = 1 << 20;
constexpr std::size_t most_faults = 100;  // More would not tell more.

std::string bundle_name(std::uint64_t index, std::uint64_t width) {
  return "tile/entries/" + numbered_name(index, width);
}

// The bytes of a missing file and of one that can't be read are the same to a verifier: none.
std::optional<std::string_view> bytes_of(const std::string& path, std::size_t most_bytes,
                                         std::string& space) {
  const Result<std::optional<std::string_view>> bytes = read_file(path, most_bytes, space);
  return bytes ? *bytes : std::nullopt;
}

// Exactly `width` entries, or nothing.
std::optional<Bundle> bundle_in(std::string_view bytes, std::uint64_t width) {
  Bundle bundle;
  for (std::uint64_t i = 0; i < width; ++i) {
    if (bytes.size() < 2) return std::nullopt;
    const std::size_t length =
        static_cast<unsigned char>(bytes[0]) << 8 | static_cast<unsigned char>(bytes[1]);
    bytes.remove_prefix(2);
    if (bytes.size() < length) return std::nullopt;
    bundle.add(bytes.substr(0, length));
    bytes.remove_prefix(length);
  }
  if (!bytes.empty()) return std::nullopt;
  return bundle;
}

Error fault_of(std::string key, Params params = {}) {
  return {Errc::conflict, std::move(key), std::move(params)};
}

// What one thread finds out of one bundle and its tile.
struct CheckedBundle {
  Hash root;                   // Where it is full.
  std::string leaves;          // Where somebody needs them.
  std::optional<Error> fault;  // The tile's, or the bundle's own.
  bool is_readable = true;     // Else nothing after it can be hashed.
};

// One folder being read. Bundles are hashed side by side, some hundred at a time, and then put
// together in order.
class FolderCheck {
 public:
  FolderCheck(std::string folder, const VerifierKey& key, unsigned threads)
      : folder_(std::move(folder)), key_(key), threads_(threads) {}

  Verdict run(const std::optional<std::string>& trusted_note) {
    if (read_checkpoints(trusted_note) && read_bundles()) {
      must(tree_.rest([&](const Tile& tile) { return compare(tile); }).has_value());
      if (tree_.with(last_leaves_).root() != checkpoint_.root) fault("evidence.root_differs");
      if (trusted_ && root_then_ != trusted_->root)
        fault("evidence.fork", {{"trusted", std::to_string(trusted_->size)}});
    }
    verdict_.sound = verdict_.faults.empty();
    return std::move(verdict_);
  }

 private:
  static constexpr std::uint64_t bundles_at_once = 512;

  void fault(Error what) {
    if (verdict_.faults.size() < most_faults) verdict_.faults.push_back(std::move(what));
  }

  void fault(std::string key, Params params = {}) {
    fault(fault_of(std::move(key), std::move(params)));
  }

  bool read_checkpoints(const std::optional<std::string>& trusted_note) {
    std::string space;
    const auto note = bytes_of(folder_ + "/checkpoint", largest_note_bytes, space);
    if (!note) {
      fault("evidence.missing_file", {{"file", "checkpoint"}});
      return false;
    }
    const Result<Checkpoint> checkpoint = read_signed(std::string(*note), key_);
    if (!checkpoint) {
      fault(checkpoint.error());
      return false;
    }
    checkpoint_ = *checkpoint;
    verdict_.checkpoint = *note;
    verdict_.entries = checkpoint_.size;
    if (!trusted_note) return true;

    const Result<Checkpoint> trusted = read_signed(*trusted_note, key_);
    if (!trusted) {
      fault("evidence.bad_trusted", {{"why", trusted.error().key}});
      return false;
    }
    trusted_ = *trusted;
    root_then_ = empty_root();
    if (trusted_->size > checkpoint_.size)
      fault("evidence.older_copy", {{"trusted", std::to_string(trusted_->size)},
                                    {"found", std::to_string(checkpoint_.size)}});
    return trusted_->size <= checkpoint_.size;
  }

  // False where it can't go on.
  bool read_bundles() {
    const std::uint64_t bundles = (checkpoint_.size + tile_width - 1) / tile_width;
    std::vector<CheckedBundle> checked;
    for (std::uint64_t begin = 0; begin < bundles; begin += bundles_at_once) {
      const std::uint64_t end = std::min(begin + bundles_at_once, bundles);
      checked.assign(end - begin, {});
      side_by_side(begin, end, threads_,
                   [&](std::uint64_t index) { checked[index - begin] = check_bundle(index); });
      for (std::uint64_t index = begin; index < end; ++index)
        if (!put_in_place(index, std::move(checked[index - begin]))) return false;
    }
    return true;
  }

  std::uint64_t width_of(std::uint64_t index) const {
    return std::min(tile_width, checkpoint_.size - index * tile_width);
  }

  bool holds_trusted(std::uint64_t index) const {
    return trusted_ && (trusted_->size - 1) / tile_width == index && trusted_->size != 0;
  }

  // Called by several threads at once.
  CheckedBundle check_bundle(std::uint64_t index) const {
    thread_local std::string space;
    CheckedBundle checked;
    const std::uint64_t width = width_of(index);
    const std::string name = bundle_name(index, width);
    const auto bytes = bytes_of(folder_ + "/" + name, width * (largest_entry_bytes + 2), space);
    const std::optional<Bundle> bundle = bytes ? bundle_in(*bytes, width) : std::nullopt;
    if (!bundle) {
      checked.is_readable = false;
      checked.fault =
          fault_of(bytes ? "evidence.bad_bundle" : "evidence.missing_file", {{"file", name}});
      return checked;
    }
    checked.fault = compared({0, index, bundle->leaves()}, space);
    if (bundle->is_full()) checked.root = root_of_tile(bundle->leaves());
    if (!bundle->is_full() || holds_trusted(index)) checked.leaves = bundle->leaves();
    return checked;
  }

  bool put_in_place(std::uint64_t index, CheckedBundle checked) {
    if (checked.fault) fault(*std::move(checked.fault));
    if (!checked.is_readable) return false;
    if (holds_trusted(index))
      root_then_ = tree_
                       .with(std::string_view(checked.leaves)
                                 .substr(0, (trusted_->size - index * tile_width) * hash_bytes))
                       .root();
    if (width_of(index) == tile_width)
      must(tree_.add(checked.root, [&](const Tile& tile) { return compare(tile); }).has_value());
    else
      last_leaves_ = std::move(checked.leaves);
    return true;
  }

  std::optional<Error> compared(const Tile& tile, std::string& space) const {
    const std::string name = "tile/" + tile_name(tile);
    const auto bytes = bytes_of(folder_ + "/" + name, tile.hashes.size(), space);
    if (!bytes) return fault_of("evidence.missing_file", {{"file", name}});
    if (*bytes != tile.hashes) return fault_of("evidence.tile_differs", {{"file", name}});
    return std::nullopt;
  }

  // A tile that differs is a fault, no error: the reading goes on.
  Result<void> compare(const Tile& tile) {
    std::string space;
    if (auto differs = compared(tile, space)) fault(*std::move(differs));
    return {};
  }

  std::string folder_;
  const VerifierKey& key_;
  unsigned threads_;
  Verdict verdict_;
  Checkpoint checkpoint_;
  std::optional<Checkpoint> trusted_;
  Hash root_then_;  // When the log had the trusted checkpoint's size.
  BundleTree tree_;
  std::string last_leaves_;  // After the last full bundle.
};

}  // namespace

struct FolderWriter::State {
  std::string folder;
  std::string part;
  std::string bundle;
  Frontier frontier;
  Tiler tiler;
  bool finished = false;

  Result<void> write_tile(const Tile& tile) const {
    return write_file(part + "/tile/" + tile_name(tile), tile.hashes);
  }

  // Of the `width` entries that were added last.
  Result<void> write_bundle(std::uint64_t width) {
    const std::uint64_t index = (frontier.size() - 1) / tile_width;
    TRY(write_file(part + "/" + bundle_name(index, width), bundle));
    bundle.clear();
    return {};
  }
};

FolderWriter::FolderWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}

FolderWriter::FolderWriter(FolderWriter&&) noexcept = default;

FolderWriter::~FolderWriter() {
  std::error_code ignored;
  if (state_ && !state_->finished) std::filesystem::remove_all(state_->part, ignored);
}

Result<FolderWriter> FolderWriter::create(const std::string& folder) {
  auto state = std::make_unique<State>();
  state->folder = folder;
  while (state->folder.size() > 1 && state->folder.ends_with('/')) state->folder.pop_back();
  state->part = state->folder + ".part";
  std::error_code failed;
  if (std::filesystem::symlink_status(state->folder, failed).type() !=
          std::filesystem::file_type::not_found ||
      !std::filesystem::create_directory(state->part, failed)) {
    state->finished = true;  // What lies there is not ours to remove.
    if (!failed || failed == std::errc::file_exists)
      return fail(Errc::conflict, "evidence.folder_exists", {{"folder", state->folder}});
    return fail(Errc::unavailable, "evidence.can_not_write", {{"file", state->folder}});
  }
  return FolderWriter(std::move(state));
}

Result<void> FolderWriter::add(std::string_view entry) {
  must(entry.size() <= largest_entry_bytes);
  State& state = *state_;
  state.bundle += static_cast<char>(entry.size() >> 8);
  state.bundle += static_cast<char>(entry.size() & 0xff);
  state.bundle += entry;
  const Hash leaf = leaf_hash(entry);
  state.frontier.add(leaf);
  TRY(state.tiler.add(leaf, [&](const Tile& tile) { return state.write_tile(tile); }));
  if (state.frontier.size() % tile_width == 0) TRY(state.write_bundle(tile_width));
  return {};
}

std::uint64_t FolderWriter::size() const { return state_->frontier.size(); }

Hash FolderWriter::root() const { return state_->frontier.root(); }

Result<void> FolderWriter::finish(std::string_view signed_note) {
  State& state = *state_;
  const std::uint64_t width = state.frontier.size() % tile_width;
  if (width != 0) TRY(state.write_bundle(width));
  TRY(state.tiler.rest([&](const Tile& tile) { return state.write_tile(tile); }));
  TRY(write_file(state.part + "/checkpoint", signed_note));
  std::error_code failed;
  std::filesystem::rename(state.part, state.folder, failed);
  if (failed) return fail(Errc::conflict, "evidence.folder_exists", {{"folder", state.folder}});
  state.finished = true;
  return {};
}

Result<Verdict> verify_folder(const std::string& folder, const VerifierKey& key,
                              const std::optional<std::string>& trusted, unsigned threads) {
  std::error_code failed;
  if (!std::filesystem::is_directory(folder, failed))
    return fail(Errc::not_found, "evidence.no_folder", {{"folder", folder}});
  return FolderCheck(folder, key, threads == 0 ? usual_threads() : threads).run(trusted);
}

}  // namespace ombud::evidence
