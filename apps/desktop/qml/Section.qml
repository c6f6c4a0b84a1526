import QtQuick
import Eddy

// A heading within a page.
Prose { width: parent ? parent.width : implicitWidth; font.pixelSize: Look.large; font.weight: Font.DemiBold; topPadding: Look.space; Accessible.role: Accessible.Heading }
