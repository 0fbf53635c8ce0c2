// A plan's lines as bytes: a million of them are read and written in a second.

#include "actions/bytes.h"
#include "actions/plan.h"

namespace ombud::actions {

namespace {

constexpr char format = 2;  // First byte of every chunk of lines.

Failure damaged() { return fail(Errc::internal, "actions.plan_damaged"); }

}  // namespace

std::string write_lines(std::span<const Line> lines) {
  std::string bytes(1, format);
  for (const Line& line : lines) {
    put_number(bytes, line.step << 2 | (line.chosen ? 2 : 0) | (line.also_anothers ? 1 : 0));
    put_number(bytes, line.key.size());
    for (const sql::Value& value : line.key) put_text(bytes, sql::canonical(value));
    put_number(bytes, static_cast<std::uint64_t>(line.copies));
    put_digest(bytes, line.belongs);
    put_text(bytes, line.via);
  }
  return bytes;
}

Result<std::vector<Line>> read_lines(std::string_view bytes) {
  if (bytes.empty() || bytes.front() != format) return damaged();
  Reader reader(bytes.substr(1));
  std::vector<Line> lines;
  while (!reader.at_end()) {
    Line line;
    const std::uint64_t head = reader.number();
    line.step = head >> 2;
    line.chosen = (head & 2) != 0;
    line.also_anothers = (head & 1) != 0;
    const std::uint64_t columns = reader.number();
    for (std::uint64_t i = 0; i < columns && reader.ok(); ++i) {
      std::optional<sql::Value> value = sql::from_canonical(reader.text());
      if (!value) return damaged();
      line.key.push_back(*std::move(value));
    }
    line.copies = static_cast<std::int64_t>(reader.number());
    line.belongs = reader.digest();
    line.via = reader.text();
    if (!reader.ok()) return damaged();
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace ombud::actions
