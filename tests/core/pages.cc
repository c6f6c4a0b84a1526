#include "tests/core/pages.h"

#include <openssl/evp.h>

#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>

namespace eddy::test {

std::string clear_pages(const std::string& file, std::string_view key) {
  constexpr size_t kPage = 4096, kReserve = 80, kSalt = 16;
  std::ifstream in(file, std::ios::binary);
  const std::string all{std::istreambuf_iterator<char>(in), {}};
  const std::unique_ptr<EVP_CIPHER_CTX, void (*)(EVP_CIPHER_CTX*)> context(EVP_CIPHER_CTX_new(),
                                                                           EVP_CIPHER_CTX_free);
  const auto bytes = [](const char* p) { return reinterpret_cast<const unsigned char*>(p); };
  std::string out;
  for (size_t page = 0; page + kPage <= all.size(); page += kPage) {
    const size_t from = page == 0 ? kSalt : page, until = page + kPage - kReserve;
    std::string clear(until - from, '\0');
    int size = 0;
    if (EVP_DecryptInit_ex(context.get(), EVP_aes_256_cbc(), nullptr, bytes(key.data()),
                           bytes(all.data() + until)) != 1 ||
        EVP_CIPHER_CTX_set_padding(context.get(), 0) != 1 ||
        EVP_DecryptUpdate(context.get(), reinterpret_cast<unsigned char*>(clear.data()), &size,
                          bytes(all.data() + from), int(clear.size())) != 1)
      throw std::runtime_error("a page does not decrypt");
    out += clear;
  }
  return out;
}

}  // namespace eddy::test
