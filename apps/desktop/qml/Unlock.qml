// Opening the diary, where a page needs it. Player, cards and numbers never do.
import QtQuick
import Eddy

Panel {
    id: panel
    property string why: qsTr("This page shows what you wrote, so it needs your passphrase.")
    property bool first: false        // the page is nothing without it: the caret waits there
    property string told: ""
    property bool busy: false
    function grab() { phrase.grab() }
    function open() {
        if (busy || !phrase.text) return
        busy = true
        told = ""
        const given = phrase.text
        phrase.text = ""
        core.call("Core/Unlock", { passphrase: given }, opened, e => {
            busy = false
            told = Say.error(e)
            phrase.grab()
        })
    }
    function opened(reply) {
        busy = false
        const parts = [].concat(reply.told || [])
        if (reply.fromInbox)
            parts.push(qsTr("%1 things given while locked have joined your diary.").arg(reply.fromInbox))
        desk.setPad("told", { words: parts.join(" ") })
    }
    Component.onCompleted: {
        if (first && visible) Qt.callLater(grab)
        if (desk.value("keychain", false))
            desk.keychainRead((ok, key) => {
                if (ok) core.call("Core/Unlock", { key: key }, opened, e => told = Say.error(e))
                else
                    told = qsTr("The desktop's keychain did not give the key (%1). Nothing is lost: "
                        + "your passphrase opens it.").arg(key)
            })
    }
    Prose { width: parent.width; text: panel.why }
    Secret { id: phrase; width: parent.width; label: qsTr("Passphrase"); onAccepted: panel.open() }
    Row {
        spacing: Look.space
        Key {
            strong: true; takesFocus: true
            text: panel.busy ? qsTr("Opening …") : qsTr("Unlock")
            onPressed: panel.open()
        }
    }
    Prose {
        visible: text !== ""; width: parent.width; text: panel.told; color: Look.warn
        Accessible.role: Accessible.AlertMessage
    }
    Prose {
        visible: core.waiting > 0; width: parent.width
        text: qsTr("Given while locked, sealed and safe: %1").arg(core.waiting)
        color: Look.quiet; font.pixelSize: Look.small
    }
}
