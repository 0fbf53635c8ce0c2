#pragma once
// The Call of a real invocation: values from the grammar, answers to Output, questions to the
// terminal, progress as a bar.

#include <chrono>
#include <string>
#include <vector>

#include "cli/cli.h"
#include "cli/grammar.h"
#include "cli/output.h"

namespace ombud::cli {

/// Shows itself after a second of work, then ten times a second at most.
class Bar final : public Progress {
 public:
  Bar(Output& output, Language language, bool quiet)
      : output_(output), language_(language), quiet_(quiet) {}

  void tell(std::string_view what, std::uint64_t done, std::uint64_t all) override;

 private:
  using Time = std::chrono::steady_clock;

  Output& output_;
  Language language_;
  bool quiet_;
  Progressed progressed_;
  Time::time_point start_;
  Time::time_point shown_;
};

class Invoked final : public Call {
 public:
  Invoked(const Invocation& invocation, Language language, Output& output);

  bool has(std::string_view option) const override;
  const std::string& value(std::string_view option) const override;
  const std::vector<std::string>& values(std::string_view option) const override;
  bool json() const override;

  Language language() const override { return language_; }

  void line(std::string_view text) override;
  void table(const std::vector<Column>& columns,
             const std::vector<std::vector<std::string>>& rows) override;
  void facts(const std::vector<std::pair<std::string, std::string>>& facts) override;
  void print_json(std::string_view text) override;
  void raw(std::string_view bytes) override;
  void remark(std::string_view text) override;
  Result<Secret> secret(std::string_view question, std::string_view option,
                        std::string_view environment) override;
  Result<std::vector<Secret>> secret_lines(std::string_view question) override;
  Result<bool> confirm(std::string_view question) override;

  Progress& progress() override { return bar_; }

 private:
  const Invocation& invocation_;
  Language language_;
  Output& output_;
  Bar bar_;
};

}  // namespace ombud::cli
