#pragma once
// The journey of the data as a picture: from the persons by where it comes from into systems, on to
// parties and to countries. Laid out in five columns, so that each line goes to the right; the same
// is said in words. Pure.

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "documents/figure.h"
#include "processing/register.h"

namespace ombud::processing {

enum class Layer : std::uint8_t { persons, sources, systems, parties, countries };
inline constexpr std::size_t layer_count = 5;
std::string_view word(Layer layer);

struct Node {
  std::string key;  // An id, a word or a country's letters, with the layer before it.
  Layer layer = Layer::persons;
  std::string title;
  std::string note;                // "Third country", "Processor": what a colour would say.
  std::string room, kind, number;  // Of the record; empty: it is none.
  bool stands_out = false;         // A third country, or what lies there.
  std::set<std::size_t> ways;      // Which ways lead through it.
  documents::Point at;             // Its upper left corner, in points.
  double width = 0;
  double height = 0;
};

struct Edge {
  std::size_t from = 0;  // Places among the nodes.
  std::size_t to = 0;
  bool planned = false;  // Nothing goes there yet.
  std::set<std::size_t> ways;
  std::vector<documents::Point> points;
};

struct Flow {
  std::vector<Node> nodes;  // Layer by layer, from top to bottom.
  std::vector<Edge> edges;
  std::vector<std::string> heads;    // Of the layers that have nodes,
  std::vector<double> heads_at;      // and where from left to right.
  std::vector<std::string> as_text;  // Every line, also of what the picture has no room for.
  std::size_t left_out = 0;          // Nodes that were put together into one.
  double width = 0;
  double height = 0;
};

/// Of a layer at most so many nodes are drawn; the others, those with the fewest ways, become one.
inline constexpr std::size_t most_nodes = 24;

/// `by_activity`: what belongs to one activity is one way; otherwise each line of the matrix is.
Flow flow_of(const records::Kinds& kinds, const Register& all, Language language, bool by_activity);

/// As a figure of a document; `caption` is seen under it.
documents::Figure figure_of(const Flow& flow, const std::string& caption, Language language);

}  // namespace ombud::processing
