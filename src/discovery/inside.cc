// JSON and XML are read by libraries, event by event, so that a value that was cut off after 2,000
// characters still tells what stands in its beginning. PHP's form is read here: it is a grammar of
// seven letters.

#include "discovery/inside.h"

#include <libxml/xmlreader.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <nlohmann/json.hpp>
#include <vector>

#include "base/words.h"
#include "detectors/detectors.h"

namespace ombud::discovery {

namespace {

constexpr Word<Form> forms[] = {
    {Form::none, ""}, {Form::json, "json"}, {Form::xml, "xml"}, {Form::serialised, "serialised"}};
constexpr std::size_t deepest = 12;

// The names on the way to where a reader is.
class Path {
 public:
  explicit Path(const std::function<void(const std::string&, const std::string&)>& take)
      : take_(take) {}

  void enter(std::string_view name) { names_.push_back(plain_name(name)); }

  void leave() {
    if (!names_.empty()) names_.pop_back();
  }

  std::size_t depth() const { return names_.size(); }

  void give(const std::string& value) {
    if (value.empty()) return;
    std::string path;
    for (const std::string& name : names_) path += (path.empty() ? "" : ".") + name;
    take_(path, value);
    given_ = true;
  }

  bool given() const { return given_; }

 private:
  const std::function<void(const std::string&, const std::string&)>& take_;
  std::vector<std::string> names_;
  bool given_ = false;
};

using Json = nlohmann::json;

// nlohmann's events; false ends the reading.
class JsonEvents : public nlohmann::json_sax<Json> {
 public:
  explicit JsonEvents(Path& path) : path_(path) {}

  bool null() override { return value(""); }

  bool boolean(bool) override { return value(""); }

  bool number_integer(number_integer_t number) override { return value(std::to_string(number)); }

  bool number_unsigned(number_unsigned_t number) override { return value(std::to_string(number)); }

  bool number_float(number_float_t, const string_t&) override { return value(""); }

  bool string(string_t& text) override { return value(text); }

  bool binary(binary_t&) override { return value(""); }

  bool start_object(std::size_t) override { return open(true); }

  bool end_object() override { return close(); }

  bool start_array(std::size_t) override { return open(false); }

  bool end_array() override { return close(); }

  bool key(string_t& name) override {
    path_.enter(name);
    return true;
  }

  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override {
    return false;
  }

 private:
  bool open(bool object) {
    objects_.push_back(object);
    return objects_.size() <= deepest;
  }

  bool close() {
    objects_.pop_back();
    return end_of_value();
  }

  bool value(const std::string& text) {
    path_.give(text);
    return end_of_value();
  }

  // The name that led to a member ends with it.
  bool end_of_value() {
    if (!objects_.empty() && objects_.back()) path_.leave();
    return true;
  }

  Path& path_;
  std::vector<bool> objects_;
};

void read_json(std::string_view text, Path& path) {
  JsonEvents events(path);
  Json::sax_parse(text.begin(), text.end(), &events, Json::input_format_t::json, false);
}

std::string_view text_of(const xmlChar* text) {
  return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

void read_attributes(xmlTextReader* reader, Path& path) {
  while (xmlTextReaderMoveToNextAttribute(reader) == 1) {
    path.enter(text_of(xmlTextReaderConstLocalName(reader)));
    path.give(std::string(text_of(xmlTextReaderConstValue(reader))));
    path.leave();
  }
  xmlTextReaderMoveToElement(reader);
}

// No network, no entities of the document's own, no message on standard error.
void read_xml(std::string_view text, Path& path) {
  constexpr int options =
      XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_RECOVER;
  const std::unique_ptr<xmlTextReader, void (*)(xmlTextReader*)> reader(
      xmlReaderForMemory(text.data(), static_cast<int>(text.size()), nullptr, nullptr, options),
      xmlFreeTextReader);
  if (!reader) return;
  while (xmlTextReaderRead(reader.get()) == 1) {
    switch (xmlTextReaderNodeType(reader.get())) {
      case XML_READER_TYPE_ELEMENT: {
        const bool empty = xmlTextReaderIsEmptyElement(reader.get()) == 1;
        path.enter(text_of(xmlTextReaderConstLocalName(reader.get())));
        if (path.depth() > deepest) return;
        read_attributes(reader.get(), path);
        if (empty) path.leave();
        break;
      }
      case XML_READER_TYPE_TEXT:
      case XML_READER_TYPE_CDATA:
        path.give(std::string(text_of(xmlTextReaderConstValue(reader.get()))));
        break;
      case XML_READER_TYPE_END_ELEMENT:
        path.leave();
        break;
      default:
        break;
    }
  }
}

// a:2:{s:4:"name";s:4:"Anna";…} Every step says whether it could go on.
class Serialised {
 public:
  Serialised(std::string_view text, Path& path) : text_(text), path_(path) {}

  bool value() {
    if (text_.size() < 2) return false;
    const char kind = text_[0];
    if (kind == 'N') return skip("N;");
    if (text_[1] != ':') return false;
    text_.remove_prefix(2);
    switch (kind) {
      case 's':
        return string() && give();
      case 'i':
      case 'd':
      case 'b':
        return until(';') && (kind == 'b' || give());
      case 'a':
        return members();
      case 'O':
        return until(':') && skip_string() && skip(":") && members();
      default:
        return false;
    }
  }

  // "name|a:1:{…}other|s:3:…": how PHP keeps a session.
  bool session() {
    const std::size_t bar = text_.find('|');
    if (bar == std::string_view::npos || bar > 60) return false;
    path_.enter(text_.substr(0, bar));
    text_.remove_prefix(bar + 1);
    const bool read = value();
    path_.leave();
    return read;
  }

  bool ended() const { return text_.empty(); }

 private:
  bool give() {
    path_.give(last_);
    return true;
  }

  bool skip(std::string_view wanted) {
    if (!text_.starts_with(wanted)) return false;
    text_.remove_prefix(wanted.size());
    return true;
  }

  bool until(char end) {
    const std::size_t at = text_.find(end);
    if (at == std::string_view::npos) return false;
    last_ = text_.substr(0, at);
    text_.remove_prefix(at + 1);
    return true;
  }

  // The length stands before: a quote within ends nothing.
  bool quoted(std::string_view length) {
    std::size_t size = 0;
    const auto [end, error] = std::from_chars(length.data(), length.data() + length.size(), size);
    if (error != std::errc() || end != length.data() + length.size() || !skip("\"")) return false;
    if (size > text_.size()) return false;
    last_ = text_.substr(0, size);
    text_.remove_prefix(size);
    return skip("\"");
  }

  bool string() { return until(':') && quoted(std::string(last_)) && skip(";"); }

  bool skip_string() { return quoted(std::string(last_)); }

  bool members() {
    // Lists without names lead nowhere in the path, and are counted too.
    if (!until(':') || !skip("{") || ++depth_ > deepest) return false;
    while (!text_.empty() && text_[0] != '}') {
      const bool name = text_[0] == 's' || text_[0] == 'i';
      if (!name || text_.size() < 2) return false;
      const bool word = text_[0] == 's';
      text_.remove_prefix(2);
      if (word ? !string() : !until(';')) return false;
      if (word) path_.enter(last_);
      const bool read = path_.depth() <= deepest && value();
      if (word) path_.leave();
      if (!read) return false;
    }
    --depth_;
    return skip("}");
  }

  std::string_view text_;
  std::string last_;
  std::size_t depth_ = 0;
  Path& path_;
};

bool begins_serialised(std::string_view text) {
  const std::size_t bar = text.find('|');
  const bool session = bar != std::string_view::npos && bar > 0 && bar < 60;
  const std::string_view start = session ? text.substr(bar + 1) : text;
  if (start.size() < 6 || start[1] != ':') return false;
  if (start[0] != 'a' && start[0] != 'O') return false;
  return std::isdigit(static_cast<unsigned char>(start[2])) != 0;
}

void read_serialised(std::string_view text, Path& path) {
  Serialised reader(text, path);
  const std::size_t bar = text.find('|');
  const bool session = bar != std::string_view::npos && text.find(':') > bar;
  if (!session) {
    reader.value();
    return;
  }
  while (!reader.ended() && reader.session()) {
  }
}

}  // namespace

std::string_view word(Form form) { return word_in(forms, form); }

std::string plain_name(std::string_view name) {
  const bool plain =
      !name.empty() && name.size() <= 40 && std::all_of(name.begin(), name.end(), [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '-';
      });
  const auto digits = std::count_if(
      name.begin(), name.end(), [](char c) { return std::isdigit(static_cast<unsigned char>(c)); });
  if (!plain || digits > 3 || detectors::is_common_first_name(name)) return "*";
  return std::string(name);
}

Form open_value(std::string_view text,
                const std::function<void(const std::string&, const std::string&)>& take) {
  Path path(take);
  Form form = Form::none;
  if (text.starts_with('{') || text.starts_with('[')) {
    form = Form::json;
    read_json(text, path);
  } else if (text.starts_with("<?xml") || (text.starts_with('<') && text.ends_with('>'))) {
    form = Form::xml;
    read_xml(text, path);
  } else if (begins_serialised(text)) {
    form = Form::serialised;
    read_serialised(text, path);
  }
  return path.given() ? form : Form::none;
}

}  // namespace ombud::discovery
