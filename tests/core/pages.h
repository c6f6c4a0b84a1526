// Every page of a store's file, free ones too, decrypted with its key: all that somebody with the disk and
// the key could read.
#pragma once
#include <string>
#include <string_view>

namespace eddy::test {

// SQLCipher 4 with a raw key: AES-256-CBC over pages of 4096 bytes, each with its vector and a MAC in its
// last 80; the file's first 16 bytes are a salt. `key`: 32 bytes.
std::string clear_pages(const std::string& file, std::string_view key);

}  // namespace eddy::test
