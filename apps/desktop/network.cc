#include "apps/desktop/network.h"

#include <QFile>
#include <QHostAddress>
#include <QStringList>
#include <QtEndian>

namespace eddy::desktop {

QString network_of(const QString& routes, const QString& neighbours) {
  QString device, gateway;
  uint best = ~0u;
  for (const auto& line : routes.split('\n')) {
    const auto f = line.simplified().split(' ');
    // Iface Destination Gateway Flags RefCnt Use Metric Mask ...; addresses in hex, as the processor lays them out
    bool number = false;
    const auto address = f.value(2).toUInt(&number, 16);
    if (f.size() < 8 || f[1] != "00000000" || !number || address == 0 || f[6].toUInt() >= best) continue;
    best = f[6].toUInt();
    device = f[0];
    gateway = QHostAddress(qFromBigEndian(address)).toString();
  }
  if (gateway.isEmpty()) return {};
  for (const auto& line : neighbours.split('\n')) {
    const auto f = line.simplified().split(' ');
    // IP-address HW-type Flags HW-address Mask Device
    if (f.size() >= 6 && f[0] == gateway && f[5] == device && f[3] != "00:00:00:00:00:00")
      return f[3].toLower();
  }
  return {};
}

QString network_name() {
  const auto text = [](const char* path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromLatin1(file.readAll()) : QString();
  };
  return network_of(text("/proc/net/route"), text("/proc/net/arp"));
}

}  // namespace eddy::desktop
