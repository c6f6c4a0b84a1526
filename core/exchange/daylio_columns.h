// Where a header of Daylio's says that things are, and the fields of a row by what they mean.
#pragma once
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace eddy {

enum class Column { full_date, year, date, weekday, time, mood, activities, scales, note_title, note };
constexpr size_t kColumnCount = 10;

bool blank_field(const std::string& s);
std::vector<std::string> split_bars(std::string_view s);  // each once, without empty ones

class DaylioColumns {
 public:
  explicit DaylioColumns(const std::vector<std::string>& header);
  bool daylio() const;  // it has what an entry needs
  bool has(Column c) const { return at(c) >= 0; }
  // Brings a row to the fields of the header; false: it has others.
  bool fit(std::vector<std::string>& f) const;
  // Of a row that fits.
  std::string field(const std::vector<std::string>& f, Column c) const;
  // Title, note, scales, and the columns that Eddy does not know, each on lines of its own.
  std::string words(const std::vector<std::string>& f) const;

 private:
  int at(Column c) const { return at_[size_t(c)]; }
  size_t place(const std::vector<std::string>& f, int index) const;

  struct Other {
    int index;
    std::string name;
  };
  std::array<int, kColumnCount> at_{};  // -1: it is not there
  size_t size_ = 0, spare_ = 0;         // columns with names; without, behind them
  std::vector<Other> others_;
};

bool is_daylio_header(const std::vector<std::string>& fields);

}  // namespace eddy
