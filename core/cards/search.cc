#include "core/cards/search.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "core/base/failure.h"
#include "core/base/tokens.h"

namespace eddy {
namespace pb = eddy::content;
namespace {

// So common that they say nothing here; all others are weighed by how rare they are.
const std::set<std::string, std::less<>> kStop = {
    "a",    "an",     "the", "i",        "me",     "my",   "he",     "him",  "his", "she", "her", "they",
    "them", "their",  "it",  "its",      "we",     "us",   "our",    "is",   "am",  "are", "was", "were",
    "be",   "been",   "to",  "of",       "in",     "on",   "at",     "for",  "and", "or",  "so",  "that",
    "this", "with",   "as",  "by",       "do",     "does", "did",    "have", "has", "had", "im",  "hes",
    "shes", "theyre", "ive", "customer", "caller", "just", "really", "very"};

std::string stem(std::string w) {
  const auto cut = [&](std::string_view end, size_t least, const char* put = "") {
    if (w.size() < end.size() + least || w.compare(w.size() - end.size(), end.size(), end) != 0) return false;
    w.replace(w.size() - end.size(), end.size(), put);
    return true;
  };
  if (cut("sses", 2, "ss") || cut("ies", 2, "y") || cut("ied", 2, "y")) return w;
  if (w.size() > 3 && w.back() == 's' && w[w.size() - 2] != 's' && w[w.size() - 2] != 'u') w.pop_back();
  if (cut("ing", 3) || cut("edly", 3) || cut("ed", 3) || cut("ly", 3) || cut("er", 4)) {
    if (w.size() > 3 && w[w.size() - 1] == w[w.size() - 2] && w.back() != 'l' && w.back() != 's')
      w.pop_back();
  }
  if (w.size() > 4 && w.back() == 'e') w.pop_back();
  return w;
}

// Words for the same thing meet in one stem: the first of their line.
using Meeting = std::map<std::string, std::string>;
Meeting meeting(const Catalog& catalog) {
  Meeting m;
  for (const auto& line : catalog.synonyms()) {
    const auto words = tokens_in(line);
    for (const auto& w : words) m.emplace(stem(w), stem(words[0]));
  }
  return m;
}

struct Line {
  std::set<std::string> terms;
  double weight;
};
struct Document {
  const pb::Practice* practice;
  std::map<std::string, double> terms;  // weight by stem
  std::vector<Line> lines;
  double length = 0;
};

void read(Document& d, const Meeting& same, std::string_view text, double weight) {
  Line line{{}, weight};
  for (const auto& w : tokens_in(text)) {
    if (kStop.count(w)) continue;
    const auto exact = stem(w);
    line.terms.insert(exact);
    d.terms[exact] += weight;
    d.length += weight;
    const auto common = same.find(exact);
    if (common == same.end()) continue;
    d.terms["=" + common->second] += weight * 0.8;
    line.terms.insert("=" + common->second);
  }
  if (!line.terms.empty()) d.lines.push_back(std::move(line));
}

// At most one letter added, lost, changed or swapped.
bool nearly(const std::string& a, const std::string& b) {
  if (a.size() > b.size()) return nearly(b, a);
  if (b.size() - a.size() > 1 || a.size() < 4) return false;
  size_t i = 0;
  while (i < a.size() && a[i] == b[i]) ++i;
  if (a.size() < b.size()) return a.substr(i) == b.substr(i + 1);
  if (a.substr(std::min(i + 1, a.size())) == b.substr(std::min(i + 1, b.size()))) return true;
  return i + 1 < a.size() && a[i] == b[i + 1] && a[i + 1] == b[i] && a.substr(i + 2) == b.substr(i + 2);
}

}  // namespace

std::vector<CardHit> search_cards(const Catalog& catalog, std::string_view query, std::string_view language,
                                  int limit) {
  if (limit == 0) limit = 9;
  if (limit < 1 || limit > 100) throw out_of_range("limit", 1, 100);
  if (query.size() > 1000) throw too_long("query", 1000);
  const auto same = meeting(catalog);
  std::vector<Document> documents;
  for (const auto& p : catalog.practices()) {
    const bool for_calls = std::find(p.where().begin(), p.where().end(), int(pb::CALL)) != p.where().end();
    if (!for_calls && p.kind() != pb::CARD && p.kind() != pb::SCRATCHPAD && p.kind() != pb::LIST) continue;
    Document d{&p, {}, {}, 0};
    const auto said = catalog.in_language(p, language);
    for (const auto& h : said.heard()) read(d, same, h, 1.0);
    read(d, same, said.title(), 1.5);
    read(d, same, said.about(), 0.5);
    for (const auto& g : said.group())
      for (const auto& l : g.line()) read(d, same, l, 0.15);
    documents.push_back(std::move(d));
  }
  double mean = 0, lines = 0;
  std::map<std::string, double> in;  // how many lines a stem is in
  for (const auto& d : documents) {
    mean += d.length / double(documents.size());
    lines += double(d.lines.size());
    for (const auto& l : d.lines)
      for (const auto& t : l.terms) ++in[t];
  }
  const auto rarity = [&](const std::string& t) {
    const auto n = in.find(t);
    return n == in.end() ? 0.0 : std::log(1 + (lines - n->second + 0.5) / (n->second + 0.5));
  };
  // What is asked for: each word by itself, what it means, or where nobody knows it, what it was meant to be.
  std::map<std::string, double> asked;
  for (const auto& w : tokens_in(query)) {
    if (kStop.count(w)) continue;
    auto s = stem(w);
    if (!in.count(s) && !same.count(s))
      for (const auto& [t, n] : in)
        if (t[0] != '=' && (nearly(s, t) || nearly(w, t))) {
          s = t;
          break;
        }
    asked[s] = 1.0;
    const auto common = same.find(s);
    if (common != same.end()) asked["=" + common->second] = 0.7;
  }
  double whole = 0;
  for (const auto& [t, weight] : asked) whole += weight * rarity(t);
  // Two views of a card: all it says, and the one line that is most like what was asked.
  constexpr double k1 = 1.2, b = 0.4, best_line = 1.0;
  std::vector<CardHit> hits;
  for (const auto& d : documents) {
    double score = 0, best = 0;
    for (const auto& [t, weight] : asked)
      if (const auto f = d.terms.find(t); f != d.terms.end())
        score += weight * rarity(t) * f->second * (k1 + 1) / (f->second + k1 * (1 - b + b * d.length / mean));
    for (const auto& l : d.lines) {
      double shared = 0, own = 0;
      for (const auto& t : l.terms) {
        own += rarity(t) * (t[0] == '=' ? 0.7 : 1.0);
        if (const auto q = asked.find(t); q != asked.end()) shared += q->second * rarity(t);
      }
      if (shared > 0) best = std::max(best, l.weight * shared / std::sqrt(own * whole));
    }
    if (score > 0) hits.push_back({d.practice, score + best_line * best * whole});
  }
  std::stable_sort(hits.begin(), hits.end(),
                   [](const CardHit& x, const CardHit& y) { return x.score > y.score; });
  if (hits.size() > size_t(limit)) hits.resize(size_t(limit));
  return hits;
}

}  // namespace eddy
