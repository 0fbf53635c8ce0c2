#pragma once
// The record's lines with all that they couple said in each: whose data, which, where it comes
// from, where it lies, to whom it goes, how long it is kept. Lists, pictures and packages are made
// of these. Pure.

#include <string>
#include <vector>

#include "processing/register.h"

namespace ombud::processing {

struct Leg {
  const records::Record* activity = nullptr;
  // Ids; empty where the record does not say.
  std::string person = {};
  std::string data = {};
  std::string retention = {};
  std::string customer = {};  // Of a processor's activity: whose data it is.
  std::string data_class = {};
  std::string source = {};       // "third_party"
  std::string source_text = {};  // From whom.
  std::vector<std::string> systems = {};
  std::vector<std::string> recipients = {};
  bool whole = false;  // Where it lies is said of the activity only, not of this line.
};

/// Of a controller's activity one a line of its matrix, and one for recipients that stand in none.
/// A line that does not say where its data lies lies wherever the activity does. Of a processor's
/// activity one a customer, category of persons and category of data of the agreement with it; its
/// recipients and sub-processors get all of that.
std::vector<Leg> legs_of(const records::Record& activity, const Register& all);

/// Those whom a system is run by for us: a party of its own beside the recipients. Empty where we
/// run it ourselves, or the customer does.
std::string supplier_of(const records::Record& system);

/// The row in which the activity tells of a recipient; nullptr where it does not.
const records::Row* recipient_row(const records::Record& activity, std::string_view party);

}  // namespace ombud::processing
