#include "core/exchange/daylio_rows.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <unordered_set>

#include "core/base/moment.h"
#include "core/exchange/clock_text.h"
#include "core/exchange/csv.h"
#include "core/exchange/plain.h"
#include "core/exchange/scripts.h"

namespace eddy {
namespace {

// A Buddhist year is 543 ahead of ours, with the same months and days. What is then before Daylio's time or long after ours is
// in a calendar that is not read here.
std::optional<int64_t> in_our_years(int64_t day) {
  auto date = to_date(day);
  if (date.year >= 2500) date.year -= 543;
  if (date.year < 1990 || date.year > 2099 || !to_day(date, day)) return std::nullopt;
  return day;
}

enum class Column { full_date, year, date, weekday, time, mood, activities, scales, note_title, note };
constexpr std::string_view kColumns[] = {"full_date", "year",       "date",   "weekday",    "time",
                                         "mood",      "activities", "scales", "note_title", "note"};
constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

bool blank_field(const std::string& s) { return s.find_first_not_of(" \t\r\n") == std::string::npos; }

std::string column_name(std::string_view field) {
  if (field.substr(0, 3) == kByteOrderMark) field.remove_prefix(3);  // two files in one
  return in_small(trimmed(field));
}

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

void add_line(std::string& words, const std::string& line) {
  if (line.empty()) return;
  if (!words.empty()) words += '\n';
  words += line;
}

// Where a header says that things are.
class DaylioColumns {
 public:
  explicit DaylioColumns(const std::vector<std::string>& header) {
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

  bool daylio() const {
    return (has(Column::full_date) || (has(Column::year) && has(Column::date))) && has(Column::time) &&
           has(Column::mood) && has(Column::activities);
  }
  bool has(Column c) const { return at(c) >= 0; }

  // Brings a row to the fields of the header; false: it has others.
  bool fit(std::vector<std::string>& f) const {
    for (size_t i = 0; i < spare_ && f.size() > size_ && blank_field(f.back()); ++i) f.pop_back();
    while (f.size() > size_ + 1 && blank_field(f.back())) f.pop_back();
    // A spreadsheet leaves out what is empty at a row's end.
    if (f.size() + 1 < size_ && f.size() > at(Column::mood)) f.resize(size_);
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
  // Of a row that fits.
  std::string field(const std::vector<std::string>& f, Column c) const {
    if (c == Column::scales && f.size() > size_) return f[size_t(at(Column::activities)) + 1];
    return at(c) < 0 ? "" : f[place(f, at(c))];
  }
  std::string words(const std::vector<std::string>& f) const {
    auto out = plain_words(field(f, Column::note_title));
    add_line(out, plain_words(field(f, Column::note)));
    for (const auto& s : split_bars(field(f, Column::scales))) add_line(out, s);
    for (const auto& [index, name] : others_) {
      const auto said = trimmed(f[place(f, index)]);
      if (!said.empty()) add_line(out, name.empty() ? said : name + ": " + said);
    }
    return out;
  }

 private:
  int at(Column c) const { return at_[size_t(c)]; }
  size_t place(const std::vector<std::string>& f, int index) const {
    return size_t(index) + (f.size() > size_ && index > at(Column::activities));
  }

  struct Other {
    int index;
    std::string name;
  };
  std::array<int, std::size(kColumns)> at_{};  // -1: it is not there
  size_t size_ = 0, spare_ = 0;                // columns with names; without, behind them
  std::vector<Other> others_;
};

// A row whose date waits for what the other rows say.
struct HalfRead {
  DaylioRow row;
  int minutes = 0;
  std::optional<int64_t> day;
  std::optional<NumericDate> date;  // where the day is not said
  std::string date_text;
};

class DaylioReader {
 public:
  explicit DaylioReader(const DaylioColumns& header) : header_(header) {}

  void take(CsvRow& r) {
    unwrap(r);
    if (std::all_of(r.fields.begin(), r.fields.end(), blank_field) && !r.open_quote) {
      ++out_.blank;
      return;
    }
    if (const auto why = half_read(r)) out_.left.push_back({r.line, *why});
  }

  DaylioFile done(const DaylioOptions& options) {
    out_.orders = orders_of(clues_, options.today);
    const auto order = settled(options);
    for (auto& half : half_) {
      if (const auto why = finish(half, order))
        out_.left.push_back({half.row.line, *why});
      else
        out_.rows.push_back(std::move(half.row));
    }
    std::sort(out_.left.begin(), out_.left.end(),
              [](const auto& a, const auto& b) { return a.line < b.line; });
    return std::move(out_);
  }

 private:
  std::optional<Left> half_read(CsvRow& r) {
    if (r.open_quote) return Left::open_quote;
    if (is_daylio_header(r.fields)) {  // two files in one: from here on, it is the second's
      header_ = DaylioColumns(r.fields);
      return Left::header_again;
    }
    if (r.cut || !header_.fit(r.fields)) return Left::fields;
    for (const auto& f : r.fields)
      if (f.find('\0') != std::string::npos) return Left::nul;
    HalfRead half;
    if (!read_date(r.fields, half)) return Left::date;
    const auto minutes = minutes_of_day(header_.field(r.fields, Column::time));
    if (!minutes) return Left::time;
    half.row.line = r.line;
    half.row.mood = trimmed(header_.field(r.fields, Column::mood));
    if (half.row.mood.empty()) return Left::mood;
    half.minutes = *minutes;
    counts_to_24_ = counts_to_24_ || *minutes > 24 * 60;
    half.row.activities = split_bars(header_.field(r.fields, Column::activities));
    half.row.words = header_.words(r.fields);
    half_.push_back(std::move(half));
    return std::nullopt;
  }

  bool read_date(const std::vector<std::string>& f, HalfRead& half) {
    const auto beside = header_.field(f, Column::date);
    if (!header_.has(Column::full_date))
      return read_year_and_date(header_.field(f, Column::year), beside, half);
    half.date_text = trimmed(header_.field(f, Column::full_date));
    const auto numbers = numeric_date(half.date_text);
    if (!numbers) return false;
    half.day = numbers->year_first ? day_of(*numbers, DateOrder::ymd) : std::nullopt;
    if (numbers->year_first) return half.day.has_value();
    half.date = numbers;
    clues_.push_back({*numbers, lone_number(beside), trimmed(header_.field(f, Column::weekday))});
    return true;
  }
  static bool read_year_and_date(std::string_view year_text, std::string_view date_text, HalfRead& half) {
    const int y = lone_number(year_text);
    const auto d = month_and_day(date_text);
    int64_t day = 0;
    if (!d || !to_day({y, d->month, d->day}, day)) return false;
    half.day = day;
    return true;
  }

  std::optional<DateOrder> settled(const DaylioOptions& options) const {
    if (out_.orders.empty()) return DateOrder::dmy;  // whatever it is, none of them is a date
    if (out_.orders.size() == 1) return out_.orders[0];
    const bool one_of_them =
        options.order && std::count(out_.orders.begin(), out_.orders.end(), *options.order);
    return one_of_them ? options.order : std::nullopt;
  }

  std::optional<Left> finish(HalfRead& half, std::optional<DateOrder> order) {
    if (half.date && !order) {
      const auto fits = [&](DateOrder o) { return day_of(*half.date, o).has_value(); };
      if (std::none_of(out_.orders.begin(), out_.orders.end(), fits)) return Left::date;
      if (!out_.date_order_open) out_.open_date = half.date_text;
      out_.date_order_open = true;
      return Left::date_order;
    }
    if (half.date) half.day = day_of(*half.date, *order);
    if (half.day) half.day = in_our_years(*half.day);
    if (!half.day) return Left::date;
    if (counts_to_24_ && half.minutes >= 24 * 60) half.minutes -= 24 * 60;
    half.row.local_ms = *half.day * kDay + half.minutes * kMinute;
    return std::nullopt;
  }

  DaylioColumns header_;
  DaylioFile out_;
  std::vector<HalfRead> half_;
  std::vector<DateClue> clues_;
  bool counts_to_24_ = false;  // 24:05 is in it: its hours go from 1 to 24, and 24 is the first
};

}  // namespace

const char* words_of(Left why) {
  switch (why) {
    case Left::open_quote: return "a quote is opened and never closed";
    case Left::fields: return "it has more or fewer fields than the first line";
    case Left::nul: return "it holds a NUL byte";
    case Left::header_again: return "the names of the columns again, no entry";
    case Left::date: return "the date is not a real one";
    case Left::date_order: return "it is not clear which number of the date is the day and which the month";
    case Left::time: return "the time is not a time of day";
    case Left::mood: return "it has no mood";
    case Left::too_long: return "the note is longer than 100 kB";
    case Left::removed_before: return "you removed this entry for good before";
  }
  return "";
}

bool is_daylio_header(const std::vector<std::string>& fields) {
  const auto known = [](const std::string& f) {
    const auto name = column_name(f);
    return name == "full_date" || name == "year";
  };
  return std::any_of(fields.begin(), fields.end(), known) && DaylioColumns(fields).daylio();
}

std::optional<DaylioFile> read_daylio(std::string_view text, const DaylioOptions& options) {
  CsvReader csv(text);
  CsvRow row;
  int blank = 0;
  do {  // lines of nothing before the header, as some spreadsheets leave
    if (!csv.next(row)) return std::nullopt;
  } while (!row.open_quote && std::all_of(row.fields.begin(), row.fields.end(), blank_field) && ++blank);
  unwrap(row);
  if (!is_daylio_header(row.fields)) return std::nullopt;
  DaylioReader reader{DaylioColumns(row.fields)};
  while (csv.next(row)) reader.take(row);
  auto out = reader.done(options);
  out.blank += blank;
  return out;
}

}  // namespace eddy
