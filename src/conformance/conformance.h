#pragma once
// What is asked of Ombud, and how far it goes. One file, docs/conformance.yaml, has a row for each
// requirement; it is compiled in, so that the program itself says what it does not do yet.
// tools/check_conformance.py holds what the rows point to against the tree.

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "cli/cli.h"

namespace ombud::conformance {

enum class State : std::uint8_t { met, partly, not_yet, not_applicable };
inline constexpr std::array states{State::met, State::partly, State::not_yet,
                                   State::not_applicable};

/// "met", "partly", "not_yet", "not_applicable".
std::string_view word(State state);

struct Row {
  std::string id;    // "S1" … "S408".
  std::string area;  // "REG": the part of data protection that it belongs to.
  std::string asks;  // A sentence.
  State state = State::not_yet;
  std::vector<std::string> by;  // Tests, stories, journeys, routes, pages, fields, commands.
  std::string why;              // What is missing, or why it can't apply; may be empty if met.
};

/// The file as it was compiled in.
std::string_view document();

/// The rows in the order of the file. Errc::invalid "conformance.bad_row" {line}: a member that is
/// unknown, missing or of another kind; a state that is none. As read_yaml_tree() where it is no
/// YAML.
Result<std::vector<Row>> read(std::string_view yaml);

/// How many rows of each area are in each state, in the order of `states`.
using Counts = std::map<std::string, std::array<std::size_t, states.size()>, std::less<>>;
Counts count(const std::vector<Row>& rows);

/// `ombud conformance`. No account, no store: it tells of the program, not of anybody's data.
std::vector<cli::Command> commands();

}  // namespace ombud::conformance
