// Which network this computer is on, told by the hardware address of its gateway: nothing is asked of anybody.
#pragma once
#include <QString>

namespace eddy::desktop {

// Of the kernel's tables of routes and neighbours (proc(5): /proc/net/route, /proc/net/arp), as text. Empty: no gateway, or
// one whose hardware address is not known (some tunnels, IPv6 alone).
QString network_of(const QString& routes, const QString& neighbours);
QString network_name();

}  // namespace eddy::desktop
