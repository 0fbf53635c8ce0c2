// ombud serve: opens the folder, listens, does jobs beside, and ends in order.

#include <atomic>
#include <mutex>
#include <nlohmann/json.hpp>

#include "base/json.h"
#include "http/server.h"
#include "jobs/stop.h"
#include "serve/beside.h"
#include "serve/desk.h"
#include "serve/options.h"
#include "serve/routes.h"
#include "serve/serve.h"

namespace ombud::serve {

namespace {

using accounts::Entrance;
using accounts::Office;
using accounts::Route;
using nlohmann::ordered_json;

constexpr std::chrono::seconds longest_end{30};
// Whoever waits in a browser gets an answer before he gives up.
constexpr std::chrono::seconds store_patience{20};

// One line of JSON a happening, on standard error. Routes, statuses and numbers; no address, no
// account, no person.
class Lines {
 public:
  Lines(cli::Call& call, const Clock& clock) : call_(call), clock_(clock) {}

  void write(const char* event, ordered_json facts) {
    ordered_json line = {{"at", format_instant(clock_.now())}, {"event", event}};
    line.update(facts);
    const std::lock_guard lock(mutex_);
    call_.remark(json_text(line));
  }

 private:
  cli::Call& call_;
  const Clock& clock_;
  std::mutex mutex_;
};

std::vector<http::Declaration> declarations(const std::vector<Route>& routes) {
  std::vector<http::Declaration> all;
  for (const Route& route : routes) all.push_back(route.declared);
  return all;
}

const char* word(http::Work work) {
  return work == http::Work::reads ? "reads" : work == http::Work::writes ? "writes" : "own";
}

ordered_json as_json(const http::Declaration& route) {
  return {
      {"method", http::word(route.method)},
      {"path", route.path},
      {"permission", route.permission},
      {"work", word(route.work)},
      {"body", route.body == http::Body::json ? ordered_json(route.most_bytes) : ordered_json()},
      {"queries", route.queries},
      {"tells", route.tells},
      {"events", route.events},
      {"page", route.page},
      {"step_up", route.step_up}};
}

int show_routes(cli::Call& call, const std::vector<Route>& routes) {
  if (call.json()) {
    ordered_json all = ordered_json::array();
    for (const Route& route : routes) all.push_back(as_json(route.declared));
    call.print_json(all.dump(2));
    return 0;
  }
  const auto label = [&](std::string_view key) { return say(key, {}, call.language()); };
  std::vector<std::vector<std::string>> rows;
  for (const Route& route : routes)
    rows.push_back({std::string(http::word(route.declared.method)), route.declared.path,
                    route.declared.permission});
  call.table({{label("serve.column_method")},
              {label("serve.column_path")},
              {label("serve.column_permission")}},
             rows);
  return 0;
}

// The parts of a running server, in the order in which they are made; they end in the other one.
class Running {
 public:
  Running(Entrance& entrance, const Clock& clock, cli::Call& call)
      : lines_(call, clock),
        open_([this, &entrance] {
          const std::lock_guard lock(opening_);
          return entrance.lobby(store_patience);
        }),
        scribe_(
            open_,
            [this](const Error& error) { lines_.write("log_waits", {{"error", error.key}}); },
            [](accounts::Lobby& lobby) -> Result<void> {
              TRY(expire(lobby.office({})));
              return {};
            }) {}

  Result<void> begin(Office& office, Options& options, const Served& served) {
    std::vector<Route> routes = served.routes();
    const auto metrics = [this]() -> std::string {
      const http::Metrics* counted = metrics_;
      return counted == nullptr ? "" : counted->text();
    };
    for (Route& own : own_routes(metrics)) routes.push_back(std::move(own));
    const std::vector<http::Declaration> declared = declarations(routes);
    for (const std::string& flaw : http::flaws(declared, accounts::permissions()))
      return fail(Errc::internal, "serve.bad_route", {{"flaw", flaw}});
    house_.emplace(House{std::move(routes),
                         open_,
                         scribe_,
                         {},
                         options.behind_tls,
                         [this](const std::string& incident, const std::string& route,
                                const Error& error) { tell(incident, route, error); }});
    http::Surroundings surroundings{office.clock,
                                    [this] { return std::make_unique<Desk>(*house_); },
                                    [this](const http::Served& one) { tell(one); }};
    if (served.file)
      surroundings.at_once = [this, file = served.file](const http::Request& request) {
        return is_known(*house_, request.header("host")) ? file(request) : std::nullopt;
      };
    surroundings.bound = [&](std::uint16_t port) {
      settle(options, port);
      house_->hosts = options.hosts;
    };
    server_ = TRY(http::Server::start(options.settings, declared, std::move(surroundings)));
    metrics_ = &server_->metrics();
    lines_.write("listening", {{"address", options.address}});
    return {};
  }

  void work(Office& office, const jobs::Kinds& kinds) {
    beside_.emplace(open_, office.actor, kinds, [this](const jobs::Said& said) {
      ordered_json facts = {{"what", said.event}};
      if (!said.job.empty())
        facts.update({{"job", said.job}, {"kind", said.kind}, {"ms", said.milliseconds}});
      if (!said.error.empty()) facts["error"] = said.error;
      lines_.write("jobs", std::move(facts));
    });
  }

  /// What was begun is ended, the job at hand handed back.
  bool end() {
    lines_.write("stopping", ordered_json::object());
    server_->begin_stop();
    if (beside_) beside_->stop();
    const bool whole = server_->stop(longest_end);
    server_.reset();
    scribe_.stop();
    lines_.write("stopped", {{"all_answered", whole}});
    return whole;
  }

 private:
  void tell(const std::string& incident, const std::string& route, const Error& error) {
    ordered_json facts = {{"incident", incident}, {"route", route}, {"error", error.key}};
    for (const auto& [name, value] : error.params)
      if (name == "kind" || name == "state") facts[name] = value;
    lines_.write("incident", std::move(facts));
  }

  void tell(const http::Served& served) {
    lines_.write("request", {{"route", served.route},
                             {"status", served.status},
                             {"us", served.took.count()},
                             {"bytes", served.bytes}});
  }

  Lines lines_;
  std::mutex opening_;
  OpenLobby open_;
  Scribe scribe_;
  std::optional<House> house_;
  std::unique_ptr<http::Server> server_;
  std::atomic<const http::Metrics*> metrics_{nullptr};
  std::optional<Beside> beside_;
};

Result<int> serve(Entrance& entrance, cli::Call& call, const Served& served,
                  const std::function<jobs::Kinds()>& kinds) {
  if (call.has("--routes")) {
    std::vector<Route> routes = served.routes();
    for (Route& own : own_routes([] { return std::string(); })) routes.push_back(std::move(own));
    return show_routes(call, routes);
  }
  Options options = TRY(options_of(call));
  jobs::Stop stop;  // Before any thread: they all leave the signals to it.
  Office& office = *TRY(entrance.enter(call, "serve.run"));
  const jobs::Kinds known = kinds();
  Running running(entrance, office.clock, call);
  TRY(running.begin(office, options, served));
  if (options.works) running.work(office, known);
  if (call.json())
    call.print_json(ordered_json{{"address", options.address}}.dump());
  else
    call.line(say("serve.listening", {{"address", options.address}}, call.language()));
  while (!stop.wait(std::chrono::milliseconds(1000))) {
  }
  return running.end() ? 0 : cli::partly_done;
}

}  // namespace

std::vector<cli::Command> commands(Entrance& entrance, const Served& served,
                                   const std::function<jobs::Kinds()>& kinds) {
  return {
      {.name = "serve",
       .summary = "serve.help",
       .example = "ombud serve --listen 127.0.0.1:8080",
       .options = {{.name = "--listen", .help = "serve.help_listen", .value_name = "HOST:PORT"},
                   {.name = "--public", .help = "serve.help_public", .value_name = "URL"},
                   {.name = "--certificate",
                    .help = "serve.help_certificate",
                    .value_name = "FILE"},
                   {.name = "--certificate-key",
                    .help = "serve.help_certificate_key",
                    .value_name = "FILE"},
                   {.name = "--workers", .help = "serve.help_workers", .value_name = "N"},
                   {.name = "--no-jobs", .help = "serve.help_no_jobs", .flag = true},
                   {.name = "--routes", .help = "serve.help_routes", .flag = true}},
       .run = [&entrance, served,
               kinds](cli::Call& call) { return serve(entrance, call, served, kinds); },
       .more = "serve.help_more"},
  };
}

}  // namespace ombud::serve
