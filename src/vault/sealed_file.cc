#include "vault/sealed_file.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "base/text.h"
#include "vault/crypto.h"
#include "vault/files.h"
#include "vault/vault.h"

namespace ombud::vault {

namespace {

constexpr std::string_view magic = "ombud sealed file 1";
constexpr std::size_t chunk_bytes = 256 << 10;
constexpr std::size_t most_head_bytes = 4096;
constexpr std::size_t seal_bytes = crypto_secretstream_xchacha20poly1305_ABYTES;
constexpr std::size_t start_bytes = crypto_secretstream_xchacha20poly1305_HEADERBYTES;
static_assert(crypto_secretstream_xchacha20poly1305_KEYBYTES == key_bytes);

const unsigned char* raw(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

unsigned char* raw(std::string& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }

Failure damaged(const std::string& file) {
  return fail(Errc::invalid, "vault.sealed_file_damaged", {{"file", file}});
}

// The lines that anybody can read, without the sealed key.
std::string lines_of(const SealedHead& head) {
  return std::string(magic) + "\nkind: " + head.kind + "\norganisation: " + head.organisation.text +
         "\nmade: " + format_instant(head.made_at) + "\nkey: " + head.key + "\n";
}

struct WholeHead {
  SealedHead head;
  std::string sealed_key;
  std::size_t size = 0;  // Of the head in the file.
};

std::optional<WholeHead> parsed(std::string_view text) {
  const std::size_t end = text.find("\n\n");
  if (end == std::string_view::npos) return std::nullopt;
  const std::vector<std::string> lines = split(text.substr(0, end), '\n');
  if (lines.size() != 6 || lines[0] != magic) return std::nullopt;
  const auto after = [&](std::size_t line, std::string_view name) -> std::string {
    return lines[line].starts_with(name) ? lines[line].substr(name.size()) : "";
  };
  WholeHead whole;
  whole.head.kind = after(1, "kind: ");
  whole.head.organisation.text = after(2, "organisation: ");
  const Result<Instant> made_at = parse_instant(after(3, "made: "));
  whole.head.key = after(4, "key: ");
  const Result<std::string> sealed = from_base64(after(5, "sealed: "));
  if (whole.head.kind.empty() || !is_uuid(whole.head.organisation.text) || !made_at ||
      whole.head.key.size() != 8 || !sealed || sealed->empty())
    return std::nullopt;
  whole.head.made_at = *made_at;
  whole.sealed_key = *sealed;
  whole.size = end + 2;
  return whole;
}

Result<WholeHead> read_head(const std::string& file, int descriptor) {
  std::string text(most_head_bytes, '\0');
  std::size_t size = 0;
  while (size < text.size()) {
    const ssize_t got =
        pread(descriptor, text.data() + size, text.size() - size, static_cast<off_t>(size));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return fail(Errc::forbidden, "vault.sealed_file_not_readable", {{"file", file}});
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
  }
  std::optional<WholeHead> whole = parsed(std::string_view(text).substr(0, size));
  if (!whole) return fail(Errc::invalid, "vault.not_a_sealed_file", {{"file", file}});
  return *std::move(whole);
}

Result<File> opened_file(const std::string& file) {
  File opened(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat facts{};
  if (opened.descriptor() < 0)
    return errno == EACCES
               ? fail(Errc::forbidden, "vault.sealed_file_not_readable", {{"file", file}})
               : fail(Errc::not_found, "vault.no_sealed_file", {{"file", file}});
  if (fstat(opened.descriptor(), &facts) != 0 || !S_ISREG(facts.st_mode))
    return fail(Errc::invalid, "vault.not_a_sealed_file", {{"file", file}});
  return opened;
}

std::string length_of(std::size_t size) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(size >> shift & 0xff);
  return bytes;
}

}  // namespace

struct SealedWriter::State {
  std::string file;
  File opened;
  crypto_secretstream_xchacha20poly1305_state stream{};
  std::string waiting;

  State(std::string name, File from) : file(std::move(name)), opened(std::move(from)) {}

  State(const State&) = delete;
  State& operator=(const State&) = delete;

  ~State() {
    sodium_memzero(&stream, sizeof stream);
    sodium_memzero(waiting.data(), waiting.size());
  }

  Result<void> put(std::string_view bytes) {
    const int error = write_all(opened.descriptor(), bytes);
    if (error != 0) return write_failure(error, file);
    return {};
  }
};

SealedWriter::SealedWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}

SealedWriter::SealedWriter(SealedWriter&&) noexcept = default;
SealedWriter::~SealedWriter() = default;

Result<SealedWriter> SealedWriter::create(const std::string& file, const std::string& kind,
                                          const KeyFile& key, Instant made_at) {
  start_sodium();
  File opened(::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (opened.descriptor() < 0) return write_failure(errno == EEXIST ? EIO : errno, file);
  SealedWriter writer(std::make_unique<State>(file, std::move(opened)));
  const std::string lines = lines_of({kind, key.organisation, made_at, key_mark(key.root)});
  const Key own = Key::make();
  const std::string sealed = seal_with(derive_key(key.root, {"sealed file"}), lines, own.bytes());
  std::string start(start_bytes, '\0');
  must(crypto_secretstream_xchacha20poly1305_init_push(&writer.state_->stream, raw(start),
                                                       own.data()) == 0);
  TRY(writer.state_->put(lines + "sealed: " + to_base64(sealed) + "\n\n" + start));
  return writer;
}

Result<void> SealedWriter::chunk(std::string_view plain, bool last) {
  std::string sealed(plain.size() + seal_bytes, '\0');
  const unsigned char tag = last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL
                                 : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE;
  must(crypto_secretstream_xchacha20poly1305_push(&state_->stream, raw(sealed), nullptr, raw(plain),
                                                  plain.size(), nullptr, 0, tag) == 0);
  TRY(state_->put(length_of(sealed.size())));
  return state_->put(sealed);
}

Result<void> SealedWriter::write(std::string_view bytes) {
  std::string& waiting = state_->waiting;
  while (!bytes.empty()) {
    const std::string_view some = bytes.substr(0, chunk_bytes - waiting.size());
    waiting += some;
    bytes.remove_prefix(some.size());
    if (waiting.size() < chunk_bytes) break;
    TRY(chunk(waiting, false));
    waiting.clear();
  }
  return {};
}

Result<void> SealedWriter::finish() {
  TRY(chunk(state_->waiting, true));
  if (fsync(state_->opened.descriptor()) != 0) return write_failure(errno, state_->file);
  // Some file systems tell of a full disk only here.
  if (!state_->opened.close()) return write_failure(errno, state_->file);
  return {};
}

Result<SealedHead> read_sealed_head(const std::string& file) {
  const File opened = TRY(opened_file(file));
  return TRY(read_head(file, opened.descriptor())).head;
}

struct SealedReader::State {
  std::string file;
  File opened;
  SealedHead head;
  crypto_secretstream_xchacha20poly1305_state stream{};
  std::string plain;  // Of the chunk at hand, and how much of it was read.
  std::size_t at = 0;
  bool last = false;
  std::uint64_t done = 0;
  std::uint64_t all = 0;

  State(std::string name, File from) : file(std::move(name)), opened(std::move(from)) {}

  State(const State&) = delete;
  State& operator=(const State&) = delete;

  ~State() {
    sodium_memzero(&stream, sizeof stream);
    sodium_memzero(plain.data(), plain.size());
  }

  // False where the file ends before.
  bool take(std::string& bytes) {
    std::size_t size = 0;
    while (size < bytes.size()) {
      const ssize_t got = ::read(opened.descriptor(), bytes.data() + size, bytes.size() - size);
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) return false;
      size += static_cast<std::size_t>(got);
      done += static_cast<std::uint64_t>(got);
    }
    return true;
  }
};

SealedReader::SealedReader(std::unique_ptr<State> state) : state_(std::move(state)) {}

SealedReader::SealedReader(SealedReader&&) noexcept = default;
SealedReader::~SealedReader() = default;

Result<SealedReader> SealedReader::open(const std::string& file, const KeyFile& key) {
  start_sodium();
  File opened = TRY(opened_file(file));
  const WholeHead whole = TRY(read_head(file, opened.descriptor()));
  const std::string given = key_mark(key.root);
  if (whole.head.key != given)
    return fail(Errc::forbidden, "vault.other_key",
                {{"file", file}, {"needed", whole.head.key}, {"given", given}});
  const std::optional<Secret> own =
      open_with(derive_key(key.root, {"sealed file"}), lines_of(whole.head), whole.sealed_key);
  if (!own || own->reveal().size() != key_bytes) return damaged(file);

  SealedReader reader(std::make_unique<State>(file, std::move(opened)));
  State& state = *reader.state_;
  state.head = whole.head;
  struct stat facts{};
  if (fstat(state.opened.descriptor(), &facts) == 0)
    state.all = static_cast<std::uint64_t>(facts.st_size);
  std::string head(whole.size, '\0');
  std::string start(start_bytes, '\0');
  if (!state.take(head) || !state.take(start) ||
      crypto_secretstream_xchacha20poly1305_init_pull(&state.stream, raw(start),
                                                      raw(own->reveal())) != 0)
    return damaged(file);
  return reader;
}

const SealedHead& SealedReader::head() const { return state_->head; }

std::uint64_t SealedReader::bytes_done() const { return state_->done; }

std::uint64_t SealedReader::bytes_all() const { return state_->all; }

Result<void> SealedReader::next_chunk() {
  State& state = *state_;
  std::string length(4, '\0');
  if (state.last || !state.take(length)) return damaged(state.file);
  std::size_t size = 0;
  for (const char byte : length) size = size << 8 | static_cast<unsigned char>(byte);
  if (size < seal_bytes || size > chunk_bytes + seal_bytes) return damaged(state.file);
  std::string sealed(size, '\0');
  if (!state.take(sealed)) return damaged(state.file);
  state.plain.assign(size - seal_bytes, '\0');
  state.at = 0;
  unsigned char tag = 0;
  if (crypto_secretstream_xchacha20poly1305_pull(&state.stream, raw(state.plain), nullptr, &tag,
                                                 raw(std::string_view(sealed)), sealed.size(),
                                                 nullptr, 0) != 0)
    return damaged(state.file);
  state.last = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
  return {};
}

Result<std::string> SealedReader::read(std::size_t size) {
  State& state = *state_;
  std::string bytes;
  while (bytes.size() < size) {
    if (state.at == state.plain.size()) TRY(next_chunk());
    const std::string_view rest = std::string_view(state.plain).substr(state.at);
    const std::string_view some = rest.substr(0, size - bytes.size());
    bytes += some;
    state.at += some.size();
  }
  return bytes;
}

Result<bool> SealedReader::at_end() {
  State& state = *state_;
  while (state.at == state.plain.size() && !state.last) TRY(next_chunk());
  if (state.at < state.plain.size()) return false;
  std::string more(1, '\0');
  if (state.take(more)) return damaged(state.file);
  return true;
}

}  // namespace ombud::vault
