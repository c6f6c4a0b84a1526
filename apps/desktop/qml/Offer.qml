// An offer: small, silent, takes no focus, goes by itself.
import QtQuick
import QtQuick.Window
import Eddy

Window {
    id: window
    property string what: "PAUSE"
    property string practice: ""       // what is kept as offered; none: only a question
    readonly property var area: desk.area()
    readonly property var offers: ({
        PAUSE: { ask: qsTr("A short pause?"), page: "", act: "reset" },
        OPEN_SHIFT: { ask: qsTr("Open your shift? Twenty seconds."), page: "today", act: "" },
        CLOSE_SHIFT: { ask: qsTr("Your shift is ending. Shut the door on it?"), page: "today", act: "" },
        WIND_DOWN: { ask: qsTr("Time to wind down, if you like."), page: "today", act: "" },
        SOFTPHONE: { ask: qsTr("The microphone has been in use for 20 minutes. Is it one long call, or does your phone program hold it all shift?"), page: "", act: "" } })
    readonly property var offer: offers[what] || offers.PAUSE
    title: qsTr("Notes")
    flags: Qt.FramelessWindowHint | Qt.WindowStaysOnTopHint | Qt.X11BypassWindowManagerHint | Qt.ToolTip | Qt.WindowDoesNotAcceptFocus
    color: Look.card
    width: 320 * (0.6 + 0.4 * Look.scale)
    height: column.implicitHeight + Look.space * 3
    x: area.x + (Look.mirrored ? 16 : area.width - width - 16)
    y: area.y + area.height - height - 16
    function again() {}
    function answer(taken) {
        if (practice) core.call("Journal/Keep", { entry: { offer: taken ? { practice: practice, taken: true } : { practice: practice } } })
        leave.stop()
        desk.leave(window)
        if (taken && offer.act) desk.show(offer.act)
        else if (taken && offer.page) desk.open("Main", { page: offer.page })
    }
    Timer { id: leave; running: true; interval: 20000; onTriggered: window.answer(false) }
    Column {
        id: column
        anchors { left: parent.left; right: parent.right; top: parent.top; margins: Look.space * 1.5 }
        spacing: Look.space
        LayoutMirroring.enabled: Look.mirrored
        LayoutMirroring.childrenInherit: true
        Prose { width: parent.width; text: window.offer.ask; Accessible.role: Accessible.AlertMessage }
        Flow {
            width: parent.width
            spacing: Look.space
            visible: window.what !== "SOFTPHONE"
            Key { strong: true; text: qsTr("Yes"); key: window.offer.act === "reset" ? desk.keys.reset || "" : ""; onPressed: window.answer(true) }
            Key { text: qsTr("Not now"); onPressed: window.answer(false) }
        }
        Flow {
            width: parent.width
            spacing: Look.space
            visible: window.what === "SOFTPHONE"
            Key { text: qsTr("One long call"); onPressed: window.answer(false) }
            Key { text: qsTr("It holds it: go by when I type"); onPressed: { desk.setValue("calls/softphoneHolds", true); window.answer(false) } }
        }
    }
    Rectangle { anchors.fill: parent; color: "transparent"; border.color: Look.edge }
}
