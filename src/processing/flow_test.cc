#include "processing/flow.h"

#include "processing/register_test.h"

namespace ombud::processing {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

class Flows : public WithRegister {
 protected:
  Flows() {
    add("cv", "data_category", R"({"name": "CV"})");
    add("applicants", "person_category", R"({"name": "Applicants"})");
    add("mail", "system", R"({"name": "Mail", "run_by": "supplier", "supplier": "cloud",
      "countries": ["SE"]})");
    add("cloud", "party", R"({"name": "Cloud Inc.", "country": "US"})");
    add("pension", "party", R"({"name": "Pension fund", "country": "SE"})");
    add("recruit", "activity", R"({"name": "Recruiting", "role": "controller",
      "matrix": [{"person": "applicants", "data": "cv", "source": "given", "systems": ["mail"],
                  "recipients": ["pension"]}],
      "recipients": [{"recipient": "pension", "as": "independent_controller",
                      "starts": "future"}]})");
  }

  static const Node& node(const Flow& flow, std::string_view title) {
    const auto at = std::ranges::find(flow.nodes, title, &Node::title);
    must(at != flow.nodes.end());
    return *at;
  }

  // "Mail > Cloud Inc."
  static std::vector<std::string> joined(const Flow& flow, bool planned) {
    std::vector<std::string> all;
    for (const Edge& edge : flow.edges)
      if (edge.planned == planned)
        all.push_back(flow.nodes[edge.from].title + " > " + flow.nodes[edge.to].title);
    return all;
  }
};

TEST_F(Flows, LeadFromPersonsThroughSystemsToPartiesAndCountries) {
  const Flow flow = flow_of(kinds_, all_, Language::en, false);
  const std::vector<std::string> now = joined(flow, false);
  for (const char* edge : {"Applicants > The person gave it", "The person gave it > Mail",
                           "Mail > Cloud Inc.", "Mail > Sweden", "Cloud Inc. > United States"})
    EXPECT_THAT(now, Contains(edge));
  EXPECT_THAT(joined(flow, true), Contains("Mail > Pension fund"));
  EXPECT_TRUE(node(flow, "United States").stands_out);
  EXPECT_EQ(node(flow, "United States").note, "Third country");
  EXPECT_FALSE(node(flow, "Sweden").stands_out);
  ASSERT_EQ(flow.as_text.size(), 1U);
  EXPECT_THAT(flow.as_text[0],
              HasSubstr("Applicants (CV) → The person gave it → Mail (Sweden), run by Cloud Inc. "
                        "(United States, third country) → Pension fund (Sweden), planned"));
}

TEST_F(Flows, RunToTheRightAndNoPlaceLiesOnAnother) {
  for (int at = 0; at < 15; ++at) {
    const std::string name = "s" + std::to_string(at);
    add(name, "system", R"({"name": ")" + name + R"(", "countries": ["SE", "NO"]})");
    add("a" + name, "activity",
        R"({"name": "A", "role": "controller", "matrix": [
      {"person": "applicants", "data": "cv", "source": "observed", "systems": [")" +
            name + R"("]}]})");
  }
  const Flow flow = flow_of(kinds_, all_, Language::en, false);
  for (const Edge& edge : flow.edges)
    for (std::size_t at = 1; at < edge.points.size(); ++at)
      EXPECT_LT(edge.points[at - 1].x, edge.points[at].x);
  for (std::size_t one = 0; one < flow.nodes.size(); ++one)
    for (std::size_t other = one + 1; other < flow.nodes.size(); ++other) {
      const Node& a = flow.nodes[one];
      const Node& b = flow.nodes[other];
      EXPECT_TRUE(a.at.x != b.at.x || a.at.y + a.height <= b.at.y || b.at.y + b.height <= a.at.y)
          << a.title << " " << b.title;
      EXPECT_LE(a.at.y + a.height, flow.height);
      EXPECT_LE(a.at.x + a.width, flow.width);
    }
}

TEST_F(Flows, PutTogetherWhatHasNoRoomButNeverAThirdCountry) {
  for (int at = 0; at < 40; ++at) {
    const std::string name = "p" + std::to_string(at);
    add(name, "party",
        R"({"name": ")" + name + R"(", "country": ")" + (at == 39 ? "CN" : "SE") + R"("})");
    add("a" + name, "activity",
        R"({"name": "A", "role": "controller", "matrix": [
      {"person": "applicants", "data": "cv", "systems": ["mail"], "recipients": [")" +
            name + R"("]}]})");
  }
  const Flow flow = flow_of(kinds_, all_, Language::en, true);
  EXPECT_EQ(std::ranges::count(flow.nodes, Layer::parties, &Node::layer),
            static_cast<std::ptrdiff_t>(most_nodes));
  EXPECT_EQ(flow.left_out, 42 - most_nodes + 1);
  EXPECT_TRUE(node(flow, "p39").stands_out);
  EXPECT_EQ(node(flow, "and 19 more").number, "");
  // The words have all of them.
  EXPECT_EQ(flow.as_text.size(), 41U);
  // Every way is that of an activity.
  EXPECT_EQ(node(flow, "Mail").ways.size(), 41U);
}

TEST_F(Flows, AsAFigureSayAllInWordsToo) {
  const Flow flow = flow_of(kinds_, all_, Language::sv, false);
  const documents::Figure figure = figure_of(flow, "Rekrytering", Language::sv);
  EXPECT_EQ(figure.as_text, flow.as_text);
  EXPECT_THAT(figure.alt, HasSubstr("Rekrytering"));
  EXPECT_THAT(flow.heads, ElementsAre("Registrerade", "Varifrån de kommer", "System och platser",
                                      "Mottagare", "Länder"));
}

TEST_F(Flows, OfAnEmptyRegisterHaveNoPlaces) {
  EXPECT_TRUE(flow_of(kinds_, Register{}, Language::en, true).nodes.empty());
}

}  // namespace
}  // namespace ombud::processing
