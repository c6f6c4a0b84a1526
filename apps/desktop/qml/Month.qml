// Shifts by date: a month in which each day can be given its shifts, by mouse or by keys.
import QtQuick
import Eddy

Page {
    id: page
    property int at: plan.dayOf(core.now())
    property bool beside: false
    readonly property var now: plan.known(at)
    readonly property var mine: now.entries.filter(e => !e.shift.off && plan.worked(e.shift))
    title: qsTr("Shifts by date")
    lead: qsTr("Choose a day, then what it is; the number before it does it, too. Arrow keys go from day to "
        + "day, Page Up and Page Down from month to month.")
    onAtChanged: beside = false
    function set(choice) {
        plan.set(at, choice, beside)
        beside = false
        days.grab()
    }
    function setTyped() {
        const start = Say.minutes(from.text), end = Say.minutes(to.text)
        if (start < 0 || end < 0)
            return tell(qsTr("Times look like 09:00. Nothing was changed; type both again."), true)
        set({ from: start, to: end })
        from.text = to.text = ""
    }
    function see() { plan.show(days.month - 7, days.next + 7) }
    readonly property bool open: core.open
    onOpenChanged: begin()
    Component.onCompleted: begin()
    function begin() { see(); if (open) Qt.callLater(days.grab) }
    Connections {
        target: core
        function onChanged() { if (!plan.queue.length) plan.refresh() }
    }
    Roster {
        id: plan
        onTold: words => page.tell(words)
        onFailed: why => typeof why === "string" ? page.tell(why, true) : page.fail(why)
    }
    Unlock {
        visible: core.exists && !core.open; first: true
        why: qsTr("Your shifts show when Eddy is unlocked.")
    }

    Column {
        id: all
        visible: core.open
        width: parent.width
        spacing: Look.space * 1.5
        Keys.onPressed: event => {
            if (event.matches(StandardKey.Undo)) { plan.undo(); event.accepted = true; return }
            const n = event.key - Qt.Key_0
            if (event.modifiers & ~Qt.KeypadModifier || n < 0 || n > plan.times.length) return
            event.accepted = true
            page.set(n ? plan.times[n - 1] : "off")
        }
        Flow {
            width: parent.width; spacing: Look.space
            Key {
                takesFocus: true; text: Look.mirrored ? "›" : "‹"
                Accessible.name: qsTr("The month before")
                onPressed: days.moved(days.plusMonths(page.at, -1))
            }
            Key {
                id: turn
                takesFocus: true; text: Look.mirrored ? "‹" : "›"
                Accessible.name: qsTr("The month after")
                onPressed: days.moved(days.plusMonths(page.at, 1))
            }
            Prose {
                height: turn.height; verticalAlignment: Text.AlignVCenter; lineHeight: 1
                text: days.title; font.pixelSize: Look.large; font.weight: Font.DemiBold
                Accessible.role: Accessible.Heading
            }
            Key {
                visible: plan.done.length > 0; takesFocus: true; text: qsTr("Undo"); key: "Ctrl+Z"
                onPressed: plan.undo()
            }
        }
        Days {
            id: days
            width: parent.width; roster: plan; at: page.at; today: plan.dayOf(core.now())
            onMoved: to => { page.at = to; page.see() }
            onOpened: choices.grab()
        }
        Prose {
            width: parent.width; color: Look.quiet; font.pixelSize: Look.small
            text: qsTr("Bold: entered for that day. The others are your usual week’s.")
        }
        Panel {
            Prose {
                width: parent.width; font.pixelSize: Look.large; font.weight: Font.DemiBold
                text: Say.day(plan.dateOf(page.at)); Accessible.role: Accessible.Heading
            }
            Prose { width: parent.width; text: plan.sentence(page.at) }
            Choice {
                id: choices
                width: parent.width; label: qsTr("Set it to")
                options: plan.times
                    .map((t, i) => ({ value: plan.key(t), text: plan.shown(t), key: i + 1 }))
                    .concat([{ value: "off", text: qsTr("Off"), key: "0" }])
                value: {
                    if (plan.setBy(page.now, page.at, "off").length) return "off"
                    const is = plan.times.find(t => plan.setBy(page.now, page.at, t).length)
                    return is ? plan.key(is) : ""
                }
                onChosen: v => page.set(v === "off" ? v : plan.times.find(t => plan.key(t) === v))
            }
            Flow {
                width: parent.width; spacing: Look.space
                Field {
                    id: from; width: 110 * Look.scale; label: qsTr("From"); hint: "09:00"
                    onAccepted: page.setTyped()
                }
                Field {
                    id: to; width: 110 * Look.scale; label: qsTr("Until"); hint: "17:30"
                    onAccepted: page.setTyped()
                }
                Item {
                    width: typed.width; height: from.height
                    Key {
                        id: typed
                        anchors.bottom: parent.bottom
                        takesFocus: true; text: qsTr("Set these times")
                        onPressed: page.setTyped()
                    }
                }
            }
            Tick {
                visible: page.now.spans.length > 0; width: parent.width; checked: page.beside
                text: qsTr("As one more shift: what the day has stays")
                onToggled: page.beside = !page.beside
            }
            Repeater {
                model: page.mine
                Entry {
                    details: modelData.shift.endMs
                        ? qsTr("Worked: %1 to %2.").arg(Say.clock(modelData.shift.atMs))
                            .arg(Say.clock(modelData.shift.endMs))
                        : qsTr("Opened at %1.").arg(Say.clock(modelData.shift.atMs))
                    Key {
                        takesFocus: true; text: qsTr("To the trash")
                        Accessible.name: qsTr("To the trash: shift of %1")
                            .arg(Say.clock(modelData.shift.atMs))
                        onPressed: plan.remove(page.at, modelData)
                    }
                }
            }
        }
        Entry {
            details: qsTr("What comes back every week belongs into your usual week.")
            Key {
                takesFocus: true; text: qsTr("Your usual week")
                onPressed: desk.open("Main", { page: "settings" })
            }
        }
    }
}
