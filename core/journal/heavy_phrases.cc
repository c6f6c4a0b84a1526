#include "core/journal/heavy_phrases.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "core/base/hindi.h"

namespace eddy {
namespace {

constexpr size_t kNowhere = size_t(-1);
constexpr size_t kMostBetween = 4;      // words, where a phrase has a "+"
constexpr size_t kMostAfterSaying = 3;  // words between "she said" and what she said

std::vector<std::string_view> pieces_of(std::string_view text, char at) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const auto piece = text.substr(0, text.find(at));
    text.remove_prefix(std::min(text.size(), piece.size() + 1));
    if (!piece.empty()) out.push_back(piece);
  }
  return out;
}

class Row {
 public:
  explicit Row(std::string_view text) {
    for (const auto piece : pieces_of(text, ' ')) pieces_.push_back(read(piece));
  }
  // Where it ends that begins at this word, or kNowhere.
  size_t end(const Sentence& said, size_t at, size_t piece = 0) const {
    if (piece == pieces_.size()) return at;
    const auto& p = pieces_[piece];
    const bool fits = at < said.size() && p.fits(said[at]);
    if (p.kind == Kind::word) return fits ? end(said, at + 1, piece + 1) : kNowhere;
    if (p.kind == Kind::neither) return fits ? kNowhere : end(said, at, piece + 1);
    if (p.kind == Kind::perhaps && fits)
      if (const auto there = end(said, at + 1, piece + 1); there != kNowhere) return there;
    const size_t most = p.kind == Kind::between ? std::min(said.size(), at + kMostBetween) : at;
    for (; at <= most; ++at)
      if (const auto there = end(said, at, piece + 1); there != kNowhere) return there;
    return kNowhere;
  }
  bool is_in(const Sentence& said) const {
    for (size_t at = 0; at < said.size(); ++at)
      if (end(said, at) != kNowhere) return true;
    return false;
  }
  // All the words that it may begin with; one may be left out.
  std::vector<std::string> beginnings() const {
    std::vector<std::string> out;
    for (const auto& p : pieces_) {
      out.insert(out.end(), p.any.begin(), p.any.end());
      if (p.kind != Kind::perhaps) break;
    }
    return out;
  }

 private:
  enum class Kind { word, perhaps, neither, between };
  struct Piece {
    Kind kind = Kind::word;
    std::vector<std::string> any;  // "suicid*": whatever begins so
    bool fits(const std::string& word) const {
      return std::any_of(any.begin(), any.end(), [&](const std::string& a) {
        return a.back() == '*' ? word.compare(0, a.size() - 1, a, 0, a.size() - 1) == 0 : word == a;
      });
    }
  };
  static Piece read(std::string_view text) {
    Piece out;
    if (text == "+") return {Kind::between, {}};
    if (text.front() == '!') out.kind = Kind::neither, text.remove_prefix(1);
    if (text.back() == '?') out.kind = Kind::perhaps, text.remove_suffix(1);
    for (const auto one : pieces_of(text, '|')) out.any.push_back(hindi_in_latin(std::string(one)));
    return out;
  }

  std::vector<Piece> pieces_;
};

class Phrase {
 public:
  explicit Phrase(std::string_view text) {
    for (const auto row : pieces_of(text, '&')) rows_.emplace_back(row);
  }
  size_t end(const Sentence& said, size_t at) const {
    const auto out = rows_[0].end(said, at);
    const bool all = out != kNowhere &&
                     std::all_of(rows_.begin() + 1, rows_.end(), [&](const Row& r) { return r.is_in(said); });
    return all ? out : kNowhere;
  }
  std::vector<std::string> beginnings() const { return rows_[0].beginnings(); }

 private:
  std::vector<Row> rows_;  // the first begins there; the others are anywhere in the sentence
};

// Phrases by how they begin, so that a word is held against few of them.
class Phrases {
 public:
  void add(std::string_view phrases) {
    for (const auto line : pieces_of(phrases, '\n'))
      for (const auto phrase : pieces_of(line, ','))
        if (phrase.find_first_not_of(' ') != std::string_view::npos) add_one(Phrase(phrase));
  }
  // The ends of those that begin at this word.
  std::vector<size_t> ends(const Sentence& said, size_t at) const {
    std::vector<size_t> out;
    const auto there = by_beginning_.find(beginning(said[at]));
    if (there == by_beginning_.end()) return out;
    for (const auto i : there->second)
      if (const auto end = phrases_[i].end(said, at); end != kNowhere) out.push_back(end);
    return out;
  }
  bool any_in(const Sentence& said) const {
    for (size_t at = 0; at < said.size(); ++at)
      if (!ends(said, at).empty()) return true;
    return false;
  }

 private:
  static std::string beginning(std::string_view word) { return std::string(word.substr(0, 3)); }
  void add_one(Phrase phrase) {
    for (const auto& b : phrase.beginnings()) {
      auto& there = by_beginning_[beginning(b)];
      if (there.empty() || there.back() != phrases_.size()) there.push_back(phrases_.size());
    }
    phrases_.push_back(std::move(phrase));
  }

  std::vector<Phrase> phrases_;
  std::map<std::string, std::vector<size_t>, std::less<>> by_beginning_;
};

struct All {
  Phrases own, open, before, about;
  All() {
    for (const auto& words : kHeavyWords) {
      own.add(words.own);
      open.add(words.open);
      before.add(words.before);
      about.add(words.about);
    }
  }
};

bool is_heavy(const All& all, const Sentence& said) {
  size_t said_by_others = 0;  // up to this word
  for (size_t at = 0; at < said.size(); ++at) {
    for (const auto end : all.before.ends(said, at))
      said_by_others = std::max(said_by_others, end + kMostAfterSaying + 1);
    if (at >= said_by_others && !all.own.ends(said, at).empty()) return true;
  }
  return all.open.any_in(said) && !all.about.any_in(said);
}

}  // namespace

bool has_heavy_phrase(const std::vector<Sentence>& said) {
  static const All all;
  return std::any_of(said.begin(), said.end(), [](const auto& s) { return is_heavy(all, s); });
}

}  // namespace eddy
