#include "processing/flow.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <map>

#include "base/words.h"
#include "processing/eea.h"
#include "processing/flow_layout.h"
#include "processing/legs.h"
#include "processing/rows.h"
#include "processing/words.h"

namespace ombud::processing {

namespace {

using records::Kinds;
using records::Record;

constexpr Word<Layer> layers[] = {
    {Layer::persons, "persons"}, {Layer::sources, "sources"},     {Layer::systems, "systems"},
    {Layer::parties, "parties"}, {Layer::countries, "countries"},
};

constexpr std::size_t longest_title = 60;  // Signs; the whole title stands in the text.

std::string shortened(const std::string& title) {
  std::size_t at = 0;
  std::size_t signs = 0;
  while (at < title.size() && signs < longest_title) {
    ++at;
    while (at < title.size() && (title[at] & 0xC0) == 0x80) ++at;
    ++signs;
  }
  return at == title.size() ? title : title.substr(0, at) + "…";
}

// Some lines of one activity that go the same way, with all the data that goes it.
struct Way {
  const Record* activity = nullptr;
  std::string person, source;
  std::vector<std::string> systems, recipients;
  std::set<std::string> data;

  bool is_like(const Way& other) const {
    return activity == other.activity && person == other.person && source == other.source &&
           systems == other.systems && recipients == other.recipients;
  }
};

class Drawing {
 public:
  Drawing(const Kinds& kinds, const Register& all, Language language)
      : kinds_(kinds), all_(all), language_(language) {}

  Flow draw(bool by_activity) {
    const std::vector<Way> ways = all_ways();
    for (std::size_t at = 0; at < ways.size(); ++at) {
      const Way& way = ways[at];
      if (by_activity && (at == 0 || ways[at - 1].activity != way.activity)) ++activity_;
      add(way, by_activity ? activity_ - 1 : at);
      flow_.as_text.push_back(in_words(way));
    }
    gather_the_least();
    heads();
    lay_out(flow_);
    return std::move(flow_);
  }

 private:
  std::string said(std::string_view key, const Params& params = {}) const {
    return say(key, params, language_);
  }

  std::vector<Way> all_ways() const {
    std::vector<Way> ways;
    for (const Record& activity : all_.activities) {
      const std::size_t first = ways.size();
      for (const Leg& leg : legs_of(activity, all_)) {
        Way way{&activity, leg.person, source_of(leg), leg.systems, leg.recipients, {}};
        if (way.person.empty() && way.systems.empty() && way.recipients.empty()) continue;
        const auto same =
            std::find_if(ways.begin() + static_cast<std::ptrdiff_t>(first), ways.end(),
                         [&](const Way& one) { return one.is_like(way); });
        Way& into = same == ways.end() ? ways.emplace_back(std::move(way)) : *same;
        if (const Record* data = all_.find(leg.data); data != nullptr)
          into.data.insert(data->title);
      }
    }
    return ways;
  }

  // In words; a hidden source is told in the record, which is not what persons get to see.
  std::string source_of(const Leg& leg) const {
    if (const Record* customer = all_.find(leg.customer); customer != nullptr)
      return customer->title;
    if (leg.source.empty()) return "";
    if (!leg.source_text.empty()) return leg.source_text;
    return choice_label(kinds_, "activity", "matrix.source", leg.source, language_);
  }

  std::size_t node(Layer layer, const std::string& key, std::size_t way) {
    const std::string named = std::string(word(layer)) + " " + key;
    const auto [at, is_new] = places_.try_emplace(named, flow_.nodes.size());
    if (is_new) {
      Node made;
      made.key = named;
      made.layer = layer;
      made.title = key;
      if (const Record* record = all_.find(key); record != nullptr) {
        const auto kind = kinds_.find(record->kind);
        made.title = shortened(record->title);
        made.room = kind ? (*kind)->room : "";
        made.kind = record->kind;
        made.number = record->number;
      }
      flow_.nodes.push_back(std::move(made));
    }
    flow_.nodes[at->second].ways.insert(way);
    return at->second;
  }

  void edge(std::size_t from, std::size_t to, std::size_t way, bool planned = false) {
    const auto [at, is_new] = joined_.try_emplace(std::pair(from, to), flow_.edges.size());
    if (is_new)
      flow_.edges.push_back({.from = from, .to = to, .planned = planned, .ways = {}, .points = {}});
    Edge& edge = flow_.edges[at->second];
    edge.ways.insert(way);
    edge.planned &= planned;
  }

  std::size_t country(const std::string& letters, std::size_t way) {
    const std::size_t at = node(Layer::countries, letters, way);
    Node& made = flow_.nodes[at];
    made.title = country_name(letters, language_);
    made.stands_out = is_third_country(letters);
    if (made.stands_out) made.note = said("processing.list_third");
    return at;
  }

  void add(const Way& way, std::size_t number) {
    std::vector<std::size_t> before;
    if (!way.person.empty() && all_.find(way.person) != nullptr)
      before = {node(Layer::persons, way.person, number)};
    if (!way.source.empty()) {
      const std::size_t source = node(Layer::sources, way.source, number);
      for (const std::size_t person : before) edge(person, source, number);
      before = {source};
    }
    std::vector<std::size_t> systems;
    for (const std::string& id : way.systems) {
      const Record* system = all_.find(id);
      if (system == nullptr) continue;
      const std::size_t at = node(Layer::systems, id, number);
      for (const std::size_t from : before) edge(from, at, number);
      systems.push_back(at);
      for (const std::string& letters : list_of(system->row, "countries"))
        edge(at, country(letters, number), number);
      if (const std::string supplier = supplier_of(*system); !supplier.empty())
        party(supplier, "processor", {at}, number, false);
    }
    if (systems.empty()) systems = before;
    for (const std::string& id : way.recipients) {
      const records::Row* row = recipient_row(*way.activity, id);
      const bool planned = row != nullptr && row->text("starts") == "future";
      party(id, row == nullptr ? "processor" : row->text("as"), systems, number, planned);
    }
  }

  void party(const std::string& id, const std::string& as, const std::vector<std::size_t>& from,
             std::size_t number, bool planned) {
    const Record* record = all_.find(id);
    if (record == nullptr) return;
    const std::size_t at = node(Layer::parties, id, number);
    if (!as.empty())
      flow_.nodes[at].note = choice_label(kinds_, "activity", "recipients.as", as, language_);
    for (const std::size_t one : from) edge(one, at, number, planned);
    const std::string& letters = record->row.text("country");
    if (letters.empty()) return;
    edge(at, country(letters, number), number, planned);
    flow_.nodes[at].stands_out |= is_third_country(letters);
  }

  // What a layer has no room for becomes one node; its lines are those of all of them.
  void gather_the_least() {
    for (const Layer layer :
         {Layer::persons, Layer::sources, Layer::systems, Layer::parties, Layer::countries}) {
      std::vector<std::size_t> here;
      for (std::size_t at = 0; at < flow_.nodes.size(); ++at)
        if (flow_.nodes[at].layer == layer) here.push_back(at);
      if (here.size() <= most_nodes) continue;
      // A third country is never put away among others.
      std::ranges::stable_sort(here, [&](std::size_t one, std::size_t other) {
        const Node& a = flow_.nodes[one];
        const Node& b = flow_.nodes[other];
        return std::pair(a.stands_out, a.ways.size()) > std::pair(b.stands_out, b.ways.size());
      });
      merge({here.begin() + static_cast<std::ptrdiff_t>(most_nodes) - 1, here.end()});
    }
  }

  void merge(const std::vector<std::size_t>& away) {
    flow_.left_out += away.size();
    Node& one = flow_.nodes[away.front()];
    one.title = said("processing.flow_more", {{"count", std::to_string(away.size())}});
    one.room = one.kind = one.number = one.note = "";
    const std::set<std::size_t> gone(away.begin() + 1, away.end());
    for (const std::size_t at : gone)
      one.ways.insert(flow_.nodes[at].ways.begin(), flow_.nodes[at].ways.end());
    std::vector<std::size_t> now(flow_.nodes.size());
    std::vector<Node> nodes;
    for (std::size_t at = 0; at < flow_.nodes.size(); ++at) {
      if (gone.contains(at)) continue;
      now[at] = nodes.size();
      nodes.push_back(std::move(flow_.nodes[at]));
    }
    for (const std::size_t at : gone) now[at] = now[away.front()];
    flow_.nodes = std::move(nodes);
    const std::vector<Edge> edges = std::exchange(flow_.edges, {});
    joined_.clear();
    for (const Edge& old : edges)
      for (const std::size_t way : old.ways) edge(now[old.from], now[old.to], way, old.planned);
  }

  void heads() {
    for (const Word<Layer>& layer : layers)
      if (std::ranges::any_of(flow_.nodes,
                              [&](const Node& one) { return one.layer == layer.value; }))
        flow_.heads.push_back(said("processing.layer_" + std::string(layer.text)));
  }

  std::string title_of(const std::string& id) const {
    const Record* record = all_.find(id);
    return record == nullptr ? said("processing.list_hidden") : record->title;
  }

  static std::string joined(const std::vector<std::string>& parts) {
    return fmt::format("{}", fmt::join(parts, ", "));
  }

  std::string with_country(const std::string& title,
                           const std::vector<std::string>& countries) const {
    std::vector<std::string> named;
    for (const std::string& letters : countries) {
      const std::string name = country_name(letters, language_);
      named.push_back(is_third_country(letters) ? said("processing.flow_third", {{"country", name}})
                                                : name);
    }
    return named.empty() ? title : fmt::format("{} ({})", title, joined(named));
  }

  std::string party_in_words(const std::string& id) const {
    const Record* record = all_.find(id);
    const std::string& letters = record == nullptr ? id : record->row.text("country");
    return with_country(title_of(id), record == nullptr || letters.empty()
                                          ? std::vector<std::string>{}
                                          : std::vector<std::string>{letters});
  }

  // "B-0001 Recruitment: Applicants (CV, name) → Given by the person → Outlook (Sweden; run by
  // Molnet) → Talangbron (Sweden)"
  std::string in_words(const Way& way) const {
    std::string text = way.activity->number + " " + way.activity->title + ": ";
    std::string who = way.person.empty() ? said("processing.flow_nobody") : title_of(way.person);
    if (!way.data.empty()) who += fmt::format(" ({})", joined({way.data.begin(), way.data.end()}));
    std::vector<std::string> steps{std::move(who)};
    if (!way.source.empty()) steps.push_back(way.source);
    std::vector<std::string> places;
    for (const std::string& id : way.systems) {
      const Record* system = all_.find(id);
      if (system == nullptr) continue;
      std::string place = with_country(system->title, list_of(system->row, "countries"));
      if (const std::string supplier = supplier_of(*system); !supplier.empty())
        place = said("processing.flow_run_by",
                     {{"system", place}, {"party", party_in_words(supplier)}});
      places.push_back(std::move(place));
    }
    if (!places.empty()) steps.push_back(joined(places));
    std::vector<std::string> to;
    for (const std::string& id : way.recipients) {
      const records::Row* row = recipient_row(*way.activity, id);
      const std::string name = party_in_words(id);
      to.push_back(row != nullptr && row->text("starts") == "future"
                       ? said("processing.flow_planned", {{"party", name}})
                       : name);
    }
    if (!to.empty()) steps.push_back(joined(to));
    return text + fmt::format("{}", fmt::join(steps, " → "));
  }

  const Kinds& kinds_;
  const Register& all_;
  Language language_;
  Flow flow_;
  std::size_t activity_ = 0;
  std::map<std::string, std::size_t> places_;
  std::map<std::pair<std::size_t, std::size_t>, std::size_t> joined_;
};

}  // namespace

std::string_view word(Layer layer) { return word_in(layers, layer); }

Flow flow_of(const Kinds& kinds, const Register& all, Language language, bool by_activity) {
  return Drawing(kinds, all, language).draw(by_activity);
}

documents::Figure figure_of(const Flow& flow, const std::string& caption, Language language) {
  using documents::Ink;
  documents::Figure figure;
  figure.caption = caption;
  figure.alt = say("processing.flow_alt", {{"caption", caption}}, language);
  figure.as_text = flow.as_text;
  figure.width = flow.width;
  figure.height = flow.height;
  for (std::size_t at = 0; at < flow.heads.size(); ++at)
    figure.shapes.emplace_back(documents::Label{.at = {flow.heads_at[at], 8},
                                                .text = flow.heads[at],
                                                .size = 9,
                                                .align = documents::Align::start,
                                                .bold = true,
                                                .ink = Ink::soft});
  for (const Edge& edge : flow.edges)
    figure.shapes.emplace_back(documents::Path{.points = edge.points,
                                               .stroke = Ink::edge,
                                               .width = 0.8,
                                               .dashed = edge.planned,
                                               .arrow = true});
  for (const Node& node : flow.nodes) {
    figure.shapes.emplace_back(documents::Box{.at = node.at,
                                              .width = node.width,
                                              .height = node.height,
                                              .radius = 3,
                                              .stroke = node.stands_out ? Ink::accent : Ink::edge,
                                              .fill = node.stands_out ? Ink::paper : Ink::tint,
                                              .dashed = node.stands_out});
    const double middle = node.at.x + node.width / 2;
    const double down = node.note.empty() ? 0 : 5.5;
    figure.shapes.emplace_back(documents::Label{.at = {middle, node.at.y + node.height / 2 - down},
                                                .text = node.title,
                                                .width = node.width - 10,
                                                .size = 8});
    if (!node.note.empty())
      figure.shapes.emplace_back(documents::Label{.at = {middle, node.at.y + node.height - 9},
                                                  .text = node.note,
                                                  .width = node.width - 6,
                                                  .size = 6.5,
                                                  .ink = Ink::soft});
  }
  return figure;
}

}  // namespace ombud::processing
