#include "keys/paper.h"

#include <algorithm>

#include "base/text.h"
#include "vault/vault.h"

namespace ombud::keys {

namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr char version = 1;
constexpr std::size_t set_bytes = 4;
constexpr std::size_t check_bytes = 4;
constexpr std::size_t id_bytes = 16;
constexpr std::size_t time_bytes = 8;
constexpr std::size_t secret_bytes = id_bytes + time_bytes + vault::key_bytes + check_bytes;
constexpr std::size_t share_bytes = 3 + set_bytes + secret_bytes + check_bytes;
constexpr std::size_t line_letters = 20;
constexpr std::size_t check_letters = 3;
constexpr std::size_t share_letters = (share_bytes * 8 + 4) / 5;
constexpr std::size_t share_lines = (share_letters + line_letters - 1) / line_letters;

std::string to_letters(std::string_view bytes) {
  std::string letters;
  unsigned held = 0;
  int bits = 0;
  for (const char byte : bytes) {
    held = held << 8 | static_cast<unsigned char>(byte);
    for (bits += 8; bits >= 5; bits -= 5) letters += alphabet[held >> (bits - 5) & 31];
    held &= (1u << bits) - 1;
  }
  if (bits > 0) letters += alphabet[held << (5 - bits) & 31];
  return letters;
}

std::string from_letters(std::string_view letters, std::size_t size) {
  std::string bytes;
  unsigned held = 0;
  int bits = 0;
  for (const char letter : letters) {
    held = held << 5 | static_cast<unsigned>(alphabet.find(letter));
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes += static_cast<char>(held >> bits & 0xff);
    held &= (1u << bits) - 1;
  }
  bytes.resize(size);
  return bytes;
}

std::string start_of_hash(std::string_view of, std::size_t size) {
  return vault::sha256(of).substr(0, size);
}

// Three letters over the line, its number and the share's, so that lines can't change places.
std::string check_of(int share, std::size_t line, std::string_view letters) {
  const std::string text = "ombud paper " + std::to_string(share) + " " + std::to_string(line) +
                           " " + std::string(letters);
  return to_letters(start_of_hash(text, 2)).substr(0, check_letters);
}

std::string packed(const PaperShare& share) {
  std::string bytes{version, static_cast<char>(share.needed), static_cast<char>(share.share.x)};
  bytes += share.set + share.share.bytes.reveal();
  return bytes + start_of_hash(bytes, check_bytes);
}

// The letters of a typed line after its number; nothing where a letter is none of ours.
std::optional<std::string> letters_of(std::string_view typed) {
  std::string letters;
  for (const char c : typed) {
    if (c == ' ' || c == '-' || c == '\t') continue;
    char upper = static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    if (upper == 'O') upper = '0';
    if (upper == 'I' || upper == 'L') upper = '1';
    if (alphabet.find(upper) == std::string_view::npos) return std::nullopt;
    letters += upper;
  }
  return letters;
}

Failure at_line(const char* key, std::size_t share, std::size_t line) {
  return fail(Errc::invalid, key,
              {{"share", std::to_string(share)}, {"line", std::to_string(line)}});
}

// One share's letters, in which its number is only known at the end: the check is over that too.
Result<PaperShare> read_share(const std::vector<std::string>& lines, std::size_t which) {
  std::string letters;
  for (const std::string& line : lines) letters += line.substr(0, line.size() - check_letters);
  const std::string bytes = from_letters(letters, share_bytes);
  const int number = static_cast<unsigned char>(bytes[2]);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string_view line = lines[i];
    const std::string_view body = line.substr(0, line.size() - check_letters);
    if (check_of(number, i + 1, body) != line.substr(body.size()))
      return at_line("keys.bad_line", which, i + 1);
  }
  const std::string_view content = std::string_view(bytes).substr(0, share_bytes - check_bytes);
  if (bytes[0] != version || number == 0 || bytes[1] == 0 ||
      start_of_hash(content, check_bytes) != bytes.substr(content.size()))
    return fail(Errc::invalid, "keys.bad_share", {{"share", std::to_string(which)}});
  PaperShare share{static_cast<unsigned char>(bytes[1]), number, bytes.substr(3, set_bytes), {}};
  share.share.x = static_cast<std::uint8_t>(number);
  share.share.bytes = Secret(bytes.substr(3 + set_bytes, secret_bytes));
  return share;
}

}  // namespace

std::vector<Secret> PaperShare::lines() const {
  const Secret all(to_letters(packed(*this)));
  std::vector<Secret> lines;
  for (std::size_t i = 0; i < share_lines; ++i) {
    const std::string letters = all.reveal().substr(i * line_letters, line_letters);
    std::string line = std::to_string(i + 1) + " ";
    for (std::size_t at = 0; at < letters.size(); at += 4) line += " " + letters.substr(at, 4);
    lines.emplace_back(line + "  " + check_of(number, i + 1, letters));
  }
  return lines;
}

std::vector<PaperShare> on_paper(const vault::KeyFile& key, int needed, int count) {
  std::string bytes;
  const Result<std::string> id = [&] {
    std::string hex = key.organisation.text;
    std::erase(hex, '-');
    return from_hex(hex);
  }();
  must(id.has_value() && id->size() == id_bytes);
  bytes += *id;
  const auto at = static_cast<std::uint64_t>(key.made_at.time_since_epoch().count());
  for (int shift = 56; shift >= 0; shift -= 8) bytes += static_cast<char>(at >> shift & 0xff);
  bytes += key.root.bytes();
  bytes += start_of_hash(bytes, check_bytes);
  const Secret whole(std::move(bytes));
  const std::string set = vault::random_bytes(set_bytes);
  std::vector<PaperShare> papers;
  for (Share& share : split_secret(whole.reveal(), needed, count)) {
    const int number = share.x;
    papers.push_back({needed, number, set, std::move(share)});
  }
  return papers;
}

Result<std::vector<PaperShare>> read_paper(const std::vector<Secret>& typed) {
  std::vector<PaperShare> shares;
  std::vector<std::string> lines;  // Of the share at hand.
  for (const Secret& secret : typed) {
    const std::string& text = secret.reveal();
    const std::size_t space = text.find_first_of(" \t");
    const std::size_t which = shares.size() + 1;
    if (space != 1 || text[0] < '1' || text[0] > '9') continue;
    const auto line = static_cast<std::size_t>(text[0] - '0');
    if (line != lines.size() + 1) return at_line("keys.line_missing", which, lines.size() + 1);
    const std::optional<std::string> letters = letters_of(std::string_view(text).substr(2));
    const std::size_t expected =
        std::min(line_letters, share_letters - (line - 1) * line_letters) + check_letters;
    if (!letters || letters->size() != expected) return at_line("keys.bad_line", which, line);
    lines.push_back(*letters);
    if (lines.size() < share_lines) continue;
    shares.push_back(TRY(read_share(lines, which)));
    lines.clear();
  }
  if (!lines.empty()) return at_line("keys.line_missing", shares.size() + 1, lines.size() + 1);
  return shares;
}

Result<vault::KeyFile> joined_key(const std::vector<PaperShare>& shares) {
  std::vector<Share> points;
  for (const PaperShare& paper : shares) {
    if (paper.set != shares.front().set || paper.needed != shares.front().needed)
      return fail(Errc::invalid, "keys.not_together");
    for (const Share& other : points)
      if (other.x == paper.share.x)
        return fail(Errc::invalid, "keys.same_share", {{"share", std::to_string(paper.number)}});
    points.push_back(paper.share);
  }
  const int needed = shares.empty() ? 1 : shares.front().needed;
  if (std::ssize(points) < needed)
    return fail(Errc::invalid, "keys.not_enough",
                {{"have", std::to_string(points.size())}, {"needed", std::to_string(needed)}});
  const Secret whole = joined_secret(points);
  const std::string& bytes = whole.reveal();
  const std::string_view content = std::string_view(bytes).substr(0, secret_bytes - check_bytes);
  if (start_of_hash(content, check_bytes) != bytes.substr(content.size()))
    return fail(Errc::invalid, "keys.no_key");
  std::string id = to_hex(content.substr(0, id_bytes));
  for (const std::size_t at : {8u, 13u, 18u, 23u}) id.insert(at, "-");
  std::uint64_t at = 0;
  for (const char byte : content.substr(id_bytes, time_bytes))
    at = at << 8 | static_cast<unsigned char>(byte);
  return vault::KeyFile{OrganisationId{id},
                        Instant(std::chrono::microseconds(static_cast<std::int64_t>(at))),
                        vault::Key(content.substr(id_bytes + time_bytes, vault::key_bytes))};
}

}  // namespace ombud::keys
