#include "core/exchange/daylio_rows.h"

#include <algorithm>

#include "core/base/moment.h"
#include "core/exchange/clock_text.h"
#include "core/exchange/csv.h"
#include "core/exchange/daylio_columns.h"
#include "core/exchange/scripts.h"
#include "core/exchange/sheet_number.h"

namespace eddy {
namespace {

// What is before Daylio's time or long after ours is in a calendar that is not read here.
bool is_of_ours(int64_t day) {
  const int year = to_date(day).year;
  return year >= kFirstYear && year <= kLastYear;
}

// A row whose date waits for what the other rows say.
struct HalfRead {
  DaylioRow row;
  int minutes = 0;
  std::optional<int64_t> day;
  std::optional<NumericDate> date;  // where the day is not said
  std::string date_text;
  std::optional<int> sheet_minutes;  // of a time such as "0.25", which may be a quarter past midnight, too
  bool clock_says = true;            // it may also be read as a clock's
  bool sheet_day = false;            // a spreadsheet's number for a day
  int beside = -1;                   // the day of the month, where another column has it
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
    if (const auto why = read_date(r.fields, half)) return why;
    if (!read_time(header_.field(r.fields, Column::time), half)) return Left::time;
    half.row.line = r.line;
    half.row.mood = trimmed(header_.field(r.fields, Column::mood));
    if (half.row.mood.empty()) return Left::mood;
    half.row.activities = split_bars(header_.field(r.fields, Column::activities));
    half.row.words = header_.words(r.fields);
    half_.push_back(std::move(half));
    return std::nullopt;
  }

  // As a clock has it, as the number that a spreadsheet keeps, or behind a date.
  bool read_time(const std::string& text, HalfRead& half) {
    const auto number = sheet_number(text);
    if (number && !number->has_day) half.sheet_minutes = number->minutes;
    auto minutes = minutes_of_day(text);
    if (!minutes && number && number->has_day) minutes = number->minutes;
    if (!minutes) minutes = time_behind(text);
    if (!minutes && blank_field(text)) minutes = time_in_date(half.date_text);
    half.clock_says = minutes.has_value();
    if (!minutes && !half.sheet_minutes) return false;
    half.minutes = minutes.value_or(0);
    counts_to_24_ = counts_to_24_ || half.minutes > 24 * 60;
    const bool surely_sheet = !minutes && *half.sheet_minutes > 0;
    sheet_times_ = sheet_times_ || surely_sheet;
    return true;
  }
  // Midnight there says only that nobody said the time.
  static std::optional<int> time_in_date(const std::string& text) {
    const auto number = sheet_number(text);
    const auto minutes = number && number->has_day ? number->minutes : time_behind(text);
    return minutes && *minutes > 0 ? minutes : std::nullopt;
  }

  std::optional<Left> read_date(const std::vector<std::string>& f, HalfRead& half) {
    const auto beside = header_.field(f, Column::date);
    if (!header_.has(Column::full_date))
      return read_year_and_date(header_.field(f, Column::year), beside, half);
    half.date_text = trimmed(header_.field(f, Column::full_date));
    half.beside = lone_number(beside);
    if (const auto number = sheet_number(half.date_text); number && number->has_day) {
      half.day = number->days;
      half.sheet_day = true;
      since_1900_ += half.beside == to_date(*half.day).day;
      since_1904_ += half.beside == to_date(*half.day + kDaysTo1904).day;
      return std::nullopt;
    }
    const auto numbers = date_in(half.date_text);
    if (of_another_calendar(half.date_text)) return Left::calendar;
    if (!numbers) return Left::date;
    if (const auto order = order_said(*numbers)) {
      half.day = day_of(*numbers, *order);
      return half.day ? std::nullopt : std::optional(Left::date);
    }
    half.date = numbers;
    clues_.push_back({*numbers, half.beside, trimmed(header_.field(f, Column::weekday))});
    return std::nullopt;
  }
  static std::optional<Left> read_year_and_date(const std::string& year_text, const std::string& date_text,
                                                HalfRead& half) {
    const int y = lone_number(year_text);
    const auto d = month_and_day(date_text);
    if (y >= 1000 && (our_year(y) < kFirstYear || our_year(y) > kLastYear)) return Left::calendar;
    int64_t day = 0;
    if (!d || !to_day({our_year(y), d->month, d->day}, day)) return Left::date;
    half.day = day;
    return std::nullopt;
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
    if (!half.day) return Left::date;
    if (half.sheet_day && since_1904_ > since_1900_) *half.day += kDaysTo1904;
    if (!is_of_ours(*half.day)) return Left::calendar;
    if (!half.clock_says && !sheet_times_) return Left::time;
    if (half.sheet_minutes && sheet_times_) half.minutes = *half.sheet_minutes;
    if (counts_to_24_ && half.minutes >= 24 * 60) half.minutes -= 24 * 60;
    half.row.local_ms = *half.day * kDay + half.minutes * kMinute;
    return std::nullopt;
  }

  DaylioColumns header_;
  DaylioFile out_;
  std::vector<HalfRead> half_;
  std::vector<DateClue> clues_;
  bool sheet_times_ = false;                // one of its times can only be a spreadsheet's number
  size_t since_1900_ = 0, since_1904_ = 0;  // days that agree with what stands beside, counted from then
  bool counts_to_24_ = false;               // 24:05 is in it: its hours go from 1 to 24, and 24 is the first
};

}  // namespace

const char* words_of(Left why) {
  switch (why) {
    case Left::open_quote: return "a quote is opened and never closed";
    case Left::fields: return "it has more or fewer fields than the first line";
    case Left::nul: return "it holds a NUL byte";
    case Left::header_again: return "the names of the columns again, no entry";
    case Left::date: return "the date is not a real one";
    case Left::calendar:
      return "its year is none from 1990 to 2099: maybe another calendar's (Persian, Islamic, an emperor's); "
             "set the "
             "device to the Gregorian calendar and export again";
    case Left::date_order: return "it is not clear which number of the date is the day and which the month";
    case Left::time: return "the time is not a time of day";
    case Left::mood: return "it has no mood";
    case Left::too_long:
      return "it holds more than one entry may: a note of 100 kB, or a thousand activities";
  }
  return "";
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
