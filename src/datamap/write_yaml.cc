// A map as YAML for people and for git: tables in the map's order, one field or link a line, words
// bare where YAML reads them back as they are and in double quotes otherwise, what is usual left
// out. Equal maps give equal text, and from_yaml() gives the same map back.
#include <fmt/format.h>

#include "datamap/datamap.h"

namespace ombud::datamap {

namespace {

/// True where plain text is read back as the same text by every reader of YAML, 1.1 included.
bool reads_back_bare(std::string_view text) {
  if (text.empty() || text.size() > 60) return false;
  const auto first = static_cast<unsigned char>(text.front());
  if (std::isalpha(first) == 0 && first != '_') return false;
  for (const char byte : text)
    if (std::isalnum(static_cast<unsigned char>(byte)) == 0 && byte != '_' && byte != '-' &&
        byte != '.')
      return false;
  static constexpr std::string_view read_as_others[] = {"true", "false", "yes", "no", "on",
                                                        "off",  "null",  "y",   "n"};
  std::string lower(text);
  for (char& byte : lower) byte = static_cast<char>(std::tolower(static_cast<unsigned char>(byte)));
  return std::find(std::begin(read_as_others), std::end(read_as_others), lower) ==
         std::end(read_as_others);
}

std::string quoted(std::string_view text) {
  std::string written = "\"";
  for (const char byte : text) {
    const auto code = static_cast<unsigned char>(byte);
    if (byte == '"' || byte == '\\')
      written += {'\\', byte};
    else if (byte == '\n')
      written += "\\n";
    else if (byte == '\t')
      written += "\\t";
    else if (code < 0x20 || code == 0x7F)
      written += fmt::format("\\x{:02x}", code);
    else
      written += byte;
  }
  return written + "\"";
}

std::string scalar(std::string_view text) {
  return reads_back_bare(text) ? std::string(text) : quoted(text);
}

std::string list(const std::vector<std::string>& texts) {
  std::string written = "[";
  for (const std::string& text : texts) written += (written.size() > 1 ? ", " : "") + scalar(text);
  return written + "]";
}

// {a: b, c: "d e"}; members that say nothing are left out.
class Flow {
 public:
  void add(std::string_view name, std::string_view written) {
    text_ += fmt::format("{}{}: {}", text_.empty() ? "" : ", ", name, written);
  }

  void add_text(std::string_view name, std::string_view text) {
    if (!text.empty()) add(name, scalar(text));
  }

  void add_confidence(double confidence) {
    if (confidence != 1) add("confidence", fmt::format("{}", confidence));
  }

  std::string str() const { return "{" + text_ + "}"; }

 private:
  std::string text_;
};

// [[profile.email, email, ordinary], …]
std::string written(const std::vector<Inside>& inside) {
  std::string all = "[";
  for (const Inside& one : inside)
    all += (all.size() > 1 ? ", " : "") +
           list({one.where, std::string(word(one.category)), std::string(word(one.data_class))});
  return all + "]";
}

std::string written(const Field& field) {
  Flow flow;
  flow.add("category", word(field.category));
  flow.add_text("part", field.part);
  flow.add("class", word(field.data_class));
  if (field.origin != Origin::unknown) flow.add("origin", word(field.origin));
  if (field.identifies) flow.add("identifies", "true");
  flow.add("erase", word(field.erase));
  if (field.erase == Erase::constant || !field.constant.empty())
    flow.add("constant", scalar(field.constant));
  flow.add_text("because", field.because);
  if (!field.inside.empty()) flow.add("inside", written(field.inside));
  flow.add_confidence(field.confidence);
  flow.add_text("reason", field.reason);
  return flow.str();
}

std::string written(const Link& link) {
  Flow flow;
  flow.add("from", scalar(link.from_table));
  flow.add("columns", list(link.from_columns));
  flow.add("to", scalar(link.to_table));
  flow.add("to_columns", list(link.to_columns));
  flow.add("means", word(link.means));
  flow.add("kind", word(link.kind));
  if (!link.where_column.empty()) {
    flow.add("where_column", scalar(link.where_column));
    flow.add("where_value", scalar(link.where_value));
  }
  flow.add_confidence(link.confidence);
  flow.add_text("reason", link.reason);
  return flow.str();
}

void write(std::string& out, const Table& table) {
  out += fmt::format("  {}:\n    holds: {}\n", scalar(table.name), word(table.holds));
  const auto line = [&](std::string_view name, std::string_view text) {
    if (!text.empty()) out += fmt::format("    {}: {}\n", name, scalar(text));
  };
  line("subject", table.subject);
  if (table.delete_rows) out += "    delete_rows: true\n";
  line("because", table.because);
  if (table.confidence != 1) out += fmt::format("    confidence: {}\n", table.confidence);
  line("reason", table.reason);
  if (table.fields.empty()) return;
  out += "    fields:\n";
  for (const Field& field : table.fields)
    out += fmt::format("      {}: {}\n", scalar(field.column), written(field));
}

}  // namespace

std::string to_yaml(const Map& map) {
  std::string out = "# Which table and field is whose personal data, and how each is erased.\n";
  out += "format: ombud-data-map-1\n";
  out += fmt::format("system: {}\n", scalar(map.system));
  if (!map.catalogue.empty()) out += fmt::format("catalogue: {}\n", quoted(map.catalogue));
  out += map.tables.empty() ? "tables: {}\n" : "tables:\n";
  for (const Table& table : map.tables) write(out, table);
  out += map.links.empty() ? "links: []\n" : "links:\n";
  for (const Link& link : map.links) out += fmt::format("  - {}\n", written(link));
  return out;
}

}  // namespace ombud::datamap
