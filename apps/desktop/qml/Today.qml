// Today: a check-in by keys 1 to 5, the shift, and what is waiting, if anything.
import QtQuick
import Eddy

Page {
    id: page
    property var record: null
    property string step: "mood"       // mood, energy, tension, word, done
    property var feelings: []
    property var spans: []
    property var due: []
    property var open: null            // the open shift's entry
    // the usual shift that is on or still to come
    readonly property var usual: spans.find(s => s.usual && s.endMs > core.now()) || null
    property bool closing: false
    property var lessons: []
    property var plan: null
    property bool heavy: false
    title: qsTr("Today")
    lead: Say.day(core.now())
    function refresh() {
        core.call("Content/List", { kind: ["CHECK_IN"] }, r => feelings = (r.feeling || []))
        if (!core.open) return
        const now = core.now(), start = new Date(now); start.setHours(0, 0, 0, 0)
        core.call("Shifts/Between", { fromMs: start.getTime(), toMs: start.getTime() + 86400000 },
            r => spans = r.shift || [], () => spans = [])
        core.call("Reminders/Next", {}, r => {
            due = r.due || []
            open = r.openShift || null
        }, () => { due = []; open = null })
        core.call("Shifts/PlanSleep", {}, r => plan = r, () => plan = null)
    }
    function grow(field, value, next) {
        if (!record) record = {}
        record[field] = value
        step = next
        Say.keep("checkIn", record, (kept, e) => {
            if (e) return fail(e)
            if (kept.care === "CARE_HEAVY") heavy = true
        })
    }
    Component.onCompleted: {
        refresh()
        const told = desk.pad("told").words
        if (told) { tell(told); desk.setPad("told", {}) }
    }
    Connections {
        target: core
        function onChanged() { page.refresh() }
        function onStatusChanged() { page.refresh() }
    }
    focus: true
    Keys.onPressed: event => {
        if (event.modifiers & (Qt.ControlModifier | Qt.AltModifier)) return
        const n = Say.digit(event.key, event.text)
        if (step === "mood" && n >= 1 && n <= 5) grow("mood", n, "energy")
        else if (step === "energy" && n >= 1 && n <= 5) grow("energy", n, "tension")
        else if (step === "tension" && n >= 0) grow("tension", n, "word")
        else return
        event.accepted = true
    }

    Panel {
        Prose {
            width: parent.width; font.pixelSize: Look.large; Accessible.role: Accessible.AlertMessage
            text: page.step === "mood" ? qsTr("How are you? 1 low, 5 good")
                : page.step === "energy" ? qsTr("And your energy? 1 to 5")
                : page.step === "tension" ? qsTr("Tension? 0 none, 10 most")
                : page.step === "word" ? qsTr("A word for it, if you like")
                : qsTr("Kept. Thank you for looking.")
        }
        Scale10 {
            width: parent.width
            visible: page.step === "mood" || page.step === "energy" || page.step === "tension"
            from: page.step === "tension" ? 0 : 1
            to: page.step === "tension" ? 10 : 5
            takesFocus: true
            onChosen: n => page.grow(page.step, n,
                page.step === "mood" ? "energy" : page.step === "energy" ? "tension" : "word")
        }
        Flow {
            width: parent.width
            spacing: Look.space / 2
            visible: page.step === "word"
            Repeater {
                model: page.step === "word" ? page.feelings : []
                Key {
                    text: modelData; takesFocus: true
                    chosen: page.record && (page.record.words || []).indexOf(modelData) >= 0
                    onPressed: {
                        const w = (page.record.words || []).slice(), i = w.indexOf(modelData)
                        i < 0 ? w.push(modelData) : w.splice(i, 1)
                        page.grow("words", w, "word")
                        chosen = i < 0
                    }
                }
            }
        }
        Loader {
            active: page.step === "word" && core.open && Say.allowText; visible: active; width: parent.width
            sourceComponent: Factors {
                carried: page.record && page.record.factor || []
                onChanged: ids => { page.grow("factor", ids, "word"); carried = ids }
                onFailed: e => page.fail(e)
            }
        }
        Tick {
            visible: page.step === "word"; width: parent.width
            text: qsTr("Life outside work weighs in")
            checked: page.record ? page.record.outside === true : false
            onToggled: { checked = !checked; page.grow("outside", checked, "word") }
        }
        Field {
            id: note; visible: page.step === "word" && Say.allowText; width: parent.width; lines: 2
            label: qsTr("A line, if you like")
            onAccepted: page.grow("note", text, "done")
        }
        Row {
            spacing: Look.space
            visible: page.step !== "mood"
            Key {
                takesFocus: true; visible: page.step !== "done"; text: qsTr("That is all")
                onPressed: { if (note.text) page.grow("note", note.text, "done"); else page.step = "done" }
            }
            Key {
                takesFocus: true; visible: page.step === "done"; text: qsTr("Another")
                onPressed: { page.record = null; note.text = ""; page.step = "mood"; page.forceActiveFocus() }
            }
        }
        Prose {
            width: parent.width; visible: !core.open && core.exists && page.record !== null
            color: Look.quiet; font.pixelSize: Look.small
            text: qsTr("Sealed. It joins your diary when you unlock it.")
        }
    }
    Panel {
        visible: page.heavy
        Prose {
            width: parent.width
            text: qsTr("Some of this sounds heavy. If it is about you, you can talk to someone now. "
                + "If it was a caller, that is heavy too. Eddy noticed words or ratings here, can miss "
                + "things, and told nobody.")
        }
        Flow {
            width: parent.width
            spacing: Look.space
            Key {
                takesFocus: true; strong: true; text: qsTr("Numbers to call, and my people")
                onPressed: desk.open("Main", { page: "people" })
            }
            Key {
                takesFocus: true; text: qsTr("Not now: quiet for 24 hours")
                onPressed: {
                    page.heavy = false
                    core.call("Settings/Set", { careNotNow: true })
                }
            }
        }
    }
    Panel {
        visible: (courier.state.notice || []).length > 0 || courier.state.withheld === true
        Prose { width: parent.width; text: qsTr("There is something to know about your devices.") }
        Key {
            anchors.left: parent.left; takesFocus: true; text: qsTr("Look")
            onPressed: desk.open("Main", { page: "devices" })
        }
    }
    Unlock {
        visible: core.exists && !core.open
        why: qsTr("Your shift and your day show when Eddy is unlocked. A check-in works without.")
    }

    Column {
        width: parent.width
        spacing: Look.space
        visible: core.open
        Section { text: qsTr("Your shift") }
        // The day as a strip, midnight to midnight; now is the upright line.
        Item {
            width: parent.width
            height: 44 * Look.scale
            Accessible.role: Accessible.Graphic
            Accessible.name: page.spans.length
                ? page.spans.map(s =>
                    qsTr("Shift %1 to %2").arg(Say.clock(s.startMs)).arg(Say.clock(s.endMs))).join(", ")
                : qsTr("No shift today")
            readonly property real dayStart: {
                const d = new Date(core.now())
                d.setHours(0, 0, 0, 0)
                return d.getTime()
            }
            id: strip
            function at(ms) {
                const part = Math.max(0, Math.min(1, (Number(ms) - dayStart) / 86400000))
                return (Look.mirrored ? 1 - part : part) * width
            }
            Rectangle { width: parent.width; height: 20 * Look.scale; radius: height / 2; color: Look.wash }
            Repeater {
                model: page.spans
                Rectangle {
                    x: Math.min(strip.at(modelData.startMs), strip.at(modelData.endMs))
                    width: Math.max(4, Math.abs(strip.at(modelData.endMs) - strip.at(modelData.startMs)))
                    height: 20 * Look.scale; radius: height / 2; color: Look.disc
                    opacity: modelData.usual ? 0.7 : 1
                }
            }
            Rectangle {
                x: strip.at(core.now()) - 1; width: 2; height: 26 * Look.scale; y: -3; color: Look.text
            }
            Repeater {
                model: [0, 6, 12, 18, 24]
                Prose {
                    font.pixelSize: Look.small; color: Look.quiet; text: modelData; y: 24 * Look.scale
                    x: Math.max(0,
                        Math.min(strip.width - width,
                            strip.at(strip.dayStart + modelData * 3600000) - width / 2))
                    Accessible.ignored: true
                }
            }
        }
        Prose {
            width: parent.width; color: Look.quiet
            text: page.open
                ? qsTr("Open since %1.").arg(Say.clock(page.open.shift.atMs))
                    + (page.open.shift.intention ? " “" + page.open.shift.intention + "”" : "")
                : page.spans.length
                    ? page.spans.map(s => Say.clock(s.startMs) + " – " + Say.clock(s.endMs)).join(", ")
                : qsTr("None known for today. Your usual week is under Settings; days that differ are set in "
                    + "Shifts by date.")
        }
        Field {
            id: intention; visible: !page.open && !page.closing && Say.allowText; width: parent.width
            label: qsTr("One intention, small enough to keep")
            hint: qsTr("I will breathe out before I answer.")
        }
        Flow {
            width: parent.width
            spacing: Look.space
            Key {
                visible: !page.open; takesFocus: true; text: qsTr("Open the shift")
                onPressed: core.call("Shifts/Open", intention.text ? { intention: intention.text } : {},
                    r => {
                        page.lessons = (r.lesson || []).map(e => e.lesson.what)
                        if (r.kept && r.kept.care === "CARE_HEAVY") page.heavy = true
                        intention.text = ""
                        page.refresh()
                        page.tell(qsTr("Your shift is open. Ready when you are."))
                    }, e => page.fail(e))
            }
            Key {
                visible: page.open !== null && !page.closing; takesFocus: true
                text: qsTr("Close the shift")
                onPressed: page.closing = true
            }
            Key {
                visible: !page.open && page.usual !== null; takesFocus: true
                text: qsTr("I am off today")
                onPressed: {
                    const s = page.usual
                    Say.keep("shift",
                        { atMs: String(Math.round(s.startMs)), endMs: String(Math.round(s.endMs)),
                            off: true }, (kept, e) => { if (e) page.fail(e); page.refresh() })
                }
            }
            Key {
                visible: !page.closing; takesFocus: true; text: qsTr("Shifts by date")
                onPressed: desk.open("Main", { page: "month" })
            }
        }
        Column {
            width: parent.width
            spacing: Look.space
            visible: page.lessons.length > 0
            Section { text: qsTr("Worth having in mind") }
            Repeater { model: page.lessons; Prose { width: parent.width; text: "· " + modelData } }
        }
        Panel {
            visible: page.closing
            Prose { width: parent.width; text: qsTr("Three lines, any of them empty, and the door shuts.") }
            Field {
                id: wasHeavy; visible: Say.allowText; width: parent.width
                label: qsTr("What was heavy?")
            }
            Field {
                id: wasGood; visible: Say.allowText; width: parent.width
                label: qsTr("What was good, even a little?")
            }
            Field {
                id: leave; visible: Say.allowText; width: parent.width
                label: qsTr("What do you leave here?")
            }
            Prose {
                visible: !Say.allowText; width: parent.width; color: Look.quiet
                text: qsTr("This computer keeps numbers only. Think the three lines; then shut the door.")
            }
            Row {
                spacing: Look.space
                Key {
                    strong: true; takesFocus: true; text: qsTr("Shut the door")
                    onPressed: core.call("Shifts/Close",
                        { heavy: wasHeavy.text, good: wasGood.text, leave: leave.text }, kept => {
                        courier.go()
                        page.closing = false
                        wasHeavy.text = wasGood.text = leave.text = ""
                        page.refresh()
                        if (kept.care === "CARE_HEAVY") page.heavy = true
                        page.tell(qsTr("The door is shut. What stays here is safe, and the evening is "
                            + "yours."))
                    }, e => page.fail(e))
                }
                Key { takesFocus: true; text: qsTr("Not yet"); onPressed: page.closing = false }
            }
        }
        Prose {
            visible: page.due.some(d => d.what === "DEBRIEF_LEAVES"); width: parent.width
            text: qsTr("If you want to look back at a call, it waits under After a call. "
                + "It need not be today, and it leaves by itself.")
        }
        Column {
            width: parent.width
            spacing: Look.space
            visible: page.plan !== null && Number(page.plan ? page.plan.bedMs || 0 : 0) > 0 && !core.work
            Section { text: qsTr("Tonight") }
            Prose {
                width: parent.width
                text: page.plan
                    ? qsTr("Wind down from %1, in bed by %2.").arg(Say.clock(page.plan.windDownMs || 0))
                        .arg(Say.clock(page.plan.bedMs || 0))
                        + (page.plan.fits
                            ? page.plan.napMs > 0
                                ? " " + qsTr("Before the night, a nap of %1 minutes at %2.")
                                    .arg(page.plan.napMin).arg(Say.clock(page.plan.napMs)) : ""
                            : " "
                                + qsTr("Seven hours do not fit before your next shift. One short night is "
                                    + "survivable; a nap helps."))
                        + (page.plan.doNotDriveSleepy ? " " + qsTr("Sleepy after the night? Do not drive.")
                            : "")
                    : ""
            }
        }
    }
}
