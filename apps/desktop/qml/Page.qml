// A page of the main window: a title, what belongs under it, and scrolling that follows the keyboard.
import QtQuick
import Eddy

FocusScope {
    id: page
    property string title: ""
    property string lead: ""
    property string told: ""
    property bool bad: false
    default property alias content: body.data
    function tell(words, isBad) { told = words; bad = isBad || false }
    function fail(e) { tell(Say.error(e), true) }
    // Also where there is much to read and nothing to press.
    function scroll(by) {
        flick.contentY = Math.max(0, Math.min(flick.contentY + by, flick.contentHeight - flick.height))
    }
    Keys.onPressed: event => {
        const line = Look.space * 5, all = flick.contentHeight
        const by = ({
            [Qt.Key_Down]: line, [Qt.Key_Up]: -line, [Qt.Key_Home]: -all, [Qt.Key_End]: all,
            [Qt.Key_PageDown]: flick.height - line, [Qt.Key_PageUp]: line - flick.height
        })[event.key]
        if (by === undefined || event.modifiers & ~Qt.KeypadModifier) return
        scroll(by)
        event.accepted = true
    }
    Flickable {
        id: flick
        objectName: "scrolled"
        anchors {
            left: parent.left; right: parent.right; top: parent.top
            bottom: bar.visible ? bar.top : parent.bottom
        }
        contentHeight: column.implicitHeight + Look.space * 6
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        Column {
            id: column
            onImplicitHeightChanged: page.follow()
            x: Look.space * 4
            y: Look.space * 3
            width: Math.min(flick.width - Look.space * 8, 680 * Look.scale)
            spacing: Look.space * 1.5
            Prose {
                width: parent.width; text: page.title; font.pixelSize: Look.display
                font.weight: Font.DemiBold; lineHeight: 1.1; Accessible.role: Accessible.Heading
            }
            Prose { width: parent.width; visible: text !== ""; text: page.lead; color: Look.quiet }
            Column { id: body; width: parent.width; spacing: Look.space * 1.5 }
        }
    }
    // What happened, where it is seen wherever the page is scrolled to.
    Rectangle {
        id: bar
        visible: page.told !== ""
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        height: said.implicitHeight + Look.space * 3
        color: Look.wash
        Prose {
            id: said; objectName: "told"
            anchors {
                left: parent.left; right: shut.left; verticalCenter: parent.verticalCenter
                leftMargin: Look.space * 4; rightMargin: Look.space
            }
            text: page.told; color: page.bad ? Look.warn : Look.text
            Accessible.role: Accessible.AlertMessage
        }
        Key {
            id: shut
            anchors {
                right: parent.right; rightMargin: Look.space * 2; verticalCenter: parent.verticalCenter
            }
            takesFocus: true; text: "×"
            Accessible.name: qsTr("Close this message")
            onPressed: page.tell("")
        }
    }
    // What has the keyboard is always on the screen.
    readonly property Item focused: Window.activeFocusItem
    onFocusedChanged: follow()
    function follow() {
        for (let i = focused; i; i = i.parent)
            if (i === column) {
                const top = focused.mapToItem(column, 0, 0).y, bottom = top + focused.height
                if (top < flick.contentY) flick.contentY = Math.max(0, top - Look.space * 2)
                else if (bottom > flick.contentY + flick.height - Look.space * 6)
                    flick.contentY = Math.max(0,
                        Math.min(bottom - flick.height + Look.space * 8, flick.contentHeight - flick.height))
                return
            }
    }
    Rectangle {
        visible: flick.contentHeight > flick.height
        anchors.right: parent.right
        y: flick.height * flick.visibleArea.yPosition
        width: 4; radius: 2; color: Look.edge; opacity: 0.6
        height: flick.height * flick.visibleArea.heightRatio
    }
}
