// A pacer at the screen's edge that takes no focus: breathing while typing the wrap-up, or one breath before
// you answer. No sound. A click, the same key again, or its end sends it away.
import QtQuick
import QtQuick.Window
import Eddy
import Desk

Window {
    id: window
    property string practice: ""
    readonly property var area: desk.area()
    readonly property bool one: practice === "breathe.one"
    title: qsTr("Notes")
    flags: Qt.FramelessWindowHint | Qt.WindowStaysOnTopHint | Qt.X11BypassWindowManagerHint | Qt.ToolTip
        | Qt.WindowDoesNotAcceptFocus
    color: Look.paper
    width: 132 * (0.7 + 0.3 * Look.scale)
    height: column.implicitHeight + Look.space * 3
    x: area.x + (Look.mirrored ? 0 : area.width - width)
    y: area.y + (area.height - height) / 2
    property string playing: ""       // the same key again sends it away; the other one's takes its place
    function again() {
        if (playing === practice) stop()
        else { player.keep("ARM_CHOSEN"); start() }
    }
    function stop() {
        if (player.playing) { player.answer("STOP"); desk.leave(window) } else desk.leave(window)
    }
    Component.onCompleted: start()
    function start() {
        gone.stop()
        playing = practice
        player.begin({ practice: practice, aside: !practice, where: one ? "CALL" : "BETWEEN" })
    }
    Player {
        id: player
        still: Look.still
        remember: false
        onRefused: e => { says.text = Say.error(e); gone.restart() }
        onEnded: { keep(window.practice ? "ARM_CHOSEN" : "ARM_PINNED"); gone.restart() }
    }
    Timer { id: gone; interval: 1500; onTriggered: desk.leave(window) }
    Column {
        id: column
        anchors {
            left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter
            margins: Look.space
        }
        spacing: Look.space
        Disc {
            width: parent.width * 0.8; height: width; anchors.horizontalCenter: parent.horizontalCenter
            color: Look.disc; fraction: Look.still ? 0.5 : player.fullness; Accessible.ignored: true
        }
        Prose {
            id: says; width: parent.width; horizontalAlignment: Text.AlignHCenter
            font.pixelSize: Look.small
            text: player.scene.ended ? qsTr("Good.") : player.scene.prompt || ""
            Accessible.role: Accessible.AlertMessage
        }
    }
    Rectangle { anchors.fill: parent; color: "transparent"; border.color: Look.line }
    MouseArea { anchors.fill: parent; onClicked: window.stop(); cursorShape: Qt.PointingHandCursor }
}
