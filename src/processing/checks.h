#pragma once
// What the law asks of an activity beyond its being filled in. Pure.

#include <vector>

#include "processing/completeness.h"
#include "records/records.h"

namespace ombud::processing {

/// What keeps an activity from being in use: a purpose of which the persons have not been told
/// (S164, Arts. 5(1)(b), 13(3)) or whose legal basis is not among the legal bases (S120), a
/// balancing test that the persons win, special categories without an exception (GDPR Art. 9), or
/// leaving an association by its exception alone (Art. 9(2)(d)), criminal convictions and national
/// identification numbers without their law (Arts. 10, 87).
std::vector<records::Fault> faults_of_law(const records::Record& activity);

/// Lines of special data that only the association's exception covers, of people outside the law's
/// own circle. A finding, not a refusal: the circle stands in another record.
std::vector<records::Fault> outside_circle(const records::Record& activity, const Find& find);

/// Lines that are classed milder than what shows by the list on which they stand: persons in an
/// association's circle, or of whom the matrix says where they belong (a union, a religion, a
/// party). A name on a list of a union's members says as much as the word (Art. 9(1)). A finding,
/// as outside_circle().
std::vector<records::Fault> beside_special(const records::Record& activity, const Find& find);

}  // namespace ombud::processing
