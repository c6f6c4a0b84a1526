// The wording of errors: what happened, whether anything was lost, what to do.
#pragma once
#include <string>

#include "eddy/api/error.pb.h"

namespace eddy::cli {

// `home`: the diary's folder.
std::string words_for(const api::Error& error, const std::string& home);
std::string found_in(const api::Error& error);  // "a phone number, an e-mail address"

}  // namespace eddy::cli
