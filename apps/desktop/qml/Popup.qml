// Cards during a call. The CRM keeps its focus: the popup holds the keyboard, visibly, until a choice, Esc or three
// seconds without a key; every later key reaches the CRM. Never a sound.
import QtQuick
import QtQuick.Window
import Eddy

Window {
    id: window
    property string wanted: ""         // a card's id, or empty for the list
    property var cards: []
    property var card: null            // what Content/Get said
    property var lines: []             // the card's sentences in order, for copying by number
    property var numbers: []           // emergency and crisis lines
    property var leads: []
    property bool armed: false
    property string told: ""
    readonly property bool takesFocus: desk.value("cards/focus", false)
    readonly property var area: desk.area()

    title: qsTr("Notes")
    flags: takesFocus ? Qt.FramelessWindowHint | Qt.WindowStaysOnTopHint | Qt.Dialog
                      : Qt.FramelessWindowHint | Qt.WindowStaysOnTopHint | Qt.X11BypassWindowManagerHint
                        | Qt.ToolTip | Qt.WindowDoesNotAcceptFocus
    color: Look.card
    width: Math.min(area.width - 32, 440 * (0.55 + 0.45 * Look.scale))
    height: Math.min(area.height - 32, content.implicitHeight + foot.height + Look.space * 5)
    x: area.x + (Look.mirrored ? 16 : area.width - width - 16)
    y: area.y + Math.max(16, (area.height - height) / 3)

    function arm() {
        armed = takesFocus || desk.arm(window)
        if (armed) patience.restart()
    }
    function release() { armed = false; if (!takesFocus) desk.disarm(); patience.stop(); leaveByItself.restart() }
    function again() { told = ""; if (!wanted) card = null; else if (!card || card.practice.id !== wanted) load(wanted); arm() }
    function leave() { desk.leave(window) }
    function load(id) {
        core.call("Content/Get", { id: id }, reply => {
            const all = []
            for (const own of reply.own || []) if (own.ownCard) all.push(own.ownCard.words || "")
            for (const g of reply.practice.group || []) for (const l of g.line) all.push(l)
            lines = all
            card = reply
            list.contentY = 0
        }, e => told = Say.error(e))
        numbers = []
        leads = []
        if (id === "card.danger")
            core.call("Content/Lines", { country: core.settings.callerCountry || core.settings.country || "" }, r => numbers = r.line || [{ name: "", number: "" }])
        if ((id === "card.danger" || id === "card.help" || id === "card.escalate") && core.open)
            core.call("Journal/List", { table: [11], limit: 50 }, r => leads = (r.entry || []).map(e => e.person).filter(
                p => ["ROLE_LEAD", "ROLE_SPECIALIST", "ROLE_COLLEAGUE"].indexOf(p.role) >= 0))
    }
    function choose(index) {
        const c = cards[index]
        if (!c) return
        release()
        if (c.kind === "SCRATCHPAD") { desk.open("Pad", { practice: c.id }); leave() }
        else if (c.id === "breathe.one") { desk.open("Beside", { practice: c.id }); leave() }
        else { wanted = c.id; load(c.id) }
    }
    function copyLine(index) {
        if (lines[index] === undefined) return
        desk.copy(lines[index])
        told = qsTr("Copied. It leaves the clipboard in a minute.")
    }
    function press(key, text) {
        patience.restart()
        const n = Say.digit(key, text)
        if (key === Qt.Key_Escape) { release(); leave() }
        else if (!card && n >= 1 && n <= 9) choose(n - 1)
        else if (!card && (key === Qt.Key_A)) { wanted = "card.abuse"; release(); load(wanted) }
        else if (!card && (key === Qt.Key_D)) { wanted = "card.danger"; release(); load(wanted) }
        else if (!card && (key === Qt.Key_Slash || key === Qt.Key_Space || key === Qt.Key_F)) { release(); desk.open("Search"); leave() }
        else if (card && n >= 1 && n <= 9) { copyLine(n - 1); release() }
        else if (card && key === Qt.Key_N) { release(); desk.open("Pad", { practice: card.practice.id }); leave() }
        else if (key === Qt.Key_Down) list.flick(0, -600)
        else if (key === Qt.Key_Up) list.flick(0, 600)
    }

    Component.onCompleted: {
        core.call("Content/List", { where: "CALL", kind: ["CARD", "SCRATCHPAD"] },
                  r => cards = (r.practice || []).filter(p => !p.ownKey).concat((r.practice || []).filter(p => p.ownKey)), e => told = Say.error(e))
        if (wanted) { load(wanted); leaveByItself.restart() }
    }
    // The keyboard can be held only by a window that is on the screen.
    onVisibleChanged: if (visible && !wanted) Qt.callLater(arm)
    Connections { target: desk; function onKey(key, text) { if (window.armed) window.press(key, text) } }
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
            anchors { left: parent.left; right: parent.right; top: parent.top; bottom: foot.top; margins: Look.space * 2; bottomMargin: 0 }
            contentHeight: content.implicitHeight
            clip: true
            boundsBehavior: Flickable.StopAtBounds
            Column {
                id: content
                width: list.width
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
                        key: modelData.id === "card.abuse" ? "A" : modelData.id === "card.danger" ? "D" : index < 9 ? index + 1 : ""
                        text: modelData.title
                        onPressed: window.choose(index)
                    }
                }
                // One card. A caller in danger: the centre's own procedure first, then numbers, then sentences.
                Prose {
                    visible: window.card && window.card.practice.id === "card.danger" && !(window.card.own || []).length
                    width: parent.width
                    color: Look.warn
                    text: core.open || !core.exists ? qsTr("Your centre's own procedure belongs here, first. Write it in under Cards, before you need it.")
                                    : qsTr("Your own words show when Eddy is unlocked.")
                }
                Repeater {
                    model: window.card ? window.card.own || [] : []
                    Rectangle {
                        width: content.width
                        implicitHeight: own.implicitHeight + Look.space * 2
                        color: Look.wash
                        radius: Look.radius
                        Prose { id: own; anchors { left: parent.left; right: parent.right; top: parent.top; margins: Look.space }
                                text: (modelData.ownCard && modelData.ownCard.title ? modelData.ownCard.title + "\n" : "") + (modelData.ownCard ? modelData.ownCard.words || "" : "") }
                    }
                }
                Repeater {
                    model: window.numbers
                    Prose {
                        width: content.width
                        font.pixelSize: Look.large
                        text: modelData.number ? (modelData.emergency ? qsTr("Emergency: %1").arg(modelData.number) : modelData.name + ": " + modelData.number) + (modelData.checkThis ? "   " + qsTr("(check this number)") : "")
                                               : qsTr("Set the callers' country in Settings to see its emergency number here.")
                    }
                }
                Repeater {
                    model: window.leads
                    Prose { width: content.width; text: Say.textOf(Say.roles, modelData.role) + ": " + (modelData.name || "") + "  " + (modelData.reach || "") }
                }
                Repeater {
                    model: window.card ? window.card.practice.group || [] : []
                    Column {
                        readonly property int before: {
                            let n = (window.card.own || []).length
                            for (let i = 0; i < index; ++i) n += window.card.practice.group[i].line.length
                            return n
                        }
                        width: content.width
                        spacing: Look.space / 2
                        Prose { width: parent.width; color: Look.accent; font.weight: Font.DemiBold; font.pixelSize: Look.small; text: modelData.title; topPadding: Look.space / 2 }
                        Repeater {
                            model: modelData.line
                            Item {
                                width: parent.width
                                implicitHeight: sentence.implicitHeight + Look.space / 2
                                Rectangle { anchors.fill: parent; radius: 6; color: hover.containsMouse ? Look.wash : "transparent" }
                                Prose { id: number; width: Look.space * 2.4; color: Look.quiet; font.pixelSize: Look.small; text: before + index < 9 ? before + index + 1 : ""; anchors.left: parent.left; topPadding: 2; Accessible.ignored: true }
                                Prose { id: sentence; anchors { left: number.right; right: parent.right } text: modelData }
                                MouseArea { id: hover; anchors.fill: parent; hoverEnabled: true; onClicked: window.copyLine(before + index); cursorShape: Qt.PointingHandCursor }
                            }
                        }
                    }
                }
                Prose { visible: window.told !== ""; width: parent.width; color: Look.accent; text: window.told; Accessible.role: Accessible.AlertMessage }
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
                text: window.armed ? (window.card ? qsTr("Your keys come here: 1 to 9 copies a sentence · N factual note · Esc leaves")
                                                  : qsTr("Your keys come here: 1 to 9 · A abuse · D danger · / search · Esc leaves"))
                                   : qsTr("Your keys go to your work. %1 brings them here; or click.").arg(desk.keys[window.wanted === "card.abuse" ? "abuse" : window.wanted === "card.danger" ? "danger" : "cards"] || qsTr("The tray"))
            }
        }
        Rectangle { anchors.fill: parent; color: "transparent"; border.width: window.armed ? 3 : 1; border.color: window.armed ? Look.accent : Look.edge }
        Key { id: close; anchors { right: parent.right; top: parent.top; margins: Look.space } text: "×"
              Accessible.name: qsTr("Close"); onPressed: { window.release(); window.leave() } }
    }
}
