#include "evidence/folder.h"

#include <fmt/format.h>

#include <bit>
#include <filesystem>

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
std::optional<std::string> bytes_of(const std::string& path, std::size_t most_bytes) {
  Result<std::optional<std::string>> bytes = read_file(path, most_bytes);
  return bytes ? *std::move(bytes) : std::nullopt;
}

// Exactly `width` entries, or nothing.
std::optional<std::vector<std::string_view>> entries_in(std::string_view bundle,
                                                        std::uint64_t width) {
  std::vector<std::string_view> entries;
  for (; entries.size() < width; bundle.remove_prefix(entries.back().size())) {
    if (bundle.size() < 2) return std::nullopt;
    const std::size_t length =
        static_cast<unsigned char>(bundle[0]) << 8 | static_cast<unsigned char>(bundle[1]);
    bundle.remove_prefix(2);
    if (bundle.size() < length) return std::nullopt;
    entries.push_back(bundle.substr(0, length));
  }
  if (!bundle.empty()) return std::nullopt;
  return entries;
}

// One folder being read.
class FolderCheck {
 public:
  FolderCheck(std::string folder, const VerifierKey& key) : folder_(std::move(folder)), key_(key) {}

  Verdict run(const std::optional<std::string>& trusted_note) {
    if (read_checkpoints(trusted_note) && read_bundles()) {
      must(tiler_.rest([&](const Tile& tile) { return compare(tile); }).has_value());
      if (frontier_.root() != checkpoint_.root) fault("evidence.root_differs");
      if (trusted_ && root_then_ != trusted_->root)
        fault("evidence.fork", {{"trusted", std::to_string(trusted_->size)}});
    }
    verdict_.sound = verdict_.faults.empty();
    return std::move(verdict_);
  }

 private:
  void fault(std::string key, Params params = {}) {
    if (verdict_.faults.size() < most_faults)
      verdict_.faults.push_back({Errc::conflict, std::move(key), std::move(params)});
  }

  bool read_checkpoints(const std::optional<std::string>& trusted_note) {
    const auto note = bytes_of(folder_ + "/checkpoint", largest_note_bytes);
    if (!note) {
      fault("evidence.missing_file", {{"file", "checkpoint"}});
      return false;
    }
    const Result<Checkpoint> checkpoint = read_signed(*note, key_);
    if (!checkpoint) {
      verdict_.faults.push_back(checkpoint.error());
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
    for (std::uint64_t done = 0; done < checkpoint_.size; done += tile_width) {
      const std::uint64_t width = std::min(tile_width, checkpoint_.size - done);
      const std::string name = bundle_name(done / tile_width, width);
      const auto bundle = bytes_of(folder_ + "/" + name, width * (largest_entry_bytes + 2));
      if (!bundle) {
        fault("evidence.missing_file", {{"file", name}});
        return false;
      }
      const auto entries = entries_in(*bundle, width);
      if (!entries) {
        fault("evidence.bad_bundle", {{"file", name}});
        return false;
      }
      for (const std::string_view entry : *entries) add(leaf_hash(entry));
    }
    return true;
  }

  void add(const Hash& leaf) {
    frontier_.add(leaf);
    must(tiler_.add(leaf, [&](const Tile& tile) { return compare(tile); }).has_value());
    if (trusted_ && trusted_->size == frontier_.size()) root_then_ = frontier_.root();
  }

  // A tile that differs is a fault, no error: the reading goes on.
  Result<void> compare(const Tile& tile) {
    const std::string name = "tile/" + tile_name(tile);
    const auto bytes = bytes_of(folder_ + "/" + name, tile.hashes.size());
    if (!bytes)
      fault("evidence.missing_file", {{"file", name}});
    else if (*bytes != tile.hashes)
      fault("evidence.tile_differs", {{"file", name}});
    return {};
  }

  std::string folder_;
  const VerifierKey& key_;
  Verdict verdict_;
  Checkpoint checkpoint_;
  std::optional<Checkpoint> trusted_;
  Hash root_then_;  // When the log had the trusted checkpoint's size.
  Frontier frontier_;
  Tiler tiler_;
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
                              const std::optional<std::string>& trusted) {
  std::error_code failed;
  if (!std::filesystem::is_directory(folder, failed))
    return fail(Errc::not_found, "evidence.no_folder", {{"folder", folder}});
  return FolderCheck(folder, key).run(trusted);
}

}  // namespace ombud::evidence
