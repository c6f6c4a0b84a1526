// Shifts by date: what is known of each day, and what a day is set to. Which shifts there are is the core's
// to say. A day is its number since 1970 as the calendar counts, so that no change of the clock moves one;
// times are minutes on the wall.
import QtQuick
import Eddy

QtObject {
    id: roster
    readonly property real dayMs: 86400000
    readonly property int shiftTable: 13
    readonly property int weekTable: 12
    property int from: 0               // the days that are known
    property int to: 0
    property var days: ({})            // by day: { spans, entries }
    property var times: []             // { from, to }, in use or typed, by when they start
    property var typed: []
    property var done: []              // what was changed, each as the calls that take it back
    property var queue: []             // one change after the other: fingers are faster than a disk
    signal told(string words)
    signal failed(var why)             // an error, or a sentence

    function dayOf(ms) { return Math.floor(core.localOf(Number(ms)) / dayMs) }
    function instant(day, minutes) { return core.instantOf(day * dayMs + minutes * 60000) }
    // It was opened or closed, or has words: more than a line of a roster, and nothing a setting takes away.
    function worked(s) {
        return !s.endMs || s.closed === true || !!(s.intention || s.heavy || s.good || s.leave)
    }
    function planned(entry) { return !entry.shift.off && !worked(entry.shift) }
    function key(times) { return times.from + "-" + times.to }
    function span(day, times) {
        return { startMs: Math.round(instant(day, times.from)),
            endMs: Math.round(instant(times.to > times.from ? day : day + 1, times.to)) }
    }
    function timesOf(shift) {
        const wall = ms => (Math.floor(core.localOf(Number(ms)) / 60000) % 1440 + 1440) % 1440
        return { from: wall(shift.atMs), to: wall(shift.endMs) }
    }
    function known(day) { return days[day] || { spans: [], entries: [] } }
    function isOff(known) { return !known.spans.length && known.entries.some(e => e.shift.off) }

    function wallClock(minutes) { return Say.clock(new Date(2024, 0, 10, 0, minutes)) }
    function shown(times) { return wallClock(times.from) + "–" + wallClock(times.to) }
    function said(day) {
        const k = known(day)
        if (!k.spans.length) return isOff(k) ? qsTr("off, entered") : qsTr("no shift known")
        return k.spans.map(s => qsTr("%1 to %2, %3").arg(Say.clock(s.startMs)).arg(Say.clock(s.endMs))
            .arg(s.usual ? qsTr("usual week") : qsTr("entered"))).join("; ")
    }
    function sentence(day) {
        const words = said(day)
        const drift = known(day).spans.map(s =>
            core.localOf(s.endMs) - core.localOf(s.startMs) - (s.endMs - s.startMs)).find(ms => ms)
        return words.charAt(0).toUpperCase() + words.slice(1) + "." + (!drift ? ""
            : " " + (drift < 0 ? qsTr("The clock goes back in it: it is longer than it looks.")
                : qsTr("The clock goes forward in it: it is shorter than it looks.")))
    }

    // What is known of the days from `first` until `last`, by day.
    function look(first, last, then, otherwise) {
        const fromMs = instant(first, 0), toMs = instant(last, 0)
        core.call("Shifts/Between", { fromMs: fromMs, toMs: toMs }, spans =>
            core.call("Journal/List", { table: [shiftTable], fromMs: fromMs, toMs: toMs - 1, limit: 1000 },
                kept => {
                    const found = {}
                    const at = ms => {
                        const day = dayOf(ms)
                        return found[day] = found[day] || { spans: [], entries: [] }
                    }
                    for (const s of spans.shift || []) at(s.startMs).spans.push(s)
                    for (const e of kept.entry || []) at(e.shift.atMs).entries.push(e)
                    then(found)
                }, otherwise), otherwise)
    }
    function show(first, last) { from = first; to = last; refresh() }
    function refresh() {
        if (!core.open || from === to) { days = {}; return }
        const first = from, last = to
        look(first, last, found => { if (first === from && last === to) days = found }, e => failed(e))
        core.call("Journal/List", { table: [weekTable], toMs: core.now(), limit: 1 }, week =>
            core.call("Journal/List", { table: [shiftTable], limit: 100 }, kept => {
                const slots = (week.entry || []).length ? week.entry[0].shiftPattern.slots || [] : []
                const usual = slots.map(s => ({ from: s.startMin || 0,
                    to: ((s.startMin || 0) + s.lengthMin) % 1440 }))
                const lately = (kept.entry || []).filter(e => planned(e)).map(e => timesOf(e.shift))
                // The same ones stay as they are, with whatever has the focus.
                const all = inOrder(typed.concat(usual, lately), 9)
                if (JSON.stringify(all) !== JSON.stringify(times)) times = all
            }))
    }
    // Each once, the first `most` of them, by when they start.
    function inOrder(all, most) {
        return all.filter((t, i) => all.findIndex(o => key(o) === key(t)) === i).slice(0, most)
            .sort((a, b) => a.from - b.from || a.to - b.to)
    }

    // Whether a day was set to that: the entries that did.
    function setBy(known, day, choice) {
        if (choice === "off") return isOff(known) ? known.entries.filter(e => e.shift.off) : []
        const s = span(day, choice)
        return known.entries.filter(e => planned(e) && Number(e.shift.atMs) === s.startMs
            && Number(e.shift.endMs) === s.endMs)
    }
    function keeping(startMs, endMs, off) {
        const shift = { atMs: String(startMs), endMs: String(endMs) }
        if (off) shift.off = true
        return { method: "Journal/Keep", request: { entry: { shift: shift } } }
    }
    function trashing(e) {
        return { method: "Journal/Trash", request: { id: e.id, space: e.space, table: shiftTable } }
    }
    // Makes `choice` all that the day has, or with `beside` one shift more; where it was set to it already,
    // takes that back.
    function set(day, choice, beside) {
        if (choice !== "off") typed = [choice].concat(typed)   // stays to be chosen when it is taken back
        inTurn(() => look(day, day + 1,
            found => change(day, found[day] || { spans: [], entries: [] }, choice, beside), refuse))
    }
    function remove(day, entry) { inTurn(() => run(day, [trashing(entry)], [], () => end(day))) }
    function inTurn(work) { if (queue.push(work) === 1) work() }
    function change(day, known, choice, beside) {
        const there = setBy(known, day, choice), name = Say.day(dateOf(day))
        if (there.length) {
            // With the last shift that was entered, what it stood in place of comes back, too.
            const rest = known.entries.filter(e => there.indexOf(e) < 0)
            const gone = rest.every(e => e.shift.off) ? known.entries : there
            return run(day, gone.map(trashing), [], () => end(day))
        }
        const s = choice === "off" ? null : span(day, choice)
        // Beside whatever was worked or entered at that time, also where it began on the day before.
        if (beside && s)
            return core.call("Shifts/Between", { fromMs: s.startMs, toMs: s.endMs }, r => {
                if ((r.shift || []).some(x => !x.usual))
                    return refuse(qsTr("%1 has a shift at that time already. Nothing was changed.")
                        .arg(name))
                run(day, [keeping(s.startMs, s.endMs)], [], () => end(day))
            }, refuse)
        if (known.entries.some(e => !e.shift.off && worked(e.shift)))
            return refuse(qsTr("The shift on %1 was opened or closed. It was left as it is; below you can "
                + "put it into the trash.").arg(name))
        if (!s && !known.spans.length)
            return refuse(qsTr("No shift is known on %1: it is off as it is. Nothing was changed.").arg(name))
        // The new one first: if the disk takes no more than that, nothing that was known is lost.
        const steps = s ? [keeping(s.startMs, s.endMs)] : []
        run(day, steps.concat(known.entries.filter(planned).map(trashing)), [], back =>
            look(day, day + 1, found => {
                const left = (found[day] || { spans: [] }).spans.filter(x => x.usual)
                run(day, left.map(x => keeping(Math.round(x.startMs), Math.round(x.endMs), true)), back,
                    () => end(day))
            }, refuse))
    }
    function refuse(why) { failed(why); next() }
    // One call after the other. `back`: what takes back those before, the newest first; where one fails, that
    // is done.
    function run(day, steps, back, then) {
        if (!steps.length) {
            if (back.length) done = done.filter(d => d.back !== back).concat([{ day: day, back: back }])
            return then(back)
        }
        const step = steps[0], of = step.request
        core.call(step.method, of, kept => {
            back.unshift(step.method === "Journal/Keep"
                ? { method: "Journal/Trash", request: { id: kept.id, table: shiftTable } }
                : { method: "Journal/Restore", request: { id: of.id, space: of.space, table: shiftTable } })
            run(day, steps.slice(1), back, then)
        }, e => {
            for (const b of back) core.call(b.method, b.request)
            done = done.filter(d => d.back !== back)
            refuse(e)
        })
    }
    function undo() {
        inTurn(() => {
            const last = done[done.length - 1]
            if (!last) return next()
            done = done.slice(0, -1)
            for (const b of last.back) core.call(b.method, b.request, () => {}, e => failed(e))
            end(last.day)
        })
    }
    function end(day) {
        look(day, day + 1, found => {
            const all = Object.assign({}, days)
            all[day] = found[day]
            days = all
            told(qsTr("%1: %2.").arg(Say.day(dateOf(day))).arg(said(day)))
            next()
        }, refuse)
    }
    function next() {
        queue.shift()
        if (queue.length) queue[0]()
        else refresh()
    }
    // For words about a day: noon of it.
    function dateOf(day) {
        const d = new Date(day * dayMs)
        return new Date(d.getUTCFullYear(), d.getUTCMonth(), d.getUTCDate(), 12)
    }
}
