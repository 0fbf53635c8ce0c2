// One action over HTTP: looked at, approved as it was shown, refused, advised on, stopped.

#include "actions/counsel.h"
#include "actions/decide.h"
#include "actions/routes.h"
#include "actions/sealed_extract.h"
#include "actions/view.h"
#include "base/json.h"
#include "http/fields.h"
#include "http/page.h"

namespace ombud::actions {

namespace {

using accounts::Visit;

constexpr std::size_t longest_reason = 2000;

Result<Action> action_in(Visit& visit) {
  return find_action(visit.office, visit.request.parameter("action"));
}

Result<http::Answer> shown(Visit& visit, const Action& action) {
  return http::json(json_text(TRY(view_of(visit.office, action, visit.request.language))));
}

Result<http::Answer> shown_anew(Visit& visit) { return shown(visit, TRY(action_in(visit))); }

Result<http::Answer> show_action(Visit& visit) {
  const Action action = TRY(action_in(visit));
  visit.tell(told(visit.office, "actions.shown", UseKind::view, action));
  return shown(visit, action);
}

Result<std::string> reason_in(Visit& visit) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  std::string reason = TRY(fields.text("reason", longest_reason));
  TRY(fields.no_more());
  return reason;
}

Result<http::Answer> approve_shown(Visit& visit) {
  const Action action = TRY(action_in(visit));
  TRY(http::check_version(visit.request, TRY(version_of(visit.office, action))));
  const auto extract = TRY(sealed_extract(visit.office, action));
  // Who certifies an extract has read it: without one there is nothing to certify here.
  if (action.kind == Kind::access && action.state == State::planned && !extract)
    return fail(Errc::conflict, "actions.no_extract", {{"number", action.number}});
  TRY(approve_as_shown(visit.office, action, extract ? extract->digest : ""));
  return shown_anew(visit);
}

Result<http::Answer> refuse_it(Visit& visit) {
  const std::string reason = TRY(reason_in(visit));
  TRY(refuse(visit.office, visit.request.parameter("action"), reason));
  return shown_anew(visit);
}

Result<http::Answer> advise_on(Visit& visit) {
  http::Fields fields = TRY(http::Fields::of(visit.request));
  const Stance stance = TRY(stance_of(TRY(fields.text("stance", 32))));
  const std::string text = TRY(fields.text("opinion", longest_reason));
  TRY(fields.no_more());
  TRY(advise(visit.office, TRY(action_in(visit)), stance, text));
  return shown_anew(visit);
}

Result<http::Answer> stop_it(Visit& visit) {
  const std::string reason = TRY(reason_in(visit));
  TRY(stop(visit.office, TRY(action_in(visit)), reason));
  return shown_anew(visit);
}

Result<http::Answer> let_it_go_on(Visit& visit) {
  const std::string reason = TRY(reason_in(visit));
  TRY(let_go_on(visit.office, TRY(action_in(visit)), reason));
  return shown_anew(visit);
}

accounts::Route change(const std::string& noun, const std::string& permission,
                       Result<http::Answer> (*run)(Visit&)) {
  return {{.method = http::Method::post,
           .path = "/api/actions/{action}/" + noun,
           .permission = permission,
           .work = http::Work::writes,
           .body = http::Body::json},
          run};
}

// What sets an erasure free.
accounts::Route proved(accounts::Route route) {
  route.declared.step_up = true;
  return route;
}

}  // namespace

std::vector<accounts::Route> decision_routes() {
  return {
      {{.path = "/api/actions/{action}", .permission = "actions.show", .tells = true}, show_action},
      // Which permission it takes depends on the plan, and is asked there.
      proved({{.method = http::Method::post,
               .path = "/api/actions/{action}/approval",
               .permission = "actions.show",
               .work = http::Work::writes},
              approve_shown}),
      change("refusal", "actions.refuse", refuse_it),
      change("opinions", "actions.advise", advise_on),
      change("stop", "actions.refuse", stop_it),
      proved(change("resumption", "actions.show", let_it_go_on)),
  };
}

}  // namespace ombud::actions
