// First run, in under a minute: whose computer, a passphrase, done.
import QtQuick
import QtQuick.Window
import Eddy

Page {
    id: page
    property var work: undefined
    property bool busy: false
    property var phrase: []
    title: qsTr("Catch your breath")
    lead: qsTr("Eddy is for you alone. No account, no e-mail, nothing leaves this computer, and nobody "
        + "reports on you. Resets, cards and emergency numbers work at once; a diary of your own needs two "
        + "answers.")
    function done() {
        phrase = []
        Window.window.held = ""
        desk.open("Main", { page: "today" })
    }
    function make() {
        if (busy) return
        if (page.work === undefined) return tell(qsTr("First: whose computer is this?"), true)
        if (first.text !== again.text)
            return tell(qsTr("The two are not the same. Nothing was made yet; type them again."), true)
        busy = true
        Window.window.held = "welcome"
        core.call("Core/Init",
            { passphrase: first.text, work: page.work, recoveryPhrase: !page.work && recovery.checked },
            reply => {
            busy = false
            first.text = again.text = ""
            tell("")
            if ((reply.recoveryPhrase || []).length) phrase = reply.recoveryPhrase
            else done()
        }, e => { busy = false; Window.window.held = ""; fail(e) })
    }
    Column {
        width: parent.width
        spacing: Look.space * 1.5
        visible: !page.phrase.length
        Choice {
            width: parent.width
            label: qsTr("Whose computer is this?")
            options: [{ value: false, text: qsTr("My own") }, { value: true, text: qsTr("A work computer") }]
            value: page.work
            onChosen: v => page.work = v
        }
        Panel {
            visible: page.work === true
            Prose {
                width: parent.width
                text: qsTr("On an employer's computer, whoever runs it may see the screen, the keys and the "
                    + "files, whatever Eddy does. Ask whether you may install Eddy. Words are safer on your "
                    + "own phone, so here Eddy keeps numbers and choices only, until you decide otherwise in "
                    + "Settings.")
            }
        }
        Secret {
            id: first; fresh: true; width: parent.width
            label: qsTr("A passphrase, for this diary only")
        }
        Secret { id: again; width: parent.width; label: qsTr("Once more"); onAccepted: page.make() }
        Tick {
            id: recovery; visible: page.work === false; width: parent.width; checked: true
            text: qsTr("Also give me 24 words to write on paper")
            more: qsTr("Without them a forgotten passphrase cannot be helped: nobody else has a key.")
            onToggled: checked = !checked
        }
        Key {
            anchors.left: parent.left; strong: true; takesFocus: true
            text: page.busy ? qsTr("Making it …") : qsTr("Make my diary")
            onPressed: page.make()
        }
        Prose {
            width: parent.width; color: Look.quiet; font.pixelSize: Look.small
            text: qsTr("Eddy is not a medical device. It does not diagnose or treat; it gives you a moment.")
        }
    }
    Paper {
        phrase: page.phrase
        why: qsTr("Write these down, in this order, on paper. They open your diary when the passphrase is "
            + "forgotten, and they are shown only now.")
        onWritten: page.done()
    }
}
