#include "core/exchange/daylio_columns.h"

#include <algorithm>
#include <iterator>
#include <unordered_set>

#include "core/exchange/plain.h"
#include "core/exchange/scripts.h"

namespace eddy {
namespace {

constexpr std::string_view kColumns[] = {"full_date", "year",       "date",   "weekday",    "time",
                                         "mood",      "activities", "scales", "note_title", "note"};
constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

static_assert(std::size(kColumns) == kColumnCount);

std::string column_name(std::string_view field) {
  if (field.substr(0, 3) == kByteOrderMark) field.remove_prefix(3);  // two files in one
  return in_small(trimmed(field));
}

void add_line(std::string& words, const std::string& line) {
  if (line.empty()) return;
  if (!words.empty()) words += '\n';
  words += line;
}

}  // namespace

bool blank_field(const std::string& s) { return s.find_first_not_of(" \t\r\n") == std::string::npos; }

std::vector<std::string> split_bars(std::string_view s) {
  std::vector<std::string> out;
  std::unordered_set<std::string> seen;
  while (!s.empty()) {
    const auto bar = std::min(s.find('|'), s.size());
    auto one = trimmed(s.substr(0, bar));
    if (!one.empty() && seen.insert(one).second) out.push_back(std::move(one));
    s.remove_prefix(std::min(bar + 1, s.size()));
  }
  return out;
}

DaylioColumns::DaylioColumns(const std::vector<std::string>& header) {
  at_.fill(-1);
  size_ = header.size();
  while (size_ > 0 && blank_field(header[size_ - 1])) --size_;
  spare_ = header.size() - size_;
  for (size_t i = 0; i < size_; ++i) {
    const auto name = column_name(header[i]);
    const auto known = size_t(std::find(std::begin(kColumns), std::end(kColumns), name) - kColumns);
    if (known < at_.size() && at_[known] < 0)
      at_[known] = int(i);
    else
      others_.push_back({int(i), trimmed(header[i])});
  }
}

bool DaylioColumns::daylio() const {
  return (has(Column::full_date) || (has(Column::year) && has(Column::date))) && has(Column::time) &&
         has(Column::mood) && has(Column::activities);
}

bool DaylioColumns::fit(std::vector<std::string>& f) const {
  for (size_t i = 0; i < spare_ && f.size() > size_ && blank_field(f.back()); ++i) f.pop_back();
  while (f.size() > size_ + 1 && blank_field(f.back())) f.pop_back();
  // A spreadsheet leaves out what is empty at a row's end.
  if (f.size() + 1 < size_ && f.size() > size_t(at(Column::mood))) f.resize(size_);
  const auto behind = std::ptrdiff_t(at(Column::activities)) + 1;
  if (f.size() + 1 == size_ &&
      at(Column::scales) == behind) {  // from the time when scales came: with them ...
    f.insert(f.begin() + behind, "");
  } else if (f.size() == size_ + 1) {  // ... or with scales that the header does not name
    const bool says = f[size_t(behind)].find(':') != std::string::npos;
    if (has(Column::scales) || (blank_field(f.back()) && !says)) {
      if (!blank_field(f.back())) return false;
      f.pop_back();
    }
  }
  return f.size() == size_ || (f.size() == size_ + 1 && !has(Column::scales));
}

size_t DaylioColumns::place(const std::vector<std::string>& f, int index) const {
  return size_t(index) + (f.size() > size_ && index > at(Column::activities));
}

std::string DaylioColumns::field(const std::vector<std::string>& f, Column c) const {
  if (c == Column::scales && f.size() > size_) return f[size_t(at(Column::activities)) + 1];
  return at(c) < 0 ? "" : f[place(f, at(c))];
}

std::string DaylioColumns::words(const std::vector<std::string>& f) const {
  auto out = plain_words(field(f, Column::note_title));
  add_line(out, plain_words(field(f, Column::note)));
  for (const auto& s : split_bars(field(f, Column::scales))) add_line(out, s);
  for (const auto& [index, name] : others_) {
    const auto said = trimmed(f[place(f, index)]);
    if (!said.empty()) add_line(out, name.empty() ? said : name + ": " + said);
  }
  return out;
}

bool is_daylio_header(const std::vector<std::string>& fields) {
  const auto known = [](const std::string& f) {
    const auto name = column_name(f);
    return name == "full_date" || name == "year";
  };
  return std::any_of(fields.begin(), fields.end(), known) && DaylioColumns(fields).daylio();
}

}  // namespace eddy
