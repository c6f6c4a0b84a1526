// Whatever phone or spreadsheet wrote a Daylio export, it is read back; and the work grows with its size, not
// faster.
#include <gtest/gtest.h>

#include <algorithm>
#include <ctime>
#include <functional>
#include <iterator>
#include <random>

#include "core/base/moment.h"
#include "core/exchange/date_text.h"
#include "core/exchange/daylio_rows.h"
#include "core/exchange/letters.h"
#include "core/exchange/scripts.h"
#include "core/exchange/sniff.h"
#include "tests/campaign.h"
#include "tests/core/daylio.h"

namespace eddy::test {
namespace {

struct Spelling {
  const char* name;
  bool latin;  // Windows-1252 has it
  std::function<std::string(int, int)> write;
};
std::string two(int n) { return (n < 10 ? "0" : "") + std::to_string(n); }
Spelling halves(const char* am, const char* pm, bool before, const char* between, bool latin = false,
                bool zero = false) {
  return {am, latin, [=](int h, int m) {
            const auto half = std::string(h < 12 ? am : pm);
            const auto time = std::to_string(zero || h % 12 ? h % 12 : 12) + ":" + two(m);
            return before ? half + between + time : time + between + half;
          }};
}
const std::vector<Spelling>& spellings() {
  static const std::vector<Spelling> all = {
      {"24", true, [](int h, int m) { return two(h) + ":" + two(m); }},
      {"H", true, [](int h, int m) { return std::to_string(h) + "." + two(m); }},
      {"seconds", true, [](int h, int m) { return two(h) + ":" + two(m) + ":59"; }},
      {"fr-CA", true, [](int h, int m) { return two(h) + " h " + two(m); }},
      {"de", true, [](int h, int m) { return two(h) + ":" + two(m) + " Uhr"; }},
      {"th", false, [](int h, int m) { return two(h) + ":" + two(m) + " น."; }},
      {"ja", false, [](int h, int m) { return std::to_string(h) + "時" + two(m) + "分"; }},
      {"ko", false, [](int h, int m) { return std::to_string(h) + "시 " + two(m) + "분"; }},
      halves("AM", "PM", false, " ", true),
      halves("am", "pm", false, "", true),
      halves("a. m.", "p. m.", false, "\u00a0", true),
      halves("AM", "PM", false, "\u202f"),
      halves("π.μ.", "μ.μ.", false, " "),
      halves("ص", "م", false, " "),
      halves("ق.ظ.", "ب.ظ.", false, " "),
      halves("पूर्वाह्न", "अपराह्न", false, " "),
      halves("오전", "오후", true, " "),
      halves("上午", "下午", true, ""),
      halves("午前", "午後", true, "", false, true),
      halves("de.", "du.", true, " ", true),
      halves("SA", "CH", false, " ", true),
      halves("ÖÖ", "ÖS", true, " ", true),
  };
  return all;
}

std::string in_digits(const std::string& text, char32_t zero) {
  std::string out;
  for (const char c : text)
    if (c >= '0' && c <= '9')
      put_letter(out, zero + char32_t(c - '0'));
    else
      out += c;
  return out;
}

// A phone or a spreadsheet, as it may be.
struct Writer {
  std::string separator, line_end;
  int encoding;  // 0 UTF-8, 1 with a mark, 2 and 3 UTF-16 LE and BE with a mark, 4 and 5 without, 6 Windows-1252
  char32_t zero;
  Spelling spelling;
  int generation;  // 0: 2018; 1: 2020; 2: today; 3: with scales
  int order;       // -1: as Daylio writes dates; otherwise a spreadsheet's DateOrder
  bool quote_all, said, trailing;

  std::string quoted(const std::string& s) const {
    if (!quote_all && s.find_first_of(separator + "\"\r\n") == std::string::npos) return s;
    std::string out = "\"";
    for (const char c : s) out += c == '"' ? "\"\""s : std::string(1, c);
    return out + "\"";
  }
  std::string line(const Strings& fields) const {
    std::string out;
    for (const auto& f : fields) out += (out.empty() ? "" : separator) + (f.empty() ? "\"\"" : quoted(f));
    return out + (trailing ? separator + separator : "") + line_end;
  }
  std::string date(const DaylioRow& r) const {
    const auto d = to_date(r.local_ms / kDay);
    const auto y = std::to_string(d.year), m = std::to_string(d.month), t = std::to_string(d.day);
    if (order < 0) return iso_date(r.local_ms / kDay);
    if (DateOrder(order) == DateOrder::ymd) return y + "/" + m + "/" + t;
    return DateOrder(order) == DateOrder::dmy ? t + "." + m + "." + y + " 00:00" : m + "/" + t + "/" + y;
  }
  Strings fields(const DaylioRow& r) const {
    static const char* months[] = {"January", "February", "March",     "April",   "May",      "June",
                                   "July",    "August",   "September", "October", "November", "December"};
    const auto d = to_date(r.local_ms / kDay);
    const int minutes = int(r.local_ms % kDay / kMinute);
    std::string activities;
    for (const auto& a : r.activities) activities += (activities.empty() ? "" : " | ") + a;
    Strings out = {in_digits(generation == 0 ? std::to_string(d.year) : date(r), zero),
                   std::to_string(d.day) + " " + months[d.month - 1],
                   std::to_string(weekday(r.local_ms / kDay)),
                   in_digits(spelling.write(minutes / 60, minutes % 60), zero),
                   r.mood,
                   activities};
    if (generation == 3) out.push_back("");
    if (generation >= 2) out.push_back("");
    out.push_back(r.words);
    return out;
  }
  std::string encoded(const std::string& text) const {
    if (encoding == 1) return "\xef\xbb\xbf" + text;
    if (encoding == 2) return "\xff\xfe" + utf16(text, false);
    if (encoding == 3) return "\xfe\xff" + utf16(text, true);
    if (encoding == 4 || encoding == 5) return utf16(text, encoding == 5);
    if (encoding == 0) return text;
    std::string out;
    for (std::string_view rest = text; !rest.empty();) out += char(take_letter(rest));
    return out;
  }
  std::string file(const std::vector<DaylioRow>& rows) const {
    static const Strings headers[] = {
        {"year", "date", "weekday", "time", "mood", "activities", "note"},
        {"full_date", "date", "weekday", "time", "mood", "activities", "note"},
        {"full_date", "date", "weekday", "time", "mood", "activities", "note_title", "note"},
        {"full_date", "date", "weekday", "time", "mood", "activities", "scales", "note_title", "note"}};
    std::string out;
    if (said) out += "sep=" + separator + line_end;
    for (const auto& name : headers[generation])
      out += (out.empty() || out.back() == line_end.back() ? "" : separator) + quoted(name);
    out += (trailing ? separator + separator : "") + line_end;
    for (const auto& r : rows) out += line(fields(r));
    return encoded(out);
  }
};

std::vector<DaylioRow> some_rows(std::mt19937& random, bool latin) {
  const auto below = [&](int n) { return int(random() % unsigned(n)); };
  const Strings moods = latin ? Strings{"good", "s\u00fcper"} : Strings{"rad", "хорошо", "\U0001F600"};
  const Strings tags =
      latin ? Strings{"work", "caf\u00e9", "movies / tv"} : Strings{"仕事", "परिवार के साथ", "a, b; c"};
  const Strings words =
      latin ? Strings{"", "a \"quoted\" word; and, more", "two\nlines", "na\u00efve"}
            : Strings{"", "\"", "שלום, \u202e rtl", "two\nlines\tand a tab", "\U0001F469\u200d\U0001F4BB"};
  std::vector<DaylioRow> rows;
  int64_t day = 19'000 + below(2000);
  for (int i = 0; i < 40; ++i, day -= 1 + below(3)) {  // enough days for one over the 12th
    DaylioRow r;
    r.local_ms = day * kDay + below(24 * 60) * kMinute;
    r.mood = moods[size_t(below(int(moods.size())))];
    for (size_t t = 0; t < tags.size(); ++t)
      if (below(2)) r.activities.push_back(tags[t]);
    r.words = words[size_t(below(int(words.size())))];
    rows.push_back(r);
  }
  return rows;
}

TEST(DaylioRows, OfEveryWriterAreReadBack) {
  const Strings separators = {",", ";", "\t"}, line_ends = {"\n", "\r\n", "\r"};
  const char32_t zeros[] = {'0', 0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0x1040, 0xff10, 0x1e950};
  unsigned seed = 1;
  for (const auto& separator : separators)
    for (const auto& line_end : line_ends)
      for (int encoding = 0; encoding < 7; ++encoding)
        for (const auto& spelling : spellings()) {
          std::mt19937 random(++seed);
          const bool latin = encoding == 6;
          if (latin && !spelling.latin) continue;
          const char32_t zero = latin ? '0' : zeros[random() % std::size(zeros)];
          const Writer writer{separator,
                              line_end,
                              encoding,
                              zero,
                              spelling,
                              int(random() % 4),
                              int(random() % 4) - 1,
                              random() % 2 == 0,
                              random() % 2 == 0,
                              random() % 2 == 0};
          const auto rows = some_rows(random, latin);
          const auto bytes = writer.file(rows);
          const auto file = read_daylio_file(bytes);
          SCOPED_TRACE("seed " + std::to_string(seed) + ", time " + spelling.name + ", encoding " +
                       std::to_string(encoding));
          ASSERT_EQ(kind_of(bytes), FileKind::daylio_csv);
          for (const auto& l : file.left) ADD_FAILURE() << l.line << ": " << words_of(l.why);
          ASSERT_EQ(file.rows.size(), rows.size());
          for (size_t i = 0; i < rows.size(); ++i) ASSERT_EQ(shown(file.rows[i]), shown(rows[i]));
        }
}

// --- Work grows with size, not faster ----------------------------------------------------------------------

double cpu_seconds(const std::function<void()>& work, int times) {
  double best = 1e9;
  for (int i = 0; i < times; ++i) {
    const auto from = std::clock();
    work();
    best = std::min(best, double(std::clock() - from) / CLOCKS_PER_SEC);
  }
  return best;
}

// Eight times the size is eight times the work, 64 times where it is quadratic. What is done in a moment may
// be anything.
bool is_linear(const std::function<void(size_t)>& work, double moment_s = 0.5) {
  constexpr size_t large = (2 << 20) / kFewer;
  if (cpu_seconds([&] { work(large); }, 1) < moment_s) return true;
  return cpu_seconds([&] { work(large); }, 3) < 24 * cpu_seconds([&] { work(large / 8); }, 3);
}

std::string again(const std::string& bit, size_t size) {
  std::string out;
  while (out.size() < size) out += bit;
  return out;
}

TEST(Linear, IsReadingAnyFile) {
  const auto noted = [](const std::string& note) {
    return kDaylioHeader + "2021-09-28,x,y,22:00,good,,," + note + "\n";
  };
  const auto active = [](const std::string& tags) {
    return kDaylioHeader + "2021-09-28,x,y,22:00,good," + tags + ",,\n";
  };
  const auto numbered = [](size_t n) {
    std::string out;
    for (int i = 0; out.size() < n; ++i) out += "|" + std::to_string(i);
    return out;
  };
  using Hostile = std::function<std::string(size_t)>;
  const std::vector<std::pair<const char*, Hostile>> files = {
      {"tags that never end", [&](size_t n) { return noted(again("<", n)); }},
      {"tags in tags", [&](size_t n) { return noted(again("<b", n)); }},
      {"tags that end far away", [&](size_t n) { return noted(again("<", n) + ">"); }},
      {"entities", [&](size_t n) { return noted(again("&", n)); }},
      {"quotes", [&](size_t n) { return noted(again("\"", n)); }},
      {"quotes and lines", [&](size_t n) { return kDaylioHeader + again("\"\n", n); }},
      {"one giant row", [&](size_t n) { return kDaylioHeader + "\"a\n" + again("b\",\"a\n", n); }},
      {"quotes that open in every line", [&](size_t n) { return kDaylioHeader + again("x,\"\"\"\n", n); }},
      {"quotes alone", [&](size_t n) { return again("\"", n); }},
      {"bars", [&](size_t n) { return active(again("|", n)); }},
      {"activities", [&](size_t n) { return active(numbered(n)); }},
      {"CR in a row", [&](size_t n) { return noted(again("\r", n)); }},
      {"CR alone", [&](size_t n) { return again("\r", n); }},
      {"commas in a row", [&](size_t n) { return kDaylioHeader + again(",", n); }},
      {"commas alone", [&](size_t n) { return again(",", n); }},
      {"NUL", [&](size_t n) { return again("\0"s, n); }},
      {"stray bytes", [&](size_t n) { return noted(again("\xe9", n)); }},
      {"a ZIP's end", [&](size_t n) { return "PK\3\4" + again("PK\5\6", n); }},
      {"a date",
       [&](size_t n) { return kDaylioHeader + again("1", n) + "," + again("1 ", n) + ",y,8:00,good,,,\n"; }},
      {"signs for a date", [&](size_t n) { return kDaylioHeader + again(".", n) + ",x,y,8:00,good,,,\n"; }},
      {"a time", [&](size_t n) { return kDaylioHeader + "2021-09-28,x,y," + again("1:", n) + ",good,,,\n"; }},
  };
  for (const auto& [name, file] : files)
    EXPECT_TRUE(is_linear([&, &make = file](size_t n) {
      const auto bytes = make(n);
      (void)kind_of(bytes);
      (void)read_daylio(read_letters(bytes).text);
    })) << name;
}

TEST(Linear, WouldSeeThatSomethingIsNot) {
  volatile uint64_t sum = 0;
  const auto square = [&](size_t n) {
    for (size_t i = 0; i < n; i += 128)
      for (size_t j = 0; j < n; j += 128) sum = sum + j;
  };
  EXPECT_FALSE(is_linear(square, 0));
}

}  // namespace
}  // namespace eddy::test
