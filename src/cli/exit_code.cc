// The one place where a kind of error becomes a number that a script can act on.

#include "cli/cli.h"

namespace ombud::cli {

int exit_code(Errc code) {
  switch (code) {
    case Errc::invalid:
      return usage;
    case Errc::not_found:
      return 3;
    case Errc::forbidden:
      return 4;
    case Errc::conflict:
      return 5;
    case Errc::unavailable:
      return 6;
    case Errc::internal:
      return 7;
    case Errc::exhausted:
      return 9;
  }
  std::abort();  // Every enumerator returns above.
}

std::string_view error_word(Errc code) {
  switch (code) {
    case Errc::invalid:
      return "invalid";
    case Errc::not_found:
      return "not_found";
    case Errc::forbidden:
      return "forbidden";
    case Errc::conflict:
      return "conflict";
    case Errc::unavailable:
      return "unavailable";
    case Errc::internal:
      return "internal";
    case Errc::exhausted:
      return "exhausted";
  }
  std::abort();  // Every enumerator returns above.
}

}  // namespace ombud::cli
