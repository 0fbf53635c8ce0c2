#include "processing/processing.h"

#include <iterator>

#include "processing/flow_answers.h"
#include "processing/list_answers.h"
#include "processing/merge_answers.h"
#include "processing/package.h"
#include "processing/record_answers.h"
#include "processing/scores.h"
#include "processing/starting.h"

namespace ombud::processing {

namespace {

template <class T>
void add(std::vector<T>& all, std::vector<T> more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

}  // namespace

std::vector<cli::Command> commands(accounts::Entrance& entrance, const records::KindsOf& kinds) {
  std::vector<cli::Command> all = score_commands(entrance, kinds);
  add(all, list_commands(entrance, kinds));
  add(all, flow_commands(entrance, kinds));
  add(all, package_commands(entrance, kinds));
  add(all, record_commands(entrance, kinds));
  add(all, merge_commands(entrance, kinds));
  add(all, start_commands(entrance, kinds));
  return all;
}

std::vector<accounts::Route> routes(const records::KindsOf& kinds) {
  std::vector<accounts::Route> all = score_routes(kinds);
  add(all, list_routes(kinds));
  add(all, flow_routes(kinds));
  add(all, package_routes(kinds));
  add(all, record_routes(kinds));
  add(all, merge_routes(kinds));
  add(all, start_routes(kinds));
  return all;
}

}  // namespace ombud::processing
