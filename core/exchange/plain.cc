#include "core/exchange/plain.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "core/exchange/scripts.h"

namespace eddy {
namespace {

constexpr std::string_view kTags[] = {"b",  "i",  "u",  "s",  "strong", "em", "p",  "div", "span",
                                      "ul", "ol", "li", "br", "font",   "h1", "h2", "h3"};
constexpr std::pair<std::string_view, std::string_view> kEntities[] = {
    {"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&nbsp;", " "}};
constexpr size_t kLongestTag = 100;

class PlainWords {
 public:
  explicit PlainWords(std::string_view html) : html_(html) {}
  std::string read() {
    while (at_ < html_.size()) {
      const char c = html_[at_];
      if ((c == '<' && skip_tag()) || (c == '&' && take_entity())) continue;
      if (c != '\r')
        out_ += c;
      else if (html_.substr(at_ + 1, 1) != "\n")
        out_ += '\n';
      ++at_;
    }
    return trimmed(out_);
  }

 private:
  bool skip_tag() {
    if (end_ <= at_)
      end_ = std::min(html_.find('>', at_), html_.size());  // looked for once for all before it
    if (end_ == html_.size() || end_ - at_ >= kLongestTag) return false;
    auto tag = html_.substr(at_ + 1, end_ - at_ - 1);
    const bool closing = tag.substr(0, 1) == "/";
    if (closing) tag.remove_prefix(1);
    const auto name = in_small(std::string(tag.substr(0, tag.find_first_of(" /"))));
    if (std::find(std::begin(kTags), std::end(kTags), name) == std::end(kTags)) return false;
    if (name == "br" || (closing && (name == "p" || name == "div" || name == "li"))) out_ += '\n';
    at_ = end_ + 1;
    return true;
  }
  bool take_entity() {
    for (const auto& [entity, sign] : kEntities) {
      if (html_.substr(at_, entity.size()) != entity) continue;
      out_ += sign;
      at_ += entity.size();
      return true;
    }
    return false;
  }

  std::string_view html_;
  std::string out_;
  size_t at_ = 0, end_ = 0;  // the next '>', where it is not behind us
};

}  // namespace

std::string plain_words(std::string_view html) { return PlainWords(html).read(); }

}  // namespace eddy
