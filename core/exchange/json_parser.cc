// Boost.JSON, compiled here once: Eddy uses its parser, and no value of it.
#include <boost/json/src.hpp>
