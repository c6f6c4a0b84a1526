// A page to take to somebody, line by line: what there is to choose from, and the chosen in the words they are copied in.
#pragma once
#include <string>

#include "eddy/api/journal.pb.h"

namespace eddy {

class ChosenPage {
 public:
  using Keys = google::protobuf::RepeatedPtrField<std::string>;
  explicit ChosenPage(const Keys& chosen) : chosen_(chosen) {}
  // Nothing where there is no text.
  void add(const std::string& key, const std::string& ask, const std::string& text);
  api::PageReply reply;

 private:
  const Keys& chosen_;
};

}  // namespace eddy
