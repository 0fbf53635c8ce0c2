#pragma once
// What `ombud serve` is told, read and held against what would be unsafe.

#include <string>
#include <vector>

#include "cli/cli.h"
#include "http/server.h"

namespace ombud::serve {

struct Options {
  http::Settings settings;
  /// That a request may name, the one that people use first.
  std::vector<std::string> hosts;
  bool behind_tls = false;
  bool works = true;    // Does jobs too.
  std::string address;  // For people: "http://127.0.0.1:8080".
};

/// Errc::invalid "serve.bad_listen", "serve.bad_public", "serve.one_of_two" (a certificate without
/// its key), "serve.not_encrypted" (other machines would send passwords in the clear),
/// "serve.say_public", "serve.bad_workers" {most}.
Result<Options> options_of(const cli::Call& call);
/// Once the port is known: where it was asked for a free one.
void settle(Options& options, std::uint16_t port);

}  // namespace ombud::serve
