// For those who write packs: reads textproto, says what is wrong and where, and compiles. Uses reflection, so
// it is linked by the build and by `eddy content`, never by the core.
#pragma once
#include <string>
#include <vector>

#include "eddy/content/pack.pb.h"

namespace eddy {

struct Problem {
  std::string file;
  int line = 0;  // 0: the pack as a whole
  std::string what;
};

struct Source {
  std::string name, text;
};

// Merges the files into one pack. `known` is what the pack may refer to besides itself (the built-in pack).
content::Pack read_pack(const std::vector<Source>& files, const content::Pack& known,
                        std::vector<Problem>& problems);

}  // namespace eddy
