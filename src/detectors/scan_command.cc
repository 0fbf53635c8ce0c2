// `ombud detect scan`: what lies in files, place by place. Values are masked unless --reveal is
// given, so that the answer can be handed on.

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "detectors/commands.h"
#include "detectors/file_scan.h"

namespace ombud::detectors {

namespace {

using cli::Call;
using Json = nlohmann::json;

// Closes what it holds.
class OpenFile {
 public:
  explicit OpenFile(const std::string& path)
      : file_(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)) {}

  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  ~OpenFile() {
    if (file_ >= 0) close(file_);
  }

  int number() const { return file_; }

 private:
  int file_;
};

struct Totals {
  std::map<Kind, std::uint64_t> found;
  std::uint64_t files = 0;
  std::uint64_t bytes = 0;
  std::uint64_t not_read = 0;
  std::uint64_t passed_over = 0;
};

class Scan {
 public:
  Scan(Call& call, Options options)
      : call_(call), options_(std::move(options)), reveal_(call.has("--reveal")) {}

  Result<int> run(const std::string& root) {
    const auto begun = std::chrono::steady_clock::now();
    struct stat about{};
    if (stat(root.c_str(), &about) != 0)
      return fail(Errc::not_found, "detectors.no_such_path", {{"path", root}});
    if (S_ISDIR(about.st_mode)) {
      walk(root);
    } else {
      look_into(root);
    }
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begun;
    sum_up(taken.count());
    return totals_.not_read > 0 ? cli::partly_done : 0;
  }

 private:
  // Depth first, by name, so that two runs print the same. Symbolic links are never followed.
  void walk(const std::string& folder) {
    std::error_code wrong;
    std::vector<std::filesystem::directory_entry> entries;
    std::filesystem::directory_iterator entry(folder, wrong);
    for (; !wrong && entry != std::filesystem::directory_iterator(); entry.increment(wrong))
      entries.push_back(*entry);
    if (wrong) {
      ++totals_.not_read;
      remark("detectors.can_not_read", folder, wrong.value());
      return;
    }
    std::sort(entries.begin(), entries.end());
    for (const std::filesystem::directory_entry& one : entries) {
      const std::string path = one.path().string();
      struct stat about{};
      if (lstat(path.c_str(), &about) != 0) {
        ++totals_.not_read;
        remark("detectors.can_not_read", path, errno);
      } else if (S_ISLNK(about.st_mode)) {
        pass_over("detectors.is_link", path);
      } else if (S_ISDIR(about.st_mode)) {
        walk(path);
      } else if (S_ISREG(about.st_mode)) {
        look_into(path);
      } else {
        pass_over("detectors.no_regular_file", path);
      }
    }
  }

  void look_into(const std::string& path) {
    const OpenFile file(path);
    if (file.number() < 0) {
      ++totals_.not_read;
      remark("detectors.can_not_read", path, errno);
      return;
    }
    const Result<Scanned> scanned =
        scan_file(file.number(), options_, [&](const Placed& placed) { show(path, placed); });
    if (!scanned) {
      ++totals_.not_read;
      remark("detectors.can_not_read", path, EIO);
      return;
    }
    if (scanned->binary) return pass_over("detectors.is_binary", path);
    ++totals_.files;
    totals_.bytes += scanned->bytes;
    call_.progress().tell(say("detectors.bytes", {}, call_.language()), totals_.bytes, 0);
  }

  void show(const std::string& path, const Placed& placed) {
    ++totals_.found[placed.finding.kind];
    const std::string value = reveal_ ? std::string(placed.text) : hidden(placed);
    if (call_.json()) {
      const Json json{{"file", path},
                      {"line", placed.line},
                      {"column", placed.column},
                      {"kind", word(placed.finding.kind)},
                      {"score", static_cast<int>(placed.finding.score * 100 + 0.5) / 100.0},
                      {"value", value}};
      call_.print_json(json.dump(-1, ' ', false, Json::error_handler_t::replace));
      return;
    }
    call_.line(fmt::format("{}:{}:{}: {} {:.2f} {}", path, placed.line, placed.column,
                           word(placed.finding.kind), placed.finding.score, value));
  }

  // A password's length is a part of it.
  static std::string hidden(const Placed& placed) {
    return placed.finding.kind == Kind::secret ? "********" : masked(placed.text);
  }

  // What is said of a file that was not looked into; with --json on its own line too.
  void remark(const char* key, const std::string& path, int error_number) {
    const std::string why = error_number == 0 ? "" : reason(error_number);
    const std::string text = say(key, {{"path", path}, {"why", why}}, call_.language());
    if (call_.json()) {
      const Json json{{"file", path}, {"not_read", text}};
      call_.print_json(json.dump(-1, ' ', false, Json::error_handler_t::replace));
    } else {
      call_.remark(text);
    }
  }

  std::string reason(int error_number) const {
    const char* key = "detectors.why_failed";
    if (error_number == EACCES || error_number == EPERM) key = "detectors.why_forbidden";
    if (error_number == ENOENT) key = "detectors.why_gone";
    return say(key, {}, call_.language());
  }

  void pass_over(const char* key, const std::string& path) {
    ++totals_.passed_over;
    remark(key, path, 0);
  }

  void sum_up(double seconds) {
    const double megabytes = static_cast<double>(totals_.bytes) / 1e6;
    const double rate = seconds > 0 ? megabytes / seconds : 0;
    if (call_.json()) {
      Json kinds = Json::object();
      for (const auto& [kind, count] : totals_.found) kinds[std::string(word(kind))] = count;
      call_.print_json(Json{{"summary",
                             {{"files", totals_.files},
                              {"bytes", totals_.bytes},
                              {"passed_over", totals_.passed_over},
                              {"not_read", totals_.not_read},
                              {"seconds", seconds},
                              {"megabytes_per_second", rate},
                              {"found", std::move(kinds)}}}}
                           .dump());
      return;
    }
    const auto word_for = [&](const char* key) { return say(key, {}, call_.language()); };
    if (totals_.found.empty()) {
      call_.line(word_for("detectors.nothing_found"));
    } else {
      std::vector<std::vector<std::string>> rows;
      for (const auto& [kind, count] : totals_.found)
        rows.push_back({std::string(word(kind)), grouped(static_cast<std::int64_t>(count)),
                        std::string(word(class_of(kind))), std::string(law_of(kind))});
      call_.line("");
      call_.table({{.title = word_for("detectors.column_kind")},
                   {.title = word_for("detectors.column_found"), .number = true},
                   {.title = word_for("detectors.column_class")},
                   {.title = word_for("detectors.column_law")}},
                  rows);
    }
    call_.line(say("detectors.summed_up",
                   {{"files", grouped(static_cast<std::int64_t>(totals_.files))},
                    {"bytes", grouped(static_cast<std::int64_t>(totals_.bytes))},
                    {"seconds", fmt::format("{:.1f}", seconds)},
                    {"rate", fmt::format("{:.0f}", rate)},
                    {"passed_over", grouped(static_cast<std::int64_t>(totals_.passed_over))},
                    {"not_read", grouped(static_cast<std::int64_t>(totals_.not_read))}},
                   call_.language()));
  }

  Call& call_;
  const Options options_;
  const bool reveal_;
  Totals totals_;
};

}  // namespace

cli::Command scan_command(const Clock& clock) {
  std::vector<cli::Option> options = finding_options();
  options.insert(options.begin(),
                 {.name = "PATH", .help = "detectors.help_path", .required = true});
  options.push_back({.name = "--reveal", .help = "detectors.help_reveal", .flag = true});
  return {.name = "detect scan",
          .summary = "detectors.help_scan",
          .example = "ombud detect scan /srv/share/projects --min-score 0.7",
          .options = std::move(options),
          .run = [&clock](Call& call) -> Result<int> {
            return Scan(call, TRY(options_of(call, clock))).run(call.value("PATH"));
          },
          .more = "detectors.more_scan"};
}

}  // namespace ombud::detectors
