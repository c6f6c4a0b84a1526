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
    readonly property var measures: ({ MOOD: qsTr("Mood, 1 to 5"), ENERGY: qsTr("Energy, 1 to 5"),
        TENSION: qsTr("Tension, 0 to 10") })
    readonly property var kinds: ({ 6: qsTr("A bright spot"), 7: qsTr("A lesson"),
        13: qsTr("What was good") })  // by table
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

    function noon(iso) { return new Date(iso + "T12:00") }
    function day(iso) { return Say.day(noon(iso).getTime()) }
    function spanWords() {
        if (!reply.from) return ""
        if (reply.span === "MONTH") return noon(reply.from).toLocaleDateString(Qt.locale(), "MMMM yyyy")
        return qsTr("%1 to %2").arg(noon(reply.from).toLocaleDateString(Qt.locale(), "d MMMM"))
            .arg(Say.date(noon(reply.to).getTime()))
    }
    function range(level) {
        return (level.high || 0) > (level.low || 0)
            ? " " + qsTr("(%1 to %2)").arg(Say.number(level.low)).arg(Say.number(level.high)) : ""
    }
    function hardCalls(n) { return n === 1 ? qsTr("one hard call") : qsTr("%1 hard calls").arg(n) }
    function callWords(c) {
        const name = Say.textOf(Say.callKinds, c.kind) || qsTr("Other hard calls"),
            many = name + ": " + (c.calls === 1 ? qsTr("one call") : qsTr("%1 calls").arg(c.calls))
        if (!c.rated) return many
        return c.rated === 1 ? qsTr("%1, %2 of 10 hard").arg(many).arg(c.hardest || 0)
            : qsTr("%1, %2 of 10 hard on average, the hardest %3 of 10").arg(many).arg(Say.number(c.howHard))
                .arg(c.hardest || 0)
    }
    function tenseWords(t) {
        const words = qsTr("%1: tension %2 of 10 on average").arg(day(t.day)).arg(Say.number(t.tension))
        return t.hardCalls ? qsTr("%1, with %2").arg(words).arg(hardCalls(t.hardCalls)) : words
    }
    function nightWords(n) {
        return qsTr("The night to %1: %2 h %3 min of sleep").arg(day(n.day))
            .arg(Math.floor((n.minutes || 0) / 60)).arg((n.minutes || 0) % 60)
    }
    readonly property var heavy: (reply.calls || []).map(callWords)
        .concat((reply.tense || []).map(tenseWords)).concat((reply.shortNight || []).map(nightWords))
    readonly property var beside: [
        (reply.calls || []).some(c => c.wasWrong)
            ? qsTr("Abuse and threats are wrong, and you did not earn them.") : "",
        (reply.shortNight || []).length === 1 ? qsTr("One short night is survivable.") : ""].filter(s => s)
    function practiceWords(p) {
        const fell = p.fell || {}, name = p.title || qsTr("A practice that is not here any more")
        return qsTr("%1: tension lower after it by %2%3, %4").arg(name).arg(Say.number(fell.mean))
            .arg(range(fell)).arg(p.rated === 1 ? qsTr("rated once") : qsTr("rated %1 times").arg(p.rated))
    }
    readonly property var relief: (reply.practice || []).map(practiceWords).concat(reply.withOthers
        ? [qsTr("Not alone: somebody else was brought in on %1").arg(hardCalls(reply.withOthers))] : [])
    function ownName(w) { return qsTr("%1, %2").arg(kinds[w.table] || "").arg(day(w.day)) }
    function side(level) {
        return level ? Say.number(level.mean) + range(level) : qsTr("too early to tell")
    }
    function levelWords(l) {
        const name = measures[l.measure] || ""
        return l.allDay ? name + ": " + side(l.outside)
            : qsTr("%1: %2 outside work, %3 in work hours").arg(name).arg(side(l.outside)).arg(side(l.inside))
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
        Section { visible: text !== ""; text: page.spanWords() }
        Prose {
            width: parent.width; visible: text !== ""
            text: page.reply.held
                    ? page.reply.why
                : page.reply.heavyWaits
                    ? qsTr("It is close to sleep, and what was heavy can wait for the morning.")
                : page.reply.goingOn ? qsTr("It is not over yet: this is how it stands.") : ""
            Accessible.role: Accessible.AlertMessage
        }
        Section { visible: page.heavy.length > 0; text: qsTr("What was heavy") }
        Repeater {
            model: page.heavy.concat(page.beside)
            Prose { width: parent.width; text: modelData }
        }
        Key {
            visible: page.reply.withPeople === true; anchors.left: parent.left; takesFocus: true
            text: qsTr("My people")
            onPressed: desk.show("people")
        }
        Section {
            visible: page.relief.length > 0 || (page.reply.bright || []).length > 0
            text: qsTr("What went with relief")
        }
        Repeater {
            model: page.relief
            Prose { width: parent.width; text: modelData }
        }
        Prose {
            width: parent.width; visible: (page.reply.practice || []).length > 0; color: Look.quiet
            text: qsTr("By your own ratings. This is not a fair test of doing nothing: the worst moments get "
                + "the practices, and high readings fall by themselves.")
        }
        Repeater {
            model: page.reply.bright || []
            Prose { width: parent.width; text: page.ownName(modelData) + "\n" + modelData.text }
        }
        Section { visible: !!page.reply.keep; text: qsTr("One thing to keep") }
        Panel {
            visible: !!page.reply.keep
            Prose {
                width: parent.width; font.pixelSize: Look.large
                text: page.reply.keep ? page.reply.keep.text : ""
            }
            Prose {
                width: parent.width; color: Look.quiet
                text: page.reply.keep ? page.ownName(page.reply.keep) : ""
            }
        }
        Section { visible: (page.reply.level || []).length > 0; text: qsTr("How it was") }
        Repeater {
            model: page.reply.level || []
            Prose { width: parent.width; text: page.levelWords(modelData) }
        }
        Prose {
            width: parent.width; visible: (page.reply.level || []).length > 0; color: Look.quiet
            text: qsTr("The mean of your days, and in brackets the range it lies in nine times out of ten.")
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
