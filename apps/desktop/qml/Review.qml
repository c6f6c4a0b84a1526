// A week or a month, looked back at: what was heavy, what went with relief, one thing to keep. It goes out by
// an act of its own: as one page to print, or line by line to somebody.
import QtQuick
import Eddy

Page {
    id: page
    property string span: "WEEK"
    property string from: ""           // its first day; empty: the last whole one
    property var reply: ({})
    property string mode: "look"       // look, mentor
    title: mode === "mentor" ? qsTr("Take it to someone") : qsTr("Looking back")
    lead: mode === "mentor" ? ""
        : qsTr("What was heavy, what went with relief, and one thing to keep. Nothing is scored.")
    Component.onDestruction: files.drop()
    function load() {
        if (core.open) core.call("Insights/Review", { span: span, from: from }, r => reply = r, e => fail(e))
    }
    function choose(what, day) { span = what; from = day; load() }
    Component.onCompleted: load()
    Connections {
        target: core
        function onChanged() { if (page.mode === "look") page.load() }
        function onStatusChanged() { page.load() }
    }

    function write() {
        core.call("Insights/Review", { span: span, from: reply.from, page: true }, r => {
            if (!r.html) { tell(r.why); return }
            files.place(r.file, place => {
                if (files.write(place, "", r.html) && files.finish())
                    tell(qsTr("Written. It is not encrypted: everybody who has it can read it."))
                else {
                    files.drop()
                    tell(qsTr("It could not be written there: look whether there is room, and who may write. "
                        + "What was there before is unchanged."), true)
                }
            })
        }, e => fail(e))
    }

    Unlock {
        first: true; visible: core.exists && !core.open
        why: qsTr("What is looked back at is in your diary, so it needs your passphrase.")
    }
    Column {
        visible: core.open && page.mode === "look"
        width: parent.width
        spacing: Look.space * 1.5
        Choice {
            width: parent.width; label: qsTr("How much of it"); value: page.span
            onChosen: v => page.choose(v, "")
            options: [{ value: "WEEK", text: qsTr("A week") }, { value: "MONTH", text: qsTr("A month") }]
        }
        Row {
            spacing: Look.space
            visible: !!page.reply.from
            Key {
                takesFocus: true; text: qsTr("Earlier")
                onPressed: page.choose(page.span, page.reply.before)
            }
            Key {
                takesFocus: true; text: qsTr("Later"); visible: !!page.reply.after
                onPressed: page.choose(page.span, page.reply.after)
            }
        }
        Section { visible: text !== ""; text: page.reply.title || "" }
        Prose {
            width: parent.width; visible: text !== ""
            text: page.reply.why || ""
            Accessible.role: Accessible.AlertMessage
        }
        Key {
            visible: page.reply.held === "HEAVY_TIME"; anchors.left: parent.left; takesFocus: true
            text: qsTr("My people")
            onPressed: desk.show("people")
        }
        Repeater {
            model: page.reply.section || []
            LookBack { width: parent.width; section: modelData }
        }
        Row {
            spacing: Look.space
            visible: !!page.reply.from && !page.reply.held
            Key { takesFocus: true; text: qsTr("As a page to print…"); onPressed: page.write() }
            Key { takesFocus: true; text: qsTr("Take it to someone"); onPressed: page.mode = "mentor" }
        }
    }
    Chosen {
        width: parent.width
        visible: core.open && page.mode === "mentor"
        method: "Insights/ReviewLines"
        about: ({ span: page.span, from: page.reply.from || "" })
        lead: qsTr("Only what you tick goes on the page. Nothing leaves this computer until you paste it "
            + "somewhere.")
        onCopied: page.tell(qsTr("Copied. It leaves the clipboard in a minute."))
        onFailed: e => page.fail(e)
        onBack: page.mode = "look"
    }
}
