#include "core/vault/inbox.h"

#include <algorithm>

namespace eddy {

void Inbox::add(const Slots& slots, std::string_view clear) {
  const auto sealed = slots.seal(clear);
  std::string item;
  put<uint32_t>(item, uint32_t(sealed.size()));
  files_.append(path_, item + sealed);
}

int Inbox::waiting() const {
  const auto file = files_.read(path_);
  if (!file) return 0;
  int n = 0;
  try {
    for (Reader r{*file}; !r.in.empty(); ++n) r.take(r.get<uint32_t>());
  } catch (const Failure&) {
    ++n;  // a torn tail
  }
  return n;
}

std::pair<int, int> Inbox::drain(const std::vector<Secret>& seeds,
                                 const std::function<void(std::string_view)>& join,
                                 const std::function<void()>& end) {
  int joined = 0, aside = 0;
  const auto each = [&](std::string_view file) {
    Reader r{file};
    while (!r.in.empty()) {
      const auto rest = r.in;
      std::string clear;
      bool torn = true;  // it ends in the middle of an item
      try {
        const auto sealed = r.take(r.get<uint32_t>());
        torn = false;
        const auto opens = [&](const Secret& seed) { return box_open(seed, sealed, clear); };
        if (std::none_of(seeds.begin(), seeds.end(), opens))
          throw Failure{Reason::inbox_damaged, "an item was changed"};
        join(clear);
        ++joined;
      } catch (const Failure& f) {
        // What the disk cannot take now is tried again at the next unlock.
        // And where the diary itself is not whole, nothing is wrong with what was given.
        const bool of_the_item = f.fault == Fault::invalid || f.reason == Reason::inbox_damaged ||
                                 f.reason == Reason::record_damaged;
        if (!of_the_item) throw;
        files_.append(path_ + ".damaged", torn ? rest : rest.substr(0, rest.size() - r.in.size()));
        ++aside;
        if (torn) return;
      }
    }
  };
  files_.drain(path_, [&](std::string_view file) {
    each(file);
    end();
  });
  return {joined, aside};
}

}  // namespace eddy
