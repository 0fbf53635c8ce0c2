#include "backup/copy.h"
#include "backup/records.h"

namespace ombud::backup {

namespace {

constexpr std::size_t most_payload_bytes = 1u << 30;

class Reader {
 public:
  Reader(std::string file, vault::SealedReader source, const Reading& reading, Progress& progress)
      : file_(std::move(file)),
        source_(std::move(source)),
        reading_(reading),
        progress_(progress) {}

  Result<Manifest> run() {
    for (;;) {
      const Record record = TRY(next());
      switch (record.kind) {
        case Kind::table:
          TRY(begin_table(record.payload));
          break;
        case Kind::row:
          TRY(take_row(record.payload));
          break;
        case Kind::file:
          TRY(take_file(record.payload));
          break;
        case Kind::piece:
          TRY(take_piece(record.payload));
          break;
        case Kind::manifest:
          return end(record.payload);
        default:
          return not_understood();
      }
    }
  }

 private:
  Failure not_understood() const {
    return fail(Errc::invalid, "backup.not_understood", {{"file", file_}});
  }

  Result<Record> next() {
    const std::string head = TRY(source_.read(5));
    std::size_t size = 0;
    for (std::size_t i = 1; i < head.size(); ++i)
      size = size << 8 | static_cast<unsigned char>(head[i]);
    if (size > most_payload_bytes) return not_understood();
    Record record{static_cast<Kind>(head[0]), TRY(source_.read(size))};
    progress_.tell("bytes", source_.bytes_done(), source_.bytes_all());
    return record;
  }

  // The table that was being read is whole.
  void end_table() {
    if (tables_.empty()) return;
    tables_.back().sha256 = hasher_->hex();
    tables_.back().sum = sum_.hex();
  }

  Result<void> begin_table(const std::string& payload) {
    end_table();
    const std::optional<sql::Row> head = unpack(payload);
    if (!head || head->empty()) return not_understood();
    TablePart part;
    for (const sql::Value& value : *head) {
      const auto* text = std::get_if<std::string>(&value);
      if (text == nullptr) return not_understood();
      part.columns.push_back(*text);
    }
    part.name = part.columns.front();
    part.columns.erase(part.columns.begin());
    tables_.push_back(std::move(part));
    hasher_.emplace();
    sum_ = RowSum();
    if (reading_.on_table) TRY(reading_.on_table(tables_.back()));
    return {};
  }

  Result<void> take_row(const std::string& payload) {
    if (tables_.empty()) return not_understood();
    TablePart& part = tables_.back();
    hasher_->add(payload);
    sum_.add(payload);
    ++part.rows;
    std::optional<sql::Row> row = unpack(payload);
    if (!row || row->size() != part.columns.size()) return not_understood();
    if (reading_.on_row) TRY(reading_.on_row(tables_.size() - 1, *std::move(row)));
    return {};
  }

  // The file that came by pieces is whole.
  void end_file() {
    if (of_file_) files_.back().sha256 = of_file_->hex();
    of_file_.reset();
  }

  Result<void> take_piece(const std::string& payload) {
    const std::optional<sql::Row> row = unpack(payload);
    if (!row || row->size() != 3) return not_understood();
    const auto* name = std::get_if<std::string>(&row->at(0));
    const auto* at = std::get_if<std::int64_t>(&row->at(1));
    const auto* bytes = std::get_if<sql::Blob>(&row->at(2));
    if (name == nullptr || at == nullptr || bytes == nullptr) return not_understood();
    if (*at == 0) {
      end_file();
      files_.push_back({*name, 0, ""});
      of_file_.emplace();
    }
    if (!of_file_ || files_.back().name != *name || files_.back().bytes != *at)
      return not_understood();
    of_file_->add(bytes->bytes);
    files_.back().bytes += std::ssize(bytes->bytes);
    if (reading_.on_piece) TRY(reading_.on_piece({*name, *at, bytes->bytes}));
    return {};
  }

  Result<void> take_file(const std::string& payload) {
    end_file();
    const std::optional<sql::Row> row = unpack(payload);
    if (!row || row->size() != 2) return not_understood();
    const auto* name = std::get_if<std::string>(&row->at(0));
    const auto* bytes = std::get_if<sql::Blob>(&row->at(1));
    if (name == nullptr || bytes == nullptr) return not_understood();
    Hasher hasher;
    hasher.add(bytes->bytes);
    files_.push_back({*name, std::ssize(bytes->bytes), hasher.hex()});
    if (reading_.on_file) TRY(reading_.on_file(*name, bytes->bytes));
    return {};
  }

  Result<Manifest> end(const std::string& payload) {
    end_table();
    end_file();
    std::optional<Manifest> manifest = manifest_of(payload);
    if (!manifest) return not_understood();
    if (!TRY(source_.at_end()) || manifest->tables != tables_ || manifest->files != files_)
      return fail(Errc::invalid, "vault.sealed_file_damaged", {{"file", file_}});
    return *std::move(manifest);
  }

  std::string file_;
  vault::SealedReader source_;
  const Reading& reading_;
  Progress& progress_;
  std::vector<TablePart> tables_;
  std::vector<FilePart> files_;
  std::optional<Hasher> hasher_;
  RowSum sum_;
  std::optional<Hasher> of_file_;
};

}  // namespace

Result<Manifest> read_through(const std::string& file, std::string_view kind,
                              const vault::KeyFile& key, const Reading& reading,
                              Progress& progress) {
  const vault::SealedHead head = TRY(vault::read_sealed_head(file));
  if (head.kind != kind) return fail(Errc::conflict, "backup.other_kind", {{"file", file}});
  return Reader(file, TRY(vault::SealedReader::open(file, key)), reading, progress).run();
}

}  // namespace ombud::backup
