#pragma once
// HTTP without a word of data protection in it: what comes in, what goes out, and what a room
// declares when it serves a path. Rooms declare routes as data, as they declare commands
// (cli/cli.h): method, path, permission, kind of body, and in what manner the store is used. A
// route that leaves its permission out does not start.

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/texts.h"

namespace ombud::http {

enum class Method : std::uint8_t { get, post, put, patch, erase };
/// "GET"; erase is "DELETE".
std::string_view word(Method method);

using Pairs = std::vector<std::pair<std::string, std::string>>;
/// The value of that name; nothing (a null pointer) where there is none.
const std::string* find(const Pairs& pairs, std::string_view name);

struct Request {
  Method method = Method::get;
  bool head_only = false;  // HEAD: answered as GET, without the body.
  std::string path;        // As it came.
  Pairs parameters;        // Of the path: {id} in "/api/jobs/{id}". Decoded.
  Pairs queries;           // Decoded, each name once, none that the route does not declare.
  Pairs headers;           // Names in lower case.
  std::string body;
  std::string peer;     // The other end's address: a proxy's where there is one.
  bool secure = false;  // Came in by TLS.
  Language language = Language::en;
  std::string nonce;          // Of this answer's content security policy.
  std::string last_event_id;  // Of events: the last one that was sent.
  bool again = false;         // Of events: the answer has begun, this is a further look.

  /// Empty where there is none.
  const std::string& header(std::string_view name) const;
  const std::string& parameter(std::string_view name) const;
  const std::string& query(std::string_view name) const;
  /// Of the Cookie header; empty where there is none.
  std::string cookie(std::string_view name) const;
};

struct Answer {
  int status = 200;
  std::string type = "application/json";
  std::string body;
  Pairs headers;
  // Of events only: the id of the last one in `body`, and whether nothing comes after it.
  std::string last_event_id;
  bool last = false;
};

/// 200 with JSON text.
Answer json(std::string text, int status = 200);
/// 204, nothing to say.
Answer done();

enum class Body : std::uint8_t { none, json };

/// How a request meets the store (docs/decisions/0014).
enum class Work : std::uint8_t {
  reads,   // One snapshot; what was shown is in the log before the answer goes out.
  writes,  // One transaction with its log entries and its idempotency record.
  own,     // Transactions of its own: what must last before something outside is touched.
};

/// Instead of a permission: a session is enough; one that has only half begun is enough; nobody is
/// asked.
inline constexpr std::string_view signed_in = "signed in";
inline constexpr std::string_view half_signed_in = "half signed in";
inline constexpr std::string_view anybody = "anybody";

struct Declaration {
  Method method = Method::get;
  std::string path = {};        // "/api/jobs/{number}": literal segments and whole parameters.
  std::string permission = {};  // "jobs.list", `signed_in`, … or `anybody`; empty: does not start.
  Work work = Work::reads;
  Body body = Body::none;
  std::size_t most_bytes = 64 * 1024;  // Of the body.
  std::vector<std::string> queries = {};
  bool tells = false;     // Shows what must have an entry: an answer without one is a fault.
  bool needs_key = true;  // POST and PATCH: an Idempotency-Key must come with it.
  bool events = false;    // Server-sent events: asked again and again while somebody listens.
  std::size_t side_by_side = 0;  // So many at a time at most; 0: as many as there are workers.
  bool page = false;             // Answers HTML: gets a nonce for its content security policy.
  bool step_up = false;          // Who asks must have proved again, a moment ago, that it is he.
};

/// "GET /api/jobs/{number}": how a route is named in the log, in metrics and in the contract.
std::string name_of(const Declaration& route);

/// What is wrong in the declarations: no permission or one that nobody could have, a path twice, a
/// path that is no path, a reading route that changes. Empty where all is well.
std::vector<std::string> flaws(const std::vector<Declaration>& routes,
                               const std::vector<std::string_view>& permissions);

}  // namespace ombud::http
