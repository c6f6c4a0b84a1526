// Where libsodium's random bytes come from: ../opfs.cc, in every build and before anybody could set another.
#include "randombytes.h"
extern struct randombytes_implementation eddy_web_random;
#define RANDOMBYTES_CUSTOM_IMPLEMENTATION
#define RANDOMBYTES_DEFAULT_IMPLEMENTATION &eddy_web_random
#undef __EMSCRIPTEN__  // its own way asks the page for a function of another name
