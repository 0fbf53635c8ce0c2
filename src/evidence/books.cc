#include "evidence/books.h"

#include <fmt/format.h>

#include "base/text.h"

namespace ombud::evidence {

namespace {

constexpr std::size_t largest_note_bytes = 1 << 20;

Failure store_changed() { return fail(Errc::conflict, "evidence.store_changed"); }

// ASCII, so that a key can be typed and survives every mail programme.
std::string slug_of(const std::string& name) {
  static constexpr std::pair<std::string_view, std::string_view> plain[] = {
      {"å", "a"}, {"ä", "a"}, {"ö", "o"}, {"ø", "o"}, {"æ", "ae"}, {"é", "e"}, {"ü", "u"}};
  const std::string folded = fold(name);
  std::string slug;
  for (std::size_t at = 0; at < folded.size() && slug.size() < 40;) {
    const std::string_view rest = std::string_view(folded).substr(at);
    const auto letter = std::find_if(std::begin(plain), std::end(plain), [&](const auto& pair) {
      return rest.starts_with(pair.first);
    });
    if (letter != std::end(plain)) {
      slug += letter->second;
      at += letter->first.size();
      continue;
    }
    const char c = folded[at++];
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
      slug += c;
    else if (!slug.empty() && !slug.ends_with('-'))
      slug += '-';
  }
  while (slug.ends_with('-')) slug.pop_back();
  return slug.empty() ? "log" : slug;
}

// Of the tiles that are still open in a log of `size` entries.
Result<std::vector<Tile>> open_tiles(store::Transaction& transaction, std::int64_t epoch,
                                     std::uint64_t size) {
  std::vector<Tile> open;
  for (unsigned level = 0; hashes_at(level, size) > 0; ++level) {
    const std::uint64_t count = hashes_at(level, size);
    Tile tile{level, count / tile_width, {}};
    const std::size_t bytes = count % tile_width * hash_bytes;
    if (bytes > 0) tile.hashes = TRY(rows::tile(transaction, epoch, level, tile.index));
    if (tile.hashes.size() != bytes) return store_changed();
    open.push_back(std::move(tile));
  }
  return open;
}

}  // namespace

std::string new_origin(const std::string& organisation_name, std::int64_t epoch) {
  return fmt::format("ombud/{}/{}-{}", slug_of(organisation_name), epoch,
                     to_hex(vault::random_bytes(6)));
}

Result<VerifierKey> Books::key_of(const std::string& origin, const std::string& note) const {
  const VerifierKey present = present_key(origin);
  const Result<Checkpoint> signed_now = read_signed(note, present);
  if (signed_now || signed_now.error().key != "evidence.unknown_key") return present;
  for (const std::string& public_key : TRY(vault.public_keys())) {
    VerifierKey key{origin, public_key};
    if (read_signed(note, key)) return key;
  }
  return present;
}

Result<std::optional<Checkpoint>> last_signed(const Books& books) {
  const std::optional<std::string> note =
      TRY(read_file(books.last_signed_file, largest_note_bytes));
  if (!note) return std::optional<Checkpoint>();
  const Result<Checkpoint> unsigned_one = read_unsigned(*note);
  if (!unsigned_one) return fail(Errc::conflict, "evidence.last_signed_damaged");
  const VerifierKey key = TRY(books.key_of(unsigned_one->origin, *note));
  const Result<Checkpoint> checkpoint = read_signed(*note, key);
  if (!checkpoint) return fail(Errc::conflict, "evidence.last_signed_damaged");
  return std::optional(*checkpoint);
}

Result<void> write_last_signed(const Books& books, const std::string& note) {
  return replace_file(books.last_signed_file, note);
}

Subtree subtree_of(store::Transaction& transaction, std::int64_t epoch) {
  return subtree_in_tiles([&transaction, epoch](unsigned level, std::uint64_t index) {
    return rows::tile(transaction, epoch, level, index);
  });
}

Result<Hash> root_at(store::Transaction& transaction, std::int64_t epoch, std::uint64_t size) {
  const Result<Frontier> frontier = frontier_of(size, subtree_of(transaction, epoch));
  if (frontier) return frontier->root();
  if (frontier.error().key == "evidence.bad_frontier") return store_changed();
  return fail(frontier.error());
}

Result<bool> continues(store::Transaction& transaction, const Checkpoint& last) {
  if (last.size == 0) return true;  // Says nothing that could be lost.
  const std::vector<rows::Epoch> epochs = TRY(rows::epochs(transaction));
  for (const rows::Epoch& epoch : epochs)
    if (epoch.previous == note_text(last)) return true;
  for (const rows::Epoch& epoch : epochs)
    if (epoch.origin == last.origin && last.size <= epoch.size)
      return TRY(root_at(transaction, epoch.number, last.size)) == last.root;
  return false;
}

Growth::Growth(Books& books, store::Transaction& transaction, rows::Epoch epoch, VerifierKey key,
               Tree tree)
    : books_(books),
      transaction_(transaction),
      epoch_(std::move(epoch)),
      key_(std::move(key)),
      frontier_(std::move(tree.frontier)),
      tiler_(std::move(tree.tiler)) {}

Result<Growth> Growth::of(Books& books, store::Transaction& transaction, rows::Epoch epoch) {
  const Result<Frontier> frontier = frontier_of(epoch.size, subtree_of(transaction, epoch.number));
  if (!frontier && frontier.error().key == "evidence.bad_frontier") return store_changed();
  if (!frontier) return fail(frontier.error());
  VerifierKey key = TRY(books.key_of(epoch.origin, epoch.note));
  const Result<Checkpoint> was_signed = read_signed(epoch.note, key);
  if (!was_signed || was_signed->size != epoch.size || was_signed->root != frontier->root())
    return store_changed();
  std::vector<Tile> open = TRY(open_tiles(transaction, epoch.number, epoch.size));
  const std::uint64_t size = epoch.size;
  return Growth(books, transaction, std::move(epoch), std::move(key),
                {*frontier, Tiler(size, std::move(open))});
}

Result<void> Growth::add(const Entry& entry) {
  if (entry.position != frontier_.size()) return store_changed();
  const Hash leaf = leaf_hash(entry.bytes);
  frontier_.add(leaf);
  return tiler_.add(
      leaf, [&](const Tile& tile) { return rows::put_tile(transaction_, epoch_.number, tile); });
}

Result<std::string> Growth::sign() {
  TRY(tiler_.rest(
      [&](const Tile& tile) { return rows::put_tile(transaction_, epoch_.number, tile); }));
  const Checkpoint checkpoint{epoch_.origin, frontier_.size(), frontier_.root()};
  epoch_.size = checkpoint.size;
  epoch_.note = write_signed(checkpoint, key_,
                             TRY(books_.vault.sign_as(key_.public_key, note_text(checkpoint))));
  TRY(rows::update_epoch(transaction_, epoch_));
  TRY(rows::add_checkpoint(transaction_, epoch_, books_.clock.now()));
  return epoch_.note;
}

}  // namespace ombud::evidence
