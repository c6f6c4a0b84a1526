// Something with a name, a few words and keys to press: beside each other where there is room, else below.
import QtQuick
import Eddy

Item {
    id: entry
    property string name: ""
    property string details: ""
    default property alias keys: buttons.data
    readonly property bool wide: width - buttons.implicitWidth > 240 * Look.scale
    width: parent ? parent.width : 0
    implicitHeight: wide ? Math.max(text.implicitHeight, buttons.implicitHeight) : text.implicitHeight + Look.space + buttons.implicitHeight
    // Placed by hand: anchors that come and go leave each other's traces.
    readonly property real start: Look.mirrored ? 1 : 0
    Column {
        id: text
        x: entry.start * (entry.width - width)
        y: entry.wide ? (entry.height - height) / 2 : 0
        width: entry.wide ? entry.width - buttons.implicitWidth - Look.space * 2 : entry.width
        Prose { width: parent.width; visible: entry.name !== ""; font.weight: Font.DemiBold; text: entry.name }
        Prose { width: parent.width; visible: entry.details !== ""; color: entry.name !== "" ? Look.quiet : Look.text; text: entry.details }
    }
    Row {
        id: buttons
        spacing: Look.space
        x: (entry.wide ? 1 - entry.start : entry.start) * (entry.width - width)
        y: entry.wide ? (entry.height - height) / 2 : text.implicitHeight + Look.space
    }
}
