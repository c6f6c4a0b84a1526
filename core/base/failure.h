// The one way anything in the core says no. Kinds are what a person can do about it; they equal
// eddy.api.Error.Kind. `detail` is for a developer and never holds a person's words.
#pragma once
#include <exception>
#include <string>
#include <utility>

namespace eddy {

enum class Fault {
  invalid = 1,
  not_found,
  locked,
  wrong_key,
  damaged,
  full,
  too_new,
  offline,
  refused,
  bug,
};

struct Failure : std::exception {
  Failure(Fault f, std::string about, std::string why)
      : fault(f), subject(std::move(about)), detail(std::move(why)) {}
  const char* what() const noexcept override { return detail.c_str(); }

  Fault fault;
  std::string subject;  // the field or thing it is about
  std::string detail;
};

}  // namespace eddy
