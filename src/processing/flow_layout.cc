#include "processing/flow_layout.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace ombud::processing {

namespace {

constexpr double node_width = 112;
constexpr double gap = 44;   // Between columns, for the lines.
constexpr double space = 9;  // Between nodes.
constexpr double lane = 8;   // The height of a line that passes a column by.
constexpr double top = 22;   // Under the heads.
constexpr double line_height = 11;
constexpr double text_size = 8;
constexpr int passes = 8;

// A node, or the place where a line passes a column.
struct Stop {
  std::size_t column = 0;
  std::size_t node = 0;  // Of a passing line: no node.
  bool passing = false;
  double height = lane;
  double weight = 0;  // Where its neighbours stand.
  double y = 0;
  std::vector<std::size_t> left;
  std::vector<std::size_t> right;
};

class Layout {
 public:
  explicit Layout(Flow& flow) : flow_(flow) {}

  void run() {
    columns();
    stops();
    for (int pass = 0; pass < passes; ++pass) order(pass % 2 == 0);
    place();
    write();
  }

 private:
  // Empty layers have no column.
  void columns() {
    std::array<bool, layer_count> used{};
    for (const Node& node : flow_.nodes) used[static_cast<std::size_t>(node.layer)] = true;
    for (std::size_t layer = 0; layer < layer_count; ++layer) {
      column_of_[layer] = in_column_.size();
      if (used[layer]) in_column_.emplace_back();
    }
  }

  std::size_t column(const Node& node) const {
    return column_of_[static_cast<std::size_t>(node.layer)];
  }

  std::size_t add(Stop stop) {
    in_column_[stop.column].push_back(stops_.size());
    stops_.push_back(std::move(stop));
    return stops_.size() - 1;
  }

  void join(std::size_t left, std::size_t right) {
    stops_[left].right.push_back(right);
    stops_[right].left.push_back(left);
  }

  void stops() {
    for (std::size_t at = 0; at < flow_.nodes.size(); ++at) {
      Node& node = flow_.nodes[at];
      node.width = node_width;
      const std::size_t lines =
          documents::lines_of({.text = node.title, .width = node_width - 10, .size = text_size})
              .size() +
          (node.note.empty() ? 0 : 1);
      node.height = 10 + line_height * static_cast<double>(lines);
      add({.column = column(node), .node = at, .height = node.height});
    }
    for (std::size_t at = 0; at < flow_.edges.size(); ++at) {
      const Edge& edge = flow_.edges[at];
      std::vector<std::size_t> way{edge.from};
      for (std::size_t between = column(flow_.nodes[edge.from]) + 1;
           between < column(flow_.nodes[edge.to]); ++between)
        way.push_back(add({.column = between, .passing = true}));
      way.push_back(edge.to);
      for (std::size_t step = 1; step < way.size(); ++step) join(way[step - 1], way[step]);
      ways_.push_back(std::move(way));
    }
  }

  // Each column by the middle of its neighbours on one side.
  void order(bool to_the_right) {
    std::vector<double> rank(stops_.size());
    for (const auto& stops : in_column_)
      for (std::size_t place = 0; place < stops.size(); ++place)
        rank[stops[place]] = static_cast<double>(place) / static_cast<double>(stops.size());
    for (std::size_t step = 0; step < in_column_.size(); ++step) {
      auto& stops = in_column_[to_the_right ? step : in_column_.size() - 1 - step];
      for (const std::size_t at : stops) {
        const auto& others = to_the_right ? stops_[at].left : stops_[at].right;
        double sum = 0;
        for (const std::size_t other : others) sum += rank[other];
        stops_[at].weight = others.empty() ? rank[at] : sum / static_cast<double>(others.size());
      }
      std::ranges::stable_sort(stops, {}, [&](std::size_t at) { return stops_[at].weight; });
      for (std::size_t place = 0; place < stops.size(); ++place)
        rank[stops[place]] = static_cast<double>(place) / static_cast<double>(stops.size());
    }
  }

  void place() {
    std::vector<double> heights;
    for (const auto& stops : in_column_) {
      double height = 0;
      for (const std::size_t at : stops) height += stops_[at].height + space;
      heights.push_back(height);
    }
    const double tallest = heights.empty() ? 0 : *std::ranges::max_element(heights);
    for (std::size_t column = 0; column < in_column_.size(); ++column) {
      double y = top + (tallest - heights[column]) / 2;
      for (const std::size_t at : in_column_[column]) {
        stops_[at].y = y;
        y += stops_[at].height + space;
      }
    }
    flow_.height = top + tallest;
    flow_.width = static_cast<double>(in_column_.size()) * (node_width + gap) - gap;
  }

  double left_of(std::size_t column) const {
    return static_cast<double>(column) * (node_width + gap);
  }

  void write() {
    for (const Stop& stop : stops_)
      if (!stop.passing) flow_.nodes[stop.node].at = {left_of(stop.column), stop.y};
    for (std::size_t at = 0; at < flow_.edges.size(); ++at) {
      std::vector<documents::Point>& points = flow_.edges[at].points;
      for (const std::size_t step : ways_[at]) {
        const Stop& stop = stops_[step];
        const double middle = stop.y + stop.height / 2;
        // Into a node from its left, out of it to its right; past a column straight on.
        if (step != flow_.edges[at].from) points.push_back({left_of(stop.column), middle});
        if (step != flow_.edges[at].to)
          points.push_back({left_of(stop.column) + node_width, middle});
      }
    }
    for (std::size_t layer = 0; layer < layer_count; ++layer)
      if (column_of_[layer] < in_column_.size() &&
          (layer + 1 == layer_count || column_of_[layer + 1] != column_of_[layer]))
        flow_.heads_at.push_back(left_of(column_of_[layer]));
    sort_nodes();
  }

  // Layer by layer, from top to bottom: the order of reading and of the keyboard.
  void sort_nodes() {
    std::vector<std::size_t> order(flow_.nodes.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::stable_sort(order, {}, [&](std::size_t at) {
      const Node& node = flow_.nodes[at];
      return std::pair(static_cast<int>(node.layer), node.at.y);
    });
    std::vector<Node> nodes;
    std::vector<std::size_t> now(order.size());
    for (std::size_t place = 0; place < order.size(); ++place) {
      now[order[place]] = place;
      nodes.push_back(std::move(flow_.nodes[order[place]]));
    }
    flow_.nodes = std::move(nodes);
    for (Edge& edge : flow_.edges) {
      edge.from = now[edge.from];
      edge.to = now[edge.to];
    }
  }

  Flow& flow_;
  std::array<std::size_t, layer_count> column_of_{};
  std::vector<std::vector<std::size_t>> in_column_;
  std::vector<Stop> stops_;  // The first as many as there are nodes are theirs.
  std::vector<std::vector<std::size_t>> ways_;
};

}  // namespace

void lay_out(Flow& flow) { Layout(flow).run(); }

}  // namespace ombud::processing
