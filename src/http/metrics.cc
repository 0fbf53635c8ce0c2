#include "http/metrics.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace ombud::http {

namespace {

void head(std::string& text, const char* name, const char* kind, const char* help) {
  fmt::format_to(std::back_inserter(text), "# HELP {0} {2}\n# TYPE {0} {1}\n", name, kind, help);
}

void gauge(std::string& text, const char* name, const char* kind, const char* help,
           std::int64_t value) {
  head(text, name, kind, help);
  fmt::format_to(std::back_inserter(text), "{} {}\n", name, value);
}

}  // namespace

Metrics::Metrics(const std::vector<Declaration>& routes) {
  for (const Declaration& route : routes) names_.push_back(name_of(route));
  names_.emplace_back("none");
  counted_ = std::make_unique<Counted[]>(names_.size());
}

void Metrics::answered(std::size_t route, int status, std::chrono::microseconds took) {
  Counted& counted = counted_[std::min(route, names_.size() - 1)];
  const std::size_t digit = static_cast<std::size_t>(std::clamp(status / 100, 0, 5));
  counted.by_class[digit].fetch_add(1, std::memory_order_relaxed);
  std::size_t place = 0;
  while (place < bounds_ms.size() && took.count() > bounds_ms[place] * 1000) ++place;
  counted.by_time[place].fetch_add(1, std::memory_order_relaxed);
  counted.microseconds.fetch_add(took.count(), std::memory_order_relaxed);
}

std::string Metrics::text(const std::string& more) const {
  std::string text;
  head(text, "ombud_http_requests_total", "counter", "Requests answered, by route and status.");
  for (std::size_t i = 0; i < names_.size(); ++i)
    for (std::size_t digit = 1; digit < counted_[i].by_class.size(); ++digit)
      if (const std::int64_t count = counted_[i].by_class[digit])
        fmt::format_to(std::back_inserter(text),
                       "ombud_http_requests_total{{route=\"{}\",status=\"{}xx\"}} {}\n", names_[i],
                       digit, count);
  head(text, "ombud_http_seconds", "histogram", "From the whole request to the whole answer.");
  for (std::size_t i = 0; i < names_.size(); ++i) {
    std::int64_t below = 0;
    std::string lines;
    for (std::size_t place = 0; place < counted_[i].by_time.size(); ++place) {
      below += counted_[i].by_time[place];
      const std::string bound =
          place == bounds_ms.size()
              ? "+Inf"
              : fmt::format("{:g}", static_cast<double>(bounds_ms[place]) / 1000);
      fmt::format_to(std::back_inserter(lines),
                     "ombud_http_seconds_bucket{{route=\"{}\",le=\"{}\"}} {}\n", names_[i], bound,
                     below);
    }
    if (below == 0) continue;
    text += lines;
    fmt::format_to(std::back_inserter(text),
                   "ombud_http_seconds_sum{{route=\"{0}\"}} {1:.6f}\n"
                   "ombud_http_seconds_count{{route=\"{0}\"}} {2}\n",
                   names_[i], static_cast<double>(counted_[i].microseconds) / 1e6, below);
  }
  gauge(text, "ombud_http_connections", "gauge", "Connections open.", connections);
  gauge(text, "ombud_http_connections_total", "counter", "Connections made.", connections_made);
  gauge(text, "ombud_http_waiting", "gauge", "Requests that wait for a worker.", waiting);
  gauge(text, "ombud_http_working", "gauge", "Requests at hand.", working);
  gauge(text, "ombud_http_listening", "gauge", "Connections that listen to events.", listening);
  gauge(text, "ombud_http_turned_away_total", "counter", "Answered 503: too many waited.",
        turned_away);
  gauge(text, "ombud_http_malformed_total", "counter", "Refused: no well-formed HTTP.", malformed);
  gauge(text, "ombud_http_too_slow_total", "counter", "Ended: the other side took too long.",
        too_slow);
  return text + more;
}

}  // namespace ombud::http
