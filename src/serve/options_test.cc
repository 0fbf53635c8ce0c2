#include "serve/options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/run_in_child_test.h"

namespace ombud::serve {
namespace {

// What `ombud serve` would do with these, in one line.
std::string options(std::vector<std::string> arguments) {
  const cli::Command command{
      .name = "serve",
      .summary = "Serve",
      .example = "serve",
      .options = {{.name = "--listen", .help = "x", .value_name = "X"},
                  {.name = "--public", .help = "x", .value_name = "X"},
                  {.name = "--certificate", .help = "x", .value_name = "X"},
                  {.name = "--certificate-key", .help = "x", .value_name = "X"},
                  {.name = "--workers", .help = "x", .value_name = "X"},
                  {.name = "--no-jobs", .help = "x", .flag = true}},
      .run = [](cli::Call& call) -> Result<int> {
        Options read = TRY(options_of(call));
        settle(read, read.settings.port == 0 ? 4711 : read.settings.port);
        std::string text = read.address + " tls=" + (read.behind_tls ? "proxy" : "no");
        for (const std::string& host : read.hosts) text += " " + host;
        call.line(text);
        return 0;
      }};
  arguments.insert(arguments.begin(), "serve");
  arguments.emplace_back("--json");
  const cli::Ran ran = cli::run_in_child({command}, arguments, {});
  if (ran.code != 0) {
    const std::size_t key = ran.err.find("\"key\":\"");
    return ran.err.substr(key + 7, ran.err.find('"', key + 7) - key - 7);
  }
  return "";
}

TEST(Options, ListenOnThisMachineUnlessSomebodySaysHowItIsSafe) {
  EXPECT_EQ(options({}), "");
  EXPECT_EQ(options({"--listen", "[::1]:0"}), "");
  EXPECT_EQ(options({"--listen", "0.0.0.0:8080"}), "serve.not_encrypted");
  EXPECT_EQ(options({"--listen", "192.0.2.1:8080", "--public", "http://ombud.example"}),
            "serve.not_encrypted");
  EXPECT_EQ(options({"--listen", "0.0.0.0:8080", "--public", "https://ombud.example"}), "");
  EXPECT_EQ(options({"--listen", "0.0.0.0:8443", "--certificate", "a", "--certificate-key", "b"}),
            "serve.say_public");
}

TEST(Options, AreRefusedWhereTheyAreNoneThatMeanSomething) {
  for (const char* listen : {"8080", "127.0.0.1", ":8080", "127.0.0.1:", "127.0.0.1:x",
                             "127.0.0.1:65536", "127.0.0.1:-1"})
    EXPECT_EQ(options({"--listen", listen}), "serve.bad_listen") << listen;
  for (const char* address : {"ombud.example", "https://", "https://a/b", "https://a b",
                              "ftp://ombud.example", "https://Ombud.example"})
    EXPECT_EQ(options({"--public", address}), "serve.bad_public") << address;
  EXPECT_EQ(options({"--certificate", "a"}), "serve.one_of_two");
  EXPECT_EQ(options({"--certificate-key", "a"}), "serve.one_of_two");
  for (const char* workers : {"0", "65", "x", "1.5"})
    EXPECT_EQ(options({"--workers", workers}), "serve.bad_workers") << workers;
}

}  // namespace
}  // namespace ombud::serve
