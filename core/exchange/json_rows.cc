#include "core/exchange/json_rows.h"

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <deque>

#include "core/exchange/json_message.h"

namespace eddy {
namespace {

namespace js = boost::json;
constexpr size_t kDeepest = 64;  // an entry needs six
constexpr size_t kPart = 64 << 10;
constexpr std::string_view kBetween = " \t\r\n,[]";

// What the parser meets, made into entries.
class Events {
 public:
  static constexpr size_t max_object_size = size_t(-1), max_array_size = size_t(-1),
                          max_key_size = size_t(-1), max_string_size = size_t(-1);
  using Error = js::error_code;
  using Text = js::string_view;

  bool on_document_begin(Error&) { return true; }
  bool on_document_end(Error&) { return true; }
  bool on_object_begin(Error&) { return ++depth_, begin_object(), true; }
  bool on_object_end(size_t, Error&) { return --depth_, end_object(), true; }
  bool on_array_begin(Error&) { return ++depth_, begin_array(), true; }
  bool on_array_end(size_t, Error&) { return --depth_, end_array(), true; }
  bool on_key_part(Text t, size_t, Error&) { return part(t); }
  bool on_key(Text t, size_t, Error&) {
    part(t);
    if (!skipped_ && message_.open()) message_.name(held_);
    held_.clear();
    return true;
  }
  bool on_string_part(Text t, size_t, Error&) { return part(t); }
  bool on_string(Text t, size_t, Error&) {
    part(t);
    if (value()) message_.text(held_);
    held_.clear();
    return true;
  }
  bool on_number_part(Text, Error&) { return true; }
  bool on_int64(int64_t n, Text, Error&) { return value() && (message_.number(n), true), true; }
  bool on_uint64(uint64_t n, Text, Error&) { return value() && (message_.number(n), true), true; }
  bool on_double(double n, Text, Error&) { return value() && (message_.number(n), true), true; }
  bool on_bool(bool b, Error&) { return value() && (message_.truth(b), true), true; }
  bool on_null(Error&) { return value() && (message_.nothing(), true), true; }
  bool on_comment_part(Text, Error&) { return true; }
  bool on_comment(Text, Error&) { return true; }

  void at_line(int line) { line_ = line; }
  bool between() const { return depth_ == 0; }  // entries, or before and behind them all
  bool in_entry() const { return message_.open(); }
  int entry_line() const { return row_.line; }
  // It is broken here: what was begun is no entry.
  void broken(int line, const char* why) {
    if (!message_.open()) row_ = {line, ++entries_, "", nullptr, false};
    row_.wrong = why;
    row_.exported.clear();
    rows_.push_back(row_);
    message_ = {};
    held_.clear();
    depth_ = skipped_ = 0;
    list_ = outer_ = false;
  }

  std::deque<JsonRow> rows_;

 private:
  bool part(Text t) {
    if (!skipped_) held_.append(t.data(), t.size());
    return true;
  }
  // Whether a lone value belongs to an entry.
  bool value() {
    if (skipped_) return false;
    if (message_.open()) return true;
    if (!outer_ || list_) no_entry();
    return false;
  }
  void no_entry() { rows_.push_back({line_, ++entries_, "", "it is not one of Eddy's entries", false}); }
  void begin_object() {
    if (skipped_) {
      ++skipped_;
    } else if (message_.open()) {
      if (!message_.begin()) skipped_ = 1;
    } else if (outer_ && !list_) {
      skipped_ = 1;
    } else {
      row_ = {line_, ++entries_, "", nullptr, false};
      message_.begin();
    }
  }
  void end_object() {
    if (skipped_) {
      --skipped_;
    } else if (!message_.open()) {
      outer_ = false;
    } else if (message_.end()) {
      row_.wrong = message_.wrong();
      row_.newer = message_.newer();
      row_.exported = message_.take();
      rows_.push_back(std::move(row_));
    }
  }
  void begin_array() {
    if (skipped_) {
      ++skipped_;
    } else if (!message_.open()) {
      if (list_) no_entry();
      if (list_ || outer_)
        skipped_ = 1;
      else
        list_ = true;
    } else if (message_.is_reply() && !outer_ && !list_) {  // no entry, but what has a list of them
      message_ = {};
      --entries_;
      outer_ = list_ = true;
    } else if (!message_.begin_list()) {
      skipped_ = 1;
    }
  }
  void end_array() {
    if (skipped_)
      --skipped_;
    else if (message_.open())
      message_.end_list();
    else
      list_ = false;
  }

  JsonMessage message_;
  JsonRow row_;
  std::string held_;  // a key or a string, as far as it was read
  int line_ = 1, entries_ = 0;
  size_t depth_ = 0, skipped_ = 0;     // containers that are open; those whose values nobody wants
  bool list_ = false, outer_ = false;  // in a list of entries; in an object that holds that list
};

}  // namespace

struct JsonRows::Parser {
  static js::parse_options options() {
    js::parse_options o;
    o.max_depth = kDeepest;
    return o;
  }
  js::basic_parser<Events> json{options()};
  Events& events() { return json.handler(); }
};

JsonRows::JsonRows(std::string_view text) : text_(text), parser_(std::make_unique<Parser>()) {}
JsonRows::~JsonRows() = default;
double JsonRows::progress() const { return text_.empty() ? 1 : double(at_) / double(text_.size()); }

bool JsonRows::next(JsonRow& row) {
  auto& rows = parser_->events().rows_;
  while (rows.empty() && at_ < text_.size()) read_some();
  if (rows.empty() && !ended_) end();
  if (rows.empty()) return false;
  row = std::move(rows.front());
  rows.pop_front();
  return true;
}

// To the end of a line at most, so that lines are known.
void JsonRows::read_some() {
  const auto rest = text_.substr(at_, kPart);
  const auto end = rest.find('\n');
  const auto before = at_;
  read_line(rest.substr(0, std::min(end, rest.size() - 1) + 1));
  if (at_ > before && text_[at_ - 1] == '\n') ++line_, line_start_ = at_;
}

// Skips what stands between entries; false where nothing of them begins on this line.
bool JsonRows::begin_loose() {
  const auto from = std::min(text_.find_first_not_of(" \t\r,[]", at_), text_.size());
  if (from < text_.size() && text_[from] == '{') return at_ = from, true;
  at_ = std::min(text_.find('\n', from), text_.size() - 1) + 1;
  return false;
}

void JsonRows::read_line(std::string_view part) {
  auto& p = *parser_;
  const auto end = at_ + part.size();
  p.events().at_line(line_);
  while (at_ < end) {
    if (loose_ && p.events().between() && !begin_loose()) return;
    if (at_ >= end) return;
    js::error_code error;
    const auto read = p.json.write_some(true, text_.data() + at_, end - at_, error);
    if (error) return broken(at_ + read, error == js::error::too_deep);
    at_ += read;
    if (at_ < end || (loose_ && p.events().between())) p.json.reset(), loose_ = true;  // the value has ended
  }
}

void JsonRows::broken(size_t at, bool deep) {
  auto& p = *parser_;
  const bool goes_on = p.events().in_entry() && p.events().entry_line() < line_;
  p.events().broken(p.events().in_entry() ? p.events().entry_line() : line_,
                    deep ? "it is nested deeper than anything Eddy writes"
                         : "from here on, to the next line that begins an entry, the file is not JSON");
  p.json.reset();
  loose_ = true;
  const auto first = text_.find_first_not_of(kBetween, line_start_);
  if (goes_on && first < at + 1 && text_[first] == '{') {
    at_ = line_start_;  // an entry of its own begins on this line: the one before was never finished
    return;
  }
  at_ = std::min(text_.find('\n', std::max(line_start_, at - std::min<size_t>(at, 1))), text_.size() - 1) + 1;
}

void JsonRows::end() {
  ended_ = true;
  auto& p = *parser_;
  if (!p.events().between())
    p.events().broken(p.events().in_entry() ? p.events().entry_line() : line_,
                      "the file ends in the middle of it");
}

}  // namespace eddy
