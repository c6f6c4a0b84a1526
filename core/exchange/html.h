// What every page that Eddy writes is made of: strict, without a script, and asking nobody for anything. It reads in a dark room
// and a bright one, as large as one likes, and prints.
#pragma once
#include <string>
#include <string_view>

#include "core/base/moment.h"

namespace eddy {

// Up to its first heading, which is the title, too.
std::string page_begins(std::string_view title);
constexpr const char* kPageEnds = "</body>\n</html>\n";

// As text alone, whatever it is.
std::string escaped(std::string_view text);
std::string written_on(Moment now);  // and that it is not encrypted: stands on every page

}  // namespace eddy
