#include "core/journal/screen.h"

#include <algorithm>
#include <cctype>

namespace eddy {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }
bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Luhn (ISO/IEC 7812-1): every payment card number passes, one in ten other numbers does.
bool luhn(const std::string& digits) {
  int sum = 0;
  for (size_t i = 0; i < digits.size(); ++i) {
    int d = digits[digits.size() - 1 - i] - '0';
    if (i % 2) d = d > 4 ? 2 * d - 9 : 2 * d;
    sum += d;
  }
  return sum % 10 == 0;
}

// IBAN (ISO 13616): two letters, two check digits, and the whole is 1 modulo 97.
bool iban(const std::string& s) {
  if (s.size() < 15 || s.size() > 34 || !letter(s[0]) || !letter(s[1]) || !digit(s[2]) || !digit(s[3]))
    return false;
  int rest = 0;
  for (const char c : s.substr(4) + s.substr(0, 4)) {
    const int v = digit(c) ? c - '0' : std::toupper(c) - 'A' + 10;
    rest = (v > 9 ? rest * 100 + v : rest * 10 + v) % 97;
  }
  return rest == 1;
}

bool ibans_in(std::string_view text) {
  for (size_t i = 0; i + 15 <= text.size(); ++i) {
    if (i > 0 && (letter(text[i - 1]) || digit(text[i - 1]))) continue;
    std::string s;
    for (size_t j = i; j < text.size() && s.size() < 34; ++j) {
      if (text[j] == ' ') continue;
      if (!letter(text[j]) && !digit(text[j])) break;
      s += text[j];
      if (s.size() >= 15 && iban(s)) return true;
    }
  }
  return false;
}

bool email_in(std::string_view text) {
  for (size_t at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1)) {
    if (at == 0 || !std::isalnum(static_cast<unsigned char>(text[at - 1]))) continue;
    size_t end = at + 1, dot = 0;
    while (end < text.size() &&
           (std::isalnum(static_cast<unsigned char>(text[end])) || text[end] == '-' || text[end] == '.')) {
      if (text[end] == '.' && end > at + 1) dot = end;
      ++end;
    }
    if (dot && end - dot > 2) return true;
    if (dot && end == dot + 1 && std::count(text.begin() + long(at), text.begin() + long(end), '.') > 1)
      return true;
  }
  return false;
}

}  // namespace

std::vector<api::Error::Found> other_peoples_data(std::string_view text) {
  bool card = false, account = ibans_in(text), phone = false;
  // Runs of digits, with the separators people put into long numbers.
  for (size_t i = 0; i < text.size();) {
    if (!digit(text[i]) && !(text[i] == '+' && i + 1 < text.size() && digit(text[i + 1]))) {
      ++i;
      continue;
    }
    const bool plus = text[i] == '+';
    const bool inside_word = i > 0 && letter(text[i - 1]);
    std::string digits;
    size_t j = i + plus;
    int groups = 1, dots = 0, slashes = 0, colons = 0;
    for (; j < text.size(); ++j) {
      if (digit(text[j])) {
        digits += text[j];
        continue;
      }
      const bool separator = std::string_view(" -./()").find(text[j]) != std::string_view::npos;
      size_t k = j;
      while (k < text.size() && std::string_view(" -./()").find(text[k]) != std::string_view::npos &&
             k - j < 2)
        ++k;
      if (!separator || k >= text.size() || !digit(text[k])) {
        colons = text[j] == ':';
        break;
      }
      dots += text[j] == '.';
      slashes += text[j] == '/';
      ++groups;
      j = k - 1;
    }
    const auto n = digits.size();
    // 2026-11-22 and the like, or a date with a time behind it: not a number of anybody's.
    const bool date = (groups >= 3 && n <= 8 &&
                       (dots || slashes || digits.substr(0, 2) == "20" || digits.substr(0, 2) == "19")) ||
                      colons;
    if (!date && !inside_word) {
      if (n >= 13 && n <= 19 && luhn(digits))
        card = true;
      else if (plus ? n >= 7 : (digits[0] == '0' && n >= 8 && n <= 13) || (groups >= 2 && n >= 9 && n <= 12))
        phone = true;
      else if (n >= 8)
        account = true;
    }
    i = std::max(j, i + 1);
  }
  std::vector<api::Error::Found> out;
  if (card) out.push_back(api::Error::CARD_NUMBER);
  if (account) out.push_back(api::Error::ACCOUNT_NUMBER);
  if (phone) out.push_back(api::Error::PHONE_NUMBER);
  if (email_in(text)) out.push_back(api::Error::EMAIL_ADDRESS);
  return out;
}

}  // namespace eddy
