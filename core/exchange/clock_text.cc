#include "core/exchange/clock_text.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <unordered_map>
#include <utility>

#include "core/exchange/clock_words.h"
#include "core/exchange/scripts.h"

namespace eddy {
namespace {

// Between hours and minutes, between minutes and seconds. Swedish in Finland, French in Canada, Ewe, Dzongkha
// ...
constexpr std::string_view kAfterHours[] = {
    ":", ".",     "h",      "uhr", "時",  "时",  "點",   "点",  "시",    "ч",   "น",   "u",         "∶",
    "٫", "heure", "heures", "hod", "val", "год", "saat", "óra", "นาฬิกา", "uur", "giờ", "aɖabaƒoƒo", "སྐར་མ་"};
constexpr std::string_view kAfterMinutes[] = {":", ".", "∶", "٫", "m", "min", "分", "분"};
// What says that this is a time, and nothing of which.
constexpr std::string_view kIdle[] = {
    "heures",  "oclock", "godz", "plkst", "saat", "ora", "ore", "óra", "perc", "dk",   "мин",
    "хв",      "phút",   "นาที",  "val",   "às",   "à",   "hs",  "hrs", "uur",  "uhr",  "h",
    "min",     "s",      "分",   "분",    "秒",   "초",  "ч",   "น",   "kl",   "klo",  "klock",
    "klokken", "hodź",   "zeg",  "auer",  "ga",   "le",  "me",  "नि",  "-ին",  "ཆུ་ཚོད་"};
constexpr size_t kLongestTime = 120;  // in bytes

template <size_t size>
bool among(const std::string_view (&words)[size], std::string_view word) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

// The texts around the numbers of a time, and the numbers: text[0] 10 text[1] 00 text[2]. Parts of a second are
// passed over: what stands behind them is text[3].
struct ClockPieces {
  std::array<std::string, 4> text;
  std::array<int, 3> number{}, digits{};
  size_t numbers = 0;
  bool devanagari = false, parts = false;

  bool read(std::string_view time) {
    bool in_number = false;
    while (!time.empty()) {
      const auto letter = take_letter(time);
      if (is_silent(letter)) continue;
      const int digit = is_space(letter) ? -1 : digit_of(letter);
      if (digit >= 0 && !take_digit(letter, digit, in_number)) return false;
      in_number = digit >= 0;
      if (digit < 0 && !is_space(letter)) put_letter(text[numbers], small_letter(letter));
    }
    return numbers == 2 || numbers == 3;
  }
  bool take_digit(char32_t letter, int digit, bool in_number) {
    if (parts && in_number) return true;
    if (numbers == 3 && !in_number && !parts && (text[3] == "." || text[3] == ",")) {
      text[3].clear();
      return parts = true;
    }
    if (!in_number && numbers++ == number.size()) return false;
    devanagari = letter >= 0x966 && letter <= 0x96f;
    auto& n = number[numbers - 1];
    n = n * 10 + digit;
    return ++digits[numbers - 1] <= 2;
  }
};

// Letters that are written in two ways, and the one that clock_words.h has: a letter with its dot below in one sign
// or in two, Arabic ones typed as Persian ones, a cedilla for a comma.
constexpr std::pair<char32_t, char32_t> kSame[] = {
    {0x15f, 0x219}, {0x163, 0x21b}, {0x649, 0x64a}, {0x6a9, 0x643}, {0x6cc, 0x64a}, {0x929, 0x928},
    {0x931, 0x930}, {0x934, 0x933}, {0x958, 0x915}, {0x959, 0x916}, {0x95a, 0x917}, {0x95b, 0x91c},
    {0x95c, 0x921}, {0x95d, 0x922}, {0x95e, 0x92b}, {0x95f, 0x92f}, {0x9dc, 0x9a1}, {0x9dd, 0x9a2},
    {0x9df, 0x9af}, {0xa33, 0xa32}, {0xa36, 0xa38}, {0xa59, 0xa16}, {0xa5a, 0xa17}, {0xa5b, 0xa1c},
    {0xa5e, 0xa2b}, {0xb5c, 0xb21}, {0xb5d, 0xb22}};
// Full stops (also Armenian and Devanagari ones), brackets, apostrophes of every kind, dots below, Arabic vowels.
constexpr std::u32string_view kIdleSigns =
    U".()#\u2024\u0970\u00b7\"'\u2019\u02bc\u05f4\u05f3\u093c\u09bc\u0a3c\u0b3c\u064b\u064c\u064d\u064e\u064f"
    U"\u0650\u0651\u0652\u0670";

// As clock_words.h has them.
std::string clock_word(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto letter = take_letter(text);
    if (kIdleSigns.find(letter) != std::u32string_view::npos) continue;
    const auto* same = std::find_if(std::begin(kSame), std::end(kSame),
                                    [&](const auto& pair) { return pair.first == letter; });
    put_letter(out, same == std::end(kSame) ? letter : same->second);
  }
  return out;
}

const std::unordered_map<std::string_view, int>& clock_words() {
  static const auto words = [] {
    std::unordered_map<std::string_view, int> out;
    for (const auto& list : kClockWords)
      for (std::string_view rest = list.words; !rest.empty();) {
        const auto bar = std::min(rest.find('|'), rest.size());
        out.emplace(rest.substr(0, bar), list.from);
        rest.remove_prefix(std::min(bar + 1, rest.size()));
      }
    return out;
  }();
  return words;
}

struct PartOfDay {
  bool understood = false;
  std::optional<int> from;  // the first of the twelve hours it means
};

bool begins_so(std::string_view word, std::string_view with) { return word.substr(0, with.size()) == with; }
bool ends_so(std::string_view word, std::string_view with) {
  return word.size() >= with.size() && word.substr(word.size() - with.size()) == with;
}

// A word for a part of the day, an idle one, or one of each joined: spaces went before.
PartOfDay part_of_day(std::string_view word, int joined = 2) {
  if (word.empty() || among(kIdle, word)) return {true, std::nullopt};
  const auto known = clock_words().find(word);
  if (known != clock_words().end()) return {true, known->second};
  for (const auto idle : kIdle) {
    if (joined == 0 || word.size() < idle.size() + 2) continue;
    PartOfDay rest;
    if (begins_so(word, idle)) rest = part_of_day(word.substr(idle.size()), joined - 1);
    if (!rest.understood && ends_so(word, idle))
      rest = part_of_day(word.substr(0, word.size() - idle.size()), joined - 1);
    if (rest.understood) return rest;
  }
  return {};
}

bool joined_as_a_time(const ClockPieces& p) {
  std::string_view between = p.text[1];
  if (between.size() > 1 && between.back() == '.') between.remove_suffix(1);  // an abbreviation's
  // Marathi writes 10-00. Elsewhere that is something else; and so is 21.5, while Yoruba writes 21:5.
  if (!among(kAfterHours, between) && !(between == "-" && p.devanagari)) return false;
  if (p.digits[1] != 2 && between == ".") return false;
  if (p.numbers == 2) return true;
  return among(kAfterMinutes, p.text[2]) || (p.text[2] == "-" && p.devanagari);
}

// The hour of the twelve from `from` on that a clock of twelve hours shows as `shown`; one of 24 has to
// agree.
std::optional<int> hour_of(int shown, int from) {
  const int hour = (shown % 12 - from % 12 + 12) % 12 + from;
  if (shown > 12 && shown != hour % 24) return std::nullopt;
  return hour % 24;
}

}  // namespace

std::optional<int> minutes_of_day(std::string_view text) {
  ClockPieces p;
  if (text.size() > kLongestTime || !p.read(text) || !joined_as_a_time(p)) return std::nullopt;
  if (p.number[0] > 24 || p.number[1] > 59 || p.number[2] > 59) return std::nullopt;
  const auto before = part_of_day(clock_word(p.text[0]));
  auto& behind = p.text[p.numbers];
  if (behind == ":") behind.clear();  // Macedonian, on older phones
  const auto after = part_of_day(clock_word(behind));
  if (!before.understood || !after.understood || (before.from && after.from)) return std::nullopt;
  const auto from = before.from ? before.from : after.from;
  const auto hour = from ? hour_of(p.number[0], *from) : p.number[0];
  if (!hour) return std::nullopt;
  return *hour * 60 + p.number[1];
}

}  // namespace eddy
