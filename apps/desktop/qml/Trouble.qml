// The diary cannot be opened at all. Nothing is touched; what needs no diary goes on working.
import QtQuick
import Eddy

Page {
    title: qsTr("Your diary needs a look")
    Prose { width: parent.width; text: Say.error(core.trouble); color: Look.warn; Accessible.role: Accessible.AlertMessage }
    Prose { width: parent.width; text: qsTr("It lies in %1. Resets, cards and numbers to call work as before; what you give meanwhile cannot be kept.").arg(core.home) }
    Prose { width: parent.width; color: Look.quiet; text: qsTr("In a terminal, “eddy restore FILE” makes a diary from a backup in an empty folder, and “eddy check” says more.") }
    Key { anchors.left: parent.left; strong: true; takesFocus: true; text: qsTr("A reset"); onPressed: desk.show("reset") }
}
