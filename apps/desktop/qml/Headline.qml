// How it has been, as a sentence: what rose or fell where a test allows it, and levels with their range.
import QtQuick
import Eddy

Prose {
    property var reply: ({})
    visible: text !== ""
    text: words(reply)
    readonly property var rose: ({
        MOOD: [qsTr("Outside work your mood rose from %1 to %2 since %3."),
            qsTr("In work hours your mood rose from %1 to %2 since %3."),
            qsTr("Your mood rose from %1 to %2 since %3.")],
        ENERGY: [qsTr("Outside work you have more energy since %3: %2, from %1."),
            qsTr("In work hours you have more energy since %3: %2, from %1."),
            qsTr("You have more energy since %3: %2, from %1.")],
        TENSION: [qsTr("Outside work your tension rose from %1 to %2 since %3."),
            qsTr("In work hours your tension rose from %1 to %2 since %3."),
            qsTr("Your tension rose from %1 to %2 since %3.")],
        SLEEP: [qsTr("You sleep longer since %3: %2 hours a night, from %1.")] })
    readonly property var fell: ({
        MOOD: [qsTr("Outside work your mood fell from %1 to %2 since %3."),
            qsTr("In work hours your mood fell from %1 to %2 since %3."),
            qsTr("Your mood fell from %1 to %2 since %3.")],
        ENERGY: [qsTr("Outside work you have less energy since %3: %2, from %1."),
            qsTr("In work hours you have less energy since %3: %2, from %1."),
            qsTr("You have less energy since %3: %2, from %1.")],
        TENSION: [qsTr("Outside work your tension fell from %1 to %2 since %3."),
            qsTr("In work hours your tension fell from %1 to %2 since %3."),
            qsTr("Your tension fell from %1 to %2 since %3.")],
        SLEEP: [qsTr("You sleep less since %3: %2 hours a night, from %1.")] })
    readonly property var level: ({
        MOOD: [qsTr("Outside work your mood was near %1 (%2 to %3)."),
            qsTr("In work hours your mood was near %1 (%2 to %3)."),
            qsTr("Your mood was near %1 (%2 to %3).")],
        ENERGY: [qsTr("Outside work your energy was near %1 (%2 to %3)."),
            qsTr("In work hours your energy was near %1 (%2 to %3)."),
            qsTr("Your energy was near %1 (%2 to %3).")],
        TENSION: [qsTr("Outside work your tension was near %1 (%2 to %3)."),
            qsTr("In work hours your tension was near %1 (%2 to %3)."),
            qsTr("Your tension was near %1 (%2 to %3).")],
        SLEEP: [qsTr("You slept about %1 hours a night (%2 to %3).")] })
    readonly property var apart: ({
        MOOD: { ROSE: qsTr("In work hours your mood is higher than outside them, by %1 (%2 to %3)."),
            FELL: qsTr("In work hours your mood is lower than outside them, by %1 (%2 to %3).") },
        ENERGY: { ROSE: qsTr("In work hours you have more energy than outside them, by %1 (%2 to %3)."),
            FELL: qsTr("In work hours you have less energy than outside them, by %1 (%2 to %3).") },
        TENSION: { ROSE: qsTr("In work hours your tension is higher than outside them, by %1 (%2 to %3)."),
            FELL: qsTr("In work hours your tension is lower than outside them, by %1 (%2 to %3).") } })
    function number(v) { return Number(v || 0).toLocaleString(Qt.locale(), "f", 1) }
    function month(since) { return new Date(since + "T12:00").toLocaleDateString(Qt.locale(), "MMMM yyyy") }
    function ofSide(r, inside) {
        const side = (inside ? r.inside : r.outside) || {}, now = side.now || {}, before = side.before || {},
            move = (side.change || {}).move
        if (!now.high) return ""
        const words = ((move === "ROSE" ? rose : move === "FELL" ? fell : level)[r.measure]
            || [])[!inside && r.allDay && r.measure !== "SLEEP" ? 2 : inside]
        if (!words) return ""
        return move === "ROSE" || move === "FELL"
            ? words.arg(number(before.mean)).arg(number(now.mean)).arg(month(r.since))
            : words.arg(number(now.mean)).arg(number(now.low)).arg(number(now.high))
    }
    function ofBoth(r) {
        const a = r.apart || {}, words = (apart[r.measure] || {})[a.move]
        if (!words) return ""
        const ends = [Math.abs(a.low || 0), Math.abs(a.high || 0)].sort((x, y) => x - y)
        return words.arg(number(Math.abs(a.by))).arg(number(ends[0])).arg(number(ends[1]))
    }
    function words(r) {
        if (r.held === "TOO_EARLY") return qsTr("Too early to tell how it has been.")
        if (r.held === "OWN_DEVICE")
            return qsTr("What it comes to is told on a device of your own, not on a work computer.")
        if (r.held === "HEAVY_TIME") return qsTr("It has been a heavy time. The numbers can wait.")
        return [ofBoth(r), ofSide(r, 0), ofSide(r, 1)].filter(s => s).join(" ")
    }
}
