// Cards during a call. The CRM keeps its focus: the popup holds the keyboard, visibly, until a choice, Esc or
// three seconds without a key; every later key reaches the CRM. Never a sound.
import QtQuick
import QtQuick.Window
import Eddy

Window {
    id: window
    property string wanted: ""         // a card's id, or empty for the list
    property var cards: []
    property var card: null            // what Content/Get said
    property var lines: []             // the card's sentences to say, in order, for copying by number
    property var numbers: []           // emergency and crisis lines
    property bool unset: false         // nobody said which country callers are in
    property bool armed: false
    property string told: ""
    property bool escCloses: false        // the first Esc closes it, wherever the focus is
    readonly property string cardKey: desk.keys[card && card.practice.id === "card.abuse" ? "abuse"
        : card && card.practice.id === "card.danger" ? "danger" : "cards"] || qsTr("The tray")
    readonly property string emergency: {
        const first = numbers.find(l => l.emergency)
        return first ? first.of.number : ""
    }
    readonly property bool takesFocus: desk.value("cards/focus", false)
    readonly property var area: desk.area()

    title: qsTr("Notes")
    flags: takesFocus
        ? Qt.FramelessWindowHint | Qt.WindowStaysOnTopHint | Qt.Dialog
        : Qt.FramelessWindowHint | Qt.WindowStaysOnTopHint | Qt.X11BypassWindowManagerHint | Qt.ToolTip
            | Qt.WindowDoesNotAcceptFocus
    color: Look.card
    width: Math.min(area.width - 32, 500 * (0.55 + 0.45 * Look.scale))
    height: Math.min(area.height - 32, content.implicitHeight + foot.height + Look.space * 5)
    x: area.x + (Look.mirrored ? 16 : area.width - width - 16)
    y: area.y + Math.max(16, (area.height - height) / 3)

    function arm() {
        armed = takesFocus || desk.arm(window)
        if (armed) patience.restart()
    }
    function release() {
        armed = false
        if (!takesFocus) desk.disarm()
        patience.stop()
        leaveByItself.restart()
    }
    // A card's key once more closes it; the one of all cards brings the keys here, to the card that is up
    // or to the list.
    function again() {
        told = ""
        if (wanted && card && card.practice.id === wanted) { release(); leave() }
        else if (wanted) { release(); load(wanted) }
        else { if (card) wanted = card.practice.id; arm() }
    }
    function back() { card = null; wanted = ""; numbers = []; unset = false; arm() }
    function leave() { desk.leave(window) }
    function load(id) {
        core.call("Content/Get", { id: id }, reply => {
            lines = (reply.practice.group || []).filter(g => g.say).reduce((all, g) => all.concat(g.line), [])
            card = reply
            list.contentY = 0
        }, e => told = Say.error(e))
        numbers = []
        if (id === "card.danger")
            core.call("Content/Lines", { forCaller: true },
                r => { numbers = r.line || []; unset = !r.country })
    }
    function choose(index) {
        const c = cards[index]
        if (!c) return
        release()
        if (c.kind === "SCRATCHPAD") { desk.open("Pad", { practice: c.id }); leave() }
        else if (c.id === "breathe.one") { desk.open("Beside", { practice: c.id }); leave() }
        else { wanted = c.id; load(c.id) }
    }
    function copy(words) {
        if (!words) return
        desk.copy(words)
        told = qsTr("Copied. It leaves the clipboard in a minute.")
    }
    function press(key, text) {
        patience.restart()
        const n = Say.digit(key, text)
        if (key === Qt.Key_Escape) { release(); leave() }
        else if (!card && n >= 1 && n <= 9) choose(n - 1)
        else if (!card && (key === Qt.Key_A)) { wanted = "card.abuse"; release(); load(wanted) }
        else if (!card && (key === Qt.Key_D)) { wanted = "card.danger"; release(); load(wanted) }
        else if (!card && (key === Qt.Key_Slash || key === Qt.Key_Space || key === Qt.Key_F)) {
            release()
            desk.open("Search")
            leave()
        } else if (card && n >= 1 && n <= 9) {
            copy(lines[n - 1])
            release()
        } else if (card && emergency && key === Qt.Key_E) {
            copy(emergency)
            release()
        } else if (card && key === Qt.Key_Backspace) {
            back()
        } else if (card && key === Qt.Key_N) {
            release()
            desk.open("Pad", { practice: card.practice.id })
            leave()
        } else if (key === Qt.Key_Down)
            list.flick(0, -600)
        else if (key === Qt.Key_Up) list.flick(0, 600)
    }

    Component.onCompleted: {
        core.call("Content/List", { where: "CALL", kind: ["CARD", "SCRATCHPAD"] },
            r => cards = (r.practice || []).filter(p => !p.ownKey)
                .concat((r.practice || []).filter(p => p.ownKey)), e => told = Say.error(e))
        if (wanted) { load(wanted); leaveByItself.restart() }
    }
    // The keyboard can be held only by a window that is on the screen.
    onVisibleChanged: {
        escCloses = desk.holdEscape(visible) || takesFocus
        if (visible && !wanted) Qt.callLater(arm)
    }
    Connections {
        target: desk
        function onKey(key, text) { if (window.armed) window.press(key, text) }
        function onEscape() { window.release(); window.leave() }
    }
    Timer { id: patience; interval: 3000; onTriggered: window.release() }
    // Nobody has touched it for a while, and the call may be over.
    Timer { id: leaveByItself; interval: 180000; onTriggered: if (!window.armed) window.leave() }

    Item {
        anchors.fill: parent
        focus: true
        Keys.onPressed: event => { window.press(event.key, event.text); event.accepted = true }
        LayoutMirroring.enabled: Look.mirrored
        LayoutMirroring.childrenInherit: true
        Flickable {
            id: list
            anchors {
                left: parent.left; right: parent.right; top: parent.top; bottom: foot.top
                margins: Look.space * 2; bottomMargin: 0
            }
            contentHeight: content.implicitHeight
            clip: true
            boundsBehavior: Flickable.StopAtBounds
            Column {
                id: content
                width: list.width
                bottomPadding: note.implicitHeight + Look.space
                spacing: Look.space
                Prose {
                    width: parent.width
                    font.pixelSize: Look.large
                    font.weight: Font.DemiBold
                    text: window.card ? window.card.practice.title : qsTr("What is happening?")
                    Accessible.role: Accessible.Heading
                }
                // The list.
                Repeater {
                    model: window.card ? [] : window.cards
                    Key {
                        width: content.width
                        takesFocus: window.takesFocus
                        key: modelData.id === "card.abuse" ? "A"
                            : modelData.id === "card.danger" ? "D" : index < 9 ? index + 1 : ""
                        text: modelData.title
                        onPressed: window.choose(index)
                    }
                }
                // One card. First whom to call, whom to bring in and the centre's own procedure; then what to
                // say, large and numbered; then what to do.
                Key {
                    visible: window.emergency !== ""; width: parent.width; strong: true; key: "E"
                    takesFocus: window.takesFocus
                    text: qsTr("Emergency: %1").arg(window.emergency)
                    onPressed: window.copy(window.emergency)
                }
                Prose {
                    visible: window.unset && window.card !== null
                        && window.card.practice.id === "card.danger"
                    width: parent.width
                    text: qsTr("Set the callers' country in Settings to see its emergency number here.")
                }
                Repeater {
                    model: window.card ? window.card.person || [] : []
                    Prose {
                        width: content.width
                        text: Say.textOf(Say.roles, modelData.person.role) + ": "
                            + (modelData.person.name || "") + "  " + (modelData.person.reach || "")
                    }
                }
                Repeater {
                    model: window.card ? window.card.own || [] : []
                    Rectangle {
                        width: content.width
                        implicitHeight: own.implicitHeight + Look.space * 2
                        color: Look.wash
                        radius: Look.radius
                        Prose {
                            id: own
                            anchors {
                                left: parent.left; right: parent.right; top: parent.top
                                margins: Look.space
                            }
                            text: (modelData.ownCard && modelData.ownCard.title
                                    ? modelData.ownCard.title + "\n" : "")
                                + (modelData.ownCard ? modelData.ownCard.words || "" : "")
                        }
                    }
                }
                Prose {
                    visible: window.card && window.card.practice.ownWords === true
                        && core.exists && !core.open
                    width: parent.width; color: Look.quiet; font.pixelSize: Look.small
                    text: qsTr("Your own words show when Eddy is unlocked.")
                }
                Repeater {
                    model: window.card ? window.card.practice.group || [] : []
                    Column {
                        id: part
                        readonly property bool say: modelData.say === true
                        readonly property int before: {
                            let n = 0
                            for (let i = 0; i < index; ++i) {
                                const g = window.card.practice.group[i]
                                if (g.say) n += g.line.length
                            }
                            return n
                        }
                        width: content.width
                        spacing: Look.space / 2
                        Prose {
                            width: parent.width; color: Look.accent; font.weight: Font.DemiBold
                            font.pixelSize: Look.small; text: modelData.title
                            topPadding: Look.space / 2
                        }
                        Repeater {
                            model: modelData.line
                            Item {
                                width: parent.width
                                implicitHeight: sentence.implicitHeight + Look.space / 2
                                Rectangle {
                                    anchors.fill: parent; radius: 6
                                    color: hover.containsMouse ? Look.wash : "transparent"
                                }
                                Prose {
                                    id: number; width: part.say ? Look.space * 2.4 : 0; color: Look.quiet
                                    font.pixelSize: Look.small
                                    text: part.say && part.before + index < 9 ? part.before + index + 1 : ""
                                    anchors.left: parent.left; topPadding: 2; Accessible.ignored: true
                                }
                                Prose {
                                    id: sentence
                                    anchors { left: number.right; right: parent.right }
                                    text: modelData
                                    color: part.say ? Look.text : Look.quiet
                                    font.pixelSize: part.say ? Look.large : Look.small
                                    lineHeight: 1.15
                                }
                                MouseArea {
                                    id: hover; anchors.fill: parent; hoverEnabled: part.say
                                    enabled: part.say
                                    onClicked: window.copy(modelData)
                                    cursorShape: Qt.PointingHandCursor
                                }
                            }
                        }
                    }
                }
                Repeater {
                    model: window.card ? window.numbers.filter(l => l.of.number !== window.emergency) : []
                    Prose {
                        width: content.width
                        font.pixelSize: Look.small
                        text: (modelData.emergency ? qsTr("Emergency: %1").arg(modelData.of.number)
                                : modelData.of.name + ": " + (modelData.of.number || modelData.of.page))
                            + (modelData.checkThis ? "   " + qsTr("(check this number)") : "")
                    }
                }
            }
        }
        // Over the list's end, so that it is seen wherever the list is.
        Rectangle {
            visible: note.text !== ""
            anchors { left: list.left; right: list.right; bottom: list.bottom }
            height: note.implicitHeight + Look.space; color: Look.card
            Prose {
                id: note
                anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
                color: Look.accent; font.pixelSize: Look.small
                text: window.told || (list.contentY + list.height < list.contentHeight - 4
                    ? qsTr("↓ There is more below.") : "")
                Accessible.role: Accessible.AlertMessage
            }
        }
        Item {
            id: foot
            anchors { left: parent.left; right: parent.right; bottom: parent.bottom; margins: Look.space * 2 }
            height: hint.implicitHeight + Look.space
            Prose {
                id: hint
                objectName: "hint"
                width: parent.width
                anchors.bottom: parent.bottom
                font.pixelSize: Look.small
                color: window.armed ? Look.accent : Look.quiet
                font.weight: window.armed ? Font.DemiBold : Font.Normal
                text: window.armed
                    ? (window.card
                        ? qsTr("Your keys come here: 1 to 9 copies a sentence · N factual note · "
                            + "Backspace all cards · Esc leaves")
                        : qsTr("Your keys come here: 1 to 9 · A abuse · D danger · / search · Esc leaves"))
                    : qsTr("Your keys go to your work. %1 brings them here; or click.")
                        .arg(desk.keys.cards || qsTr("The tray"))
                        + " " + (window.escCloses ? qsTr("Esc closes this.")
                            : qsTr("%1 once more closes this.").arg(window.cardKey))
            }
        }
        Rectangle {
            anchors.fill: parent; color: "transparent"; border.width: window.armed ? 3 : 1
            border.color: window.armed ? Look.accent : Look.edge
        }
        Key { id: close; anchors { right: parent.right; top: parent.top; margins: Look.space } text: "×"
              Accessible.name: qsTr("Close"); onPressed: { window.release(); window.leave() } }
    }
}
