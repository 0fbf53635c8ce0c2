#pragma once
// Opens values that hold others: JSON, XML and what PHP serialises. Where within stands what:
// "profile.email", "orders.street".

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace ombud::discovery {

enum class Form : std::uint8_t { none, json, xml, serialised };
std::string_view word(Form form);

/// A name that a program gave, as it is; "*" for one that is a value itself.
std::string plain_name(std::string_view name);

/// Hands over every text and number within, with the names that lead there; places in lists are
/// left out. What is cut off or of another form is handed over as far as it can be read, and
/// Form::none says that nothing was. A name that is a value itself (somebody's address as a key)
/// becomes "*".
Form open_value(std::string_view text,
                const std::function<void(const std::string& path, const std::string& value)>& take);

}  // namespace ombud::discovery
