// After a call: log it, look back when it is time, keep a bright spot and a lesson, take it to a mentor.
import QtQuick
import Eddy

Page {
    id: page
    property var calls: []
    property var offered: []
    property var lessons: []
    property var bright: []
    property bool anyway: false
    property string mode: "list"       // list, debrief, mentor
    title: mode === "debrief" ? qsTr("Looking back")
        : mode === "mentor" ? qsTr("Take it to someone") : qsTr("After a call")
    function refresh() {
        if (!core.open) return
        core.call("Journal/List", { table: [2], limit: 12 }, r => calls = r.entry || [], e => fail(e))
        core.call("Journal/DebriefsOffered", {}, r => offered = r.entry || [], () => offered = [])
        core.call("Journal/List", { table: [7], limit: 6 }, r => lessons = r.entry || [])
        core.call("Journal/List", { table: [6], limit: 6 }, r => bright = r.entry || [])
    }
    function describe(c) {
        const parts = [Say.day(c.atMs) + ", " + Say.clock(c.atMs)]
        if (c.howHard !== undefined) parts.push(c.howHard + "/10")
        if (c.kind) parts.push(Say.textOf(Say.callKinds, c.kind))
        if (c.handled) parts.push(Say.textOf(Say.handled, c.handled))
        return parts.join("  ·  ")
    }
    Component.onCompleted: { refresh(); const id = desk.value("debrief/open", ""); if (id) resume(id) }
    Connections {
        target: core
        function onChanged() { if (page.mode === "list") page.refresh() }
        function onStatusChanged() {
            page.refresh()
            const id = desk.value("debrief/open", "")
            if (core.open && id && page.mode === "list") page.resume(id)
        }
    }

    // --- looking back, one question at a time
    property var practice: null
    property var debrief: null
    property int at: 0
    function begin(call, id) {
        core.call("Content/Get", { id: id }, r => {
            practice = r.practice; debrief = { hardCall: call.id, practice: id }; at = 0; mode = "debrief"
            Qt.callLater(() => answer.grab())
        })
    }
    function resume(id) {
        if (!core.open) return
        core.call("Journal/Get", { id: id }, e => {
            core.call("Content/Get", { id: e.debrief.practice }, r => {
                practice = r.practice
                debrief = Object.assign({ id: e.id }, e.debrief)
                at = practice.prompt.findIndex(p => !debrief[field(p)])
                if (at < 0) at = practice.prompt.length - 1
                answer.text = debrief[field(practice.prompt[at])] || ""
                mode = "debrief"
                tell(qsTr("This was open when Eddy went away. Nothing was lost; go on, or leave it so."))
            })
        }, () => desk.setValue("debrief/open", ""))
    }
    function field(prompt) { return prompt.id.replace(/_([a-z])/g, (m, c) => c.toUpperCase()) }
    function keepAnswer(then) {
        autosave.stop()
        const name = field(practice.prompt[at])
        if (!Say.allowText || answer.text === (debrief[name] || "")) { if (then) then(); return }
        debrief[name] = answer.text
        Say.keep("debrief", debrief, (kept, e) => {
            if (e) { anyway = e.reason === "OTHERS_DATA"; fail(e); return }
            desk.setValue("debrief/open", kept.id)
            if (then) then()
        }, anyway)
    }
    function next() {
        keepAnswer(() => {
            tell("")
            anyway = false
            if (at + 1 < practice.prompt.length) {
                at++
                answer.text = debrief[field(practice.prompt[at])] || ""
                answer.grab()
            } else {
                desk.setValue("debrief/open", "")
                if (debrief.id) core.call("Journal/Learn", { id: debrief.id })
                mode = "list"
                refresh()
                tell(debrief.ifThen
                    ? qsTr("Kept. Your step will be there when you open a shift, and not before.")
                    : qsTr("Done. Thank you for being fair to yourself."))
            }
        })
    }
    function leaveDebrief() {
        keepAnswer(() => { desk.setValue("debrief/open", ""); mode = "list"; refresh() })
    }
    Timer { id: autosave; interval: 700; onTriggered: page.keepAnswer() }

    Unlock {
        visible: core.exists && !core.open && page.mode === "list"
        why: qsTr("A call can be logged now. Earlier ones show when Eddy is unlocked.")
    }

    // --- the list
    Column {
        width: parent.width
        spacing: Look.space * 1.5
        visible: page.mode === "list"
        Flow {
            width: parent.width
            spacing: Look.space
            Key {
                strong: true; takesFocus: true; text: qsTr("Log a hard call"); key: desk.keys.log || ""
                onPressed: desk.open("Log")
            }
            Key {
                takesFocus: true; visible: core.open && page.calls.length > 0
                text: qsTr("A page for a mentor")
                onPressed: page.mode = "mentor"
            }
        }
        Column {
            width: parent.width
            spacing: Look.space
            visible: core.open && page.offered.length > 0
            Section { text: qsTr("Look back, if you like") }
            Prose {
                width: parent.width; color: Look.quiet
                text: qsTr("Five minutes at most, ending on one small step. Stop anywhere. "
                    + "It leaves by itself after seven days.")
            }
            Repeater {
                model: page.offered
                Panel {
                    Prose { width: parent.width; text: page.describe(modelData.hardCall) }
                    Flow {
                        width: parent.width; spacing: Look.space
                        Key {
                            takesFocus: true; text: qsTr("Three questions")
                            onPressed: page.begin(modelData, "debrief.three")
                        }
                        Key {
                            takesFocus: true; text: qsTr("A closer look")
                            onPressed: page.begin(modelData, "debrief.detail")
                        }
                    }
                }
            }
        }
        Column {
            width: parent.width
            spacing: Look.space
            visible: core.open
            Section { text: qsTr("A bright spot") }
            Field {
                id: spot; visible: Say.allowText; width: parent.width
                label: qsTr("One thing that went right, or a call you turned good")
                onAccepted: keepSpot.pressed()
            }
            Key {
                anchors.left: parent.left; id: keepSpot; visible: Say.allowText; takesFocus: true
                text: qsTr("Keep it")
                onPressed: {
                    if (spot.text.trim())
                        core.call("Journal/BrightSpot", { what: spot.text }, () => {
                            spot.text = ""
                            page.refresh()
                        }, e => page.fail(e))
                }
            }
            Prose {
                visible: !Say.allowText; width: parent.width; color: Look.quiet
                text: qsTr("This computer keeps numbers only. Say it to yourself; write it at home.")
            }
            Repeater {
                model: page.bright
                Prose { width: parent.width; text: "· " + (modelData.brightSpot.what || "") }
            }
            Section { text: qsTr("Lessons"); visible: page.lessons.length > 0 }
            Repeater {
                model: page.lessons
                Prose { width: parent.width; text: "· " + (modelData.lesson.what || "") }
            }
            Section { text: qsTr("Hard calls"); visible: page.calls.length > 0 }
            Repeater {
                model: page.calls
                Entry {
                    details: page.describe(modelData.hardCall)
                        + (modelData.hardCall.note ? "\n" + modelData.hardCall.note : "")
                    Key {
                        takesFocus: true; text: qsTr("Remove")
                        onPressed: core.call("Journal/Trash", { id: modelData.id, space: modelData.space },
                            () => page.tell(qsTr("Removed. It is in the trash, in Settings.")),
                            e => page.fail(e))
                    }
                }
            }
        }
    }

    // --- one question
    Panel {
        visible: page.mode === "debrief"
        Prose {
            width: parent.width; color: Look.quiet; font.pixelSize: Look.small
            text: page.practice
                ? page.practice.title + "  ·  "
                    + qsTr("%1 of %2").arg(page.at + 1).arg(page.practice.prompt.length)
                : ""
        }
        Prose {
            width: parent.width; font.pixelSize: Look.large
            text: page.practice ? page.practice.prompt[page.at].ask : ""
            Accessible.role: Accessible.AlertMessage
        }
        Field {
            id: answer; visible: Say.allowText; width: parent.width; lines: 4; label: qsTr("Your answer")
            hint: page.practice ? (page.practice.prompt[page.at].offer || [""])[0] : ""
            onTextChanged: if (page.mode === "debrief") autosave.restart()
            onAccepted: page.next()
        }
        Prose {
            visible: !Say.allowText; width: parent.width; color: Look.quiet
            text: qsTr("This computer keeps numbers only: think it through, nothing is written.")
        }
        Row {
            spacing: Look.space
            Key {
                strong: true; takesFocus: true; key: qsTr("Ctrl+Enter")
                text: page.practice && page.at + 1 === page.practice.prompt.length ? qsTr("Done")
                    : qsTr("Next")
                onPressed: page.next()
            }
            Key { takesFocus: true; text: qsTr("Leave it here"); onPressed: page.leaveDebrief() }
        }
    }

    // --- a page for a mentor, made of what is ticked, shown whole before it is copied
    Chosen {
        width: parent.width
        visible: page.mode === "mentor"
        method: "Journal/Page"
        lead: qsTr("Only what you tick goes on the page. Leave out the caller's name, number and "
            + "account. Nothing leaves this computer until you paste it somewhere.")
        onCopied: page.tell(qsTr("Copied. It leaves the clipboard in a minute."))
        onFailed: e => page.fail(e)
        onBack: page.mode = "list"
    }
}
