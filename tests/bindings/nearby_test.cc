#include "bindings/cpp/nearby.h"

#include <gtest/gtest.h>

namespace eddy {
namespace {

TEST(Nearby, AHouseholdsBoxIsAskedWithoutAProxy) {
  for (const auto* here :
       {"127.0.0.1:7443", "localhost:7443", "192.168.1.20:7443", "10.1.2.3:1", "172.16.0.1:1",
        "172.31.255.255:1", "169.254.9.9:1", "100.64.0.1:1", "100.127.255.255:1", "[::1]:7443", "[fe80::1]:1",
        "[fd00::7]:1", "[::ffff:192.168.1.20]:1", "box:7443", "box.local:7443", "box.lan:1",
        "box.home.arpa:1", "box.local.:1"})
    EXPECT_TRUE(is_nearby(here)) << here;
  for (const auto* elsewhere :
       {"192.0.2.1:7443", "172.15.0.1:1", "172.32.0.1:1", "11.0.0.1:1", "100.63.0.1:1", "100.128.0.1:1",
        "192.169.0.1:1", "[2001:db8::1]:1", "[::ffff:192.0.2.1]:1", "box.example:7443", "local.example:1",
        "notlocal.example.com:443", "10.example:1"})
    EXPECT_FALSE(is_nearby(elsewhere)) << elsewhere;
}

}  // namespace
}  // namespace eddy
