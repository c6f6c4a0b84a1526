// How it has been: by day, week or month, inside and outside work; and what went with what, said honestly.
import QtQuick
import Eddy

Page {
    id: page
    property int days: 30
    property string part: "all"
    property var buckets: []
    property var told: ({})     // the sentence first
    property var sections: []
    property bool asList: false
    readonly property var series: [
        { key: "mood", text: qsTr("Mood"), low: 1, high: 5, unit: "" },
        { key: "energy", text: qsTr("Energy"), low: 1, high: 5, unit: "" },
        { key: "tension", text: qsTr("Tension"), low: 0, high: 10, unit: "" },
        { key: "hardCalls", text: qsTr("Hard calls"), low: 0, high: 0, unit: "", bars: true },
        { key: "sleepH", text: qsTr("Sleep"), low: 0, high: 12, unit: " h" },
        { key: "practiceMin", text: qsTr("Minutes of practice"), low: 0, high: 0, unit: " min", bars: true }]
    title: qsTr("Trends")
    lead: qsTr("On this computer only. No scores, nothing to lose; gaps are just gaps.")
    function load() {
        if (!core.open) return
        const step = days > 400 ? "MONTH" : days > 90 ? "WEEK" : "DAY"
        core.call("Insights/Trends", { days: days, step: step }, r => buckets = r.bucket || [], e => fail(e))
        core.call("Insights/LookBack", { days: days, brief: true }, r => told = r, () => told = {})
        core.call("Insights/LookBack", { days: days }, r => sections = r.section || [], () => sections = [])
    }
    function points(s) {
        return buckets.map(b => {
            const p = b[part] || {}
            return { name: b.from, value: s.bars ? p[s.key] || 0 : p[s.key] }
        })
    }
    onDaysChanged: load()
    Component.onCompleted: load()
    Connections {
        target: core
        function onChanged() { page.load() }
        function onStatusChanged() { page.load() }
    }
    Unlock {
        first: true; visible: core.exists && !core.open
        why: qsTr("Your trends are made from your diary, so they need your passphrase.")
    }
    Column {
        visible: core.open
        width: parent.width
        spacing: Look.space * 1.5
        Prose {
            width: parent.width; font.pixelSize: Look.body * 1.15
            text: page.told.headline || ""
            visible: text !== ""
        }
        Key {
            visible: page.told.withPeople === true; anchors.left: parent.left; takesFocus: true
            text: qsTr("My people")
            onPressed: desk.show("people")
        }
        Choice {
            width: parent.width; label: qsTr("Over"); value: page.days
            onChosen: v => page.days = v
            options: [{ value: 7, text: qsTr("A week") }, { value: 30, text: qsTr("A month") },
                { value: 90, text: qsTr("Three months") }, { value: 365, text: qsTr("A year") },
                { value: 3650, text: qsTr("Ten years") }]
        }
        Choice {
            width: parent.width; label: qsTr("From"); value: page.part
            onChosen: v => page.part = v
            options: [{ value: "all", text: qsTr("All of it") },
                { value: "inside", text: qsTr("Work hours") },
                { value: "outside", text: qsTr("Outside work") }]
        }
        Repeater {
            model: page.series
            Chart {
                width: parent.width
                label: modelData.text
                unit: modelData.unit
                bars: modelData.bars === true
                points: page.points(modelData)
                low: modelData.low
                high: modelData.high || Math.max(3, ...points.map(p => p.value || 0))
            }
        }
        Key {
            anchors.left: parent.left; takesFocus: true; text: qsTr("A week, a month")
            onPressed: desk.show("review")
        }
        Key {
            anchors.left: parent.left; takesFocus: true
            text: page.asList ? qsTr("Hide the list") : qsTr("The same as a list")
            onPressed: page.asList = !page.asList
        }
        Repeater {
            model: page.asList ? page.buckets.filter(b => b[page.part] && Object.keys(b[page.part]).length)
                : []
            Prose {
                width: parent.width
                text: modelData.from + "   "
                    + page.series.filter(s => modelData[page.part][s.key] !== undefined)
                        .map(s => s.text + " " + Math.round(modelData[page.part][s.key] * 10) / 10 + s.unit)
                        .join(",  ")
            }
        }
        Repeater {
            model: page.sections
            LookBack { width: parent.width; section: modelData }
        }
    }
}
