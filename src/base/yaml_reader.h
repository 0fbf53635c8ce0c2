#pragma once
// Reading a YAML file that says what the program does (kinds of record, ready content) so strictly
// that what stands in it is what happens: every word known, every name in its place. Whatever is
// wrong is said with file, line and what may stand there.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/yaml_tree.h"

namespace ombud {

/// One file while it is read. `file` is only named in errors, all of Errc::invalid.
class YamlReader {
 public:
  explicit YamlReader(std::string file) : file_(std::move(file)) {}

  /// Errors of read_yaml_tree(); "base.yaml_unreadable" {file, line} where those name a line.
  Result<YamlNode> tree(std::string_view yaml) const;

  /// "base.yaml_missing" {file, line, word}
  Failure missing(const YamlNode& in, std::string_view word) const;
  /// "base.yaml_bad_value" {file, line, word, value, allowed}
  Failure bad(const YamlNode& node, std::string_view word, std::string_view allowed) const;
  /// "base.yaml_points_nowhere" {file, line, word, value}
  Failure nowhere(const YamlNode& node, std::string_view word, const std::string& value) const;

  /// Nothing but these words below the node: else "base.yaml_unknown_word" {file, line, word,
  /// allowed}.
  Result<void> only(const YamlNode& node, std::string_view word,
                    std::span<const std::string_view> allowed) const;
  Result<std::string> text(const YamlNode& in, std::string_view word) const;
  Result<std::string> text_or(const YamlNode& in, std::string_view word,
                              std::string otherwise) const;
  /// A name in the program, which stands in answers and files: a-z and _, at most 40.
  Result<void> name(const YamlNode& node, std::string_view word, std::string_view name) const;
  /// "yes" or "no"; no where it is not there.
  Result<bool> flag(const YamlNode& in, std::string_view word) const;
  /// 0 where it is not there.
  Result<std::int64_t> number(const YamlNode& in, std::string_view word) const;
  /// One of the words, as its place among them.
  Result<std::size_t> one_of(const YamlNode& in, std::string_view word,
                             std::span<const std::string_view> words,
                             std::optional<std::size_t> otherwise = {}) const;
  /// A text, or a list of such.
  Result<std::vector<std::string>> texts(const YamlNode& node, std::string_view word) const;

 private:
  std::string file_;
};

}  // namespace ombud
