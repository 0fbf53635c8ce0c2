#pragma once
// CSV files that somebody brought by the browser: whoever has no way into a database takes an
// export out of it and drops the files here. They are gathered piece by piece in a folder of their
// own within the data folder; named as a system they stay there, and what nobody named is gone
// after a day. Nothing of them is ever held whole, and no name of theirs leads out of the folder.
//
//     begin → write (each file, piece by piece) → look → named as a system, or swept

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/encoding.h"
#include "connectors/connectors.h"

namespace ombud::connectors::drops {

inline constexpr std::size_t most_piece_bytes = 1024UL * 1024;
inline constexpr std::uint64_t most_file_bytes = 64UL * 1024 * 1024;
inline constexpr std::uint64_t most_bytes = 256UL * 1024 * 1024;  // Of one drop.
inline constexpr std::size_t most_files = 100;
inline constexpr std::size_t most_open = 8;  // Drops of an organisation that nobody named yet.
inline constexpr std::chrono::hours kept{24};

/// A new, empty one; what is older than `kept` and no system's goes. Errc::conflict
/// "connectors.drop_too_many" {most}; Errc::unavailable "connectors.drop_not_written",
/// Errc::exhausted "connectors.drop_full".
Result<std::string> begin(accounts::Office& office);

struct Piece {
  std::string file;  // "members.csv"
  std::uint64_t at = 0;
  std::string_view bytes;
};

/// Puts the bytes at their place; what stood from there on is gone, so that a piece can be sent
/// again. How long the file is now. Errc::not_found "connectors.drop_unknown"; Errc::invalid
/// "connectors.drop_bad_name" {name} (not NAME.csv, or with a / or an invisible character in it),
/// "connectors.drop_gap" {size}, "connectors.drop_too_large" {name, most} (MiB),
/// "connectors.drop_too_many_files" {most}; Errc::conflict "connectors.drop_used"; those of begin.
Result<std::uint64_t> write(accounts::Office& office, const std::string& drop, const Piece& piece);

struct Seen {
  std::string file;
  std::string table;
  std::int64_t bytes = 0;
  Encoding encoding = Encoding::utf8;
  char separator = ',';
  std::vector<std::string> columns;
};

/// What is in it, as far as the header rows tell. "connectors.drop_unknown",
/// "connectors.drop_empty"; errors of csv::read_folder.
Result<std::vector<Seen>> look(accounts::Office& office, const std::string& drop);
/// Errc::conflict "connectors.drop_used"; "connectors.drop_unknown".
Result<void> remove(accounts::Office& office, const std::string& drop);

/// Where its files lie, for a system that is to be made of it. "connectors.drop_unknown",
/// "connectors.drop_used".
Result<Address> address_of(accounts::Office& office, const std::string& drop);
/// An address as it stands in the store, where the files lie now: a folder of a drop belongs to the
/// data folder, also to one that was restored elsewhere.
Address here(const accounts::Office& office, Address address);
/// Whether the system's files lie with Ombud.
bool is_dropped(const accounts::Office& office, const Address& address);
/// After its system was removed: its files too, where they lie with Ombud. Errors of remove; what
/// could not be removed goes with the next sweep.
Result<void> forget(accounts::Office& office, const Address& address);
/// What is older than `kept` and belongs to no system. What can't be removed stays for the next
/// time.
Result<void> sweep(accounts::Office& office);

}  // namespace ombud::connectors::drops
