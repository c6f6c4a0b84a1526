#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>

#include "server/grpc_door.h"

namespace eddy::server {
namespace {

template <class T, void (*free)(T*)>
struct Owner {
  void operator()(T* p) const { free(p); }
};
template <class T, void (*free)(T*)>
using Owned = std::unique_ptr<T, Owner<T, free>>;
void free_bio(BIO* b) { BIO_free_all(b); }

std::string text_of(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  return {data, size_t(size)};
}

[[noreturn]] void fail() { throw Failure{Reason::bug_inside, "certificate: could not be made"}; }

}  // namespace

Certificate make_certificate(int64_t now_s) {
  const Owned<EVP_PKEY, EVP_PKEY_free> key(EVP_EC_gen("P-256"));
  const Owned<X509, X509_free> cert(X509_new());
  if (!key || !cert) fail();
  unsigned char serial[8];
  if (RAND_bytes(serial, sizeof serial) != 1) fail();
  serial[0] &= 0x7f;
  const Owned<BIGNUM, BN_free> number(BN_bin2bn(serial, sizeof serial, nullptr));
  BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(cert.get()));
  X509_set_version(cert.get(), X509_VERSION_3);
  time_t from = time_t(now_s) - 86'400, until = time_t(now_s) + 10LL * 366 * 86'400;
  ASN1_TIME_set(X509_getm_notBefore(cert.get()), from);
  ASN1_TIME_set(X509_getm_notAfter(cert.get()), until);
  X509_set_pubkey(cert.get(), key.get());
  auto* name = X509_get_subject_name(cert.get());
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("eddyd"), -1,
                             -1, 0);
  X509_set_issuer_name(cert.get(), name);
  // Devices pin the certificate itself; a proxy in front (Go's TLS) looks for its name here alone.
  const Owned<X509_EXTENSION, X509_EXTENSION_free> also(
      X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, "DNS:eddyd"));
  if (!also || X509_add_ext(cert.get(), also.get(), -1) != 1) fail();
  if (!X509_sign(cert.get(), key.get(), EVP_sha256())) fail();
  const Owned<BIO, free_bio> pem(BIO_new(BIO_s_mem())), key_pem(BIO_new(BIO_s_mem()));
  if (PEM_write_bio_X509(pem.get(), cert.get()) != 1 ||
      PEM_write_bio_PrivateKey(key_pem.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1)
    fail();
  return {text_of(pem.get()), text_of(key_pem.get())};
}

}  // namespace eddy::server
