// Settings: of the diary (they travel with it) and of this computer.
import QtQuick
import Eddy

Page {
    id: page
    property var week: Say.weekOf([])
    property bool changing: false
    property var languages: []  // { value, text }, in which practices and cards can be had
    property string unread: ""  // those that no native speaker has reviewed
    title: qsTr("Settings")
    readonly property var s: core.settings
    function set(change, clear) {
        core.call("Settings/Set", { settings: change, clear: clear || [] }, () => tell(""), e => fail(e))
    }
    function loadWeek() {
        if (!core.open) return
        // The one that holds now; where none does, one from days to come.
        core.call("Journal/List", { table: [12], toMs: core.now(), limit: 1 }, r => {
            if ((r.entry || []).length) week = Say.weekOf(r.entry[0].shiftPattern.slots || [])
            else
                core.call("Journal/List", { table: [12], limit: 1 }, r =>
                    week = Say.weekOf((r.entry || []).length ? r.entry[0].shiftPattern.slots || [] : []))
        })
    }
    function saveWeek() {
        const slots = []
        for (let i = 0; i < week.length; ++i) {
            const row = rows.itemAt(i)
            if (!row.on) continue
            const start = Say.minutes(row.start), end = Say.minutes(row.end)
            if (start < 0 || end < 0)
                return tell(qsTr("%1: times look like 09:00. Nothing was changed.").arg(row.day), true)
            slots.push({ weekday: row.weekday, startMin: start,
                lengthMin: end > start ? end - start : end + 1440 - start })
        }
        core.call("Journal/Keep", { entry: { shiftPattern: { slots: slots } } }, () => {
            tell(qsTr("Kept. Your usual week holds from now on; a shift that ends past midnight is one "
                + "shift."))
        }, e => fail(e))
    }
    Component.onCompleted: {
        loadWeek()
        core.call("Content/List", { kind: ["OFFERS"] }, r => {
            languages = r.language.map(l => ({ value: l.code, text: l.name }))
            unread = r.language.filter(l => !l.reviewed).map(l => l.name).join(", ")
        })
    }
    Connections { target: core; function onStatusChanged() { page.loadWeek() } }
    Unlock {
        visible: core.exists && !core.open
        why: qsTr("The diary's own settings need your passphrase; this computer's are below.")
    }

    Column {
        visible: core.open
        width: parent.width
        spacing: Look.space * 1.5
        Section { text: qsTr("The reset") }
        Choice {
            width: parent.width
            label: qsTr("Your usual wrap-up; Eddy takes 15 seconds less")
            value: (page.s.resetSeconds || 60) + 15
            options: [30, 45, 60, 75, 90, 120, 180].map(v => ({ value: v, text: qsTr("%1 s").arg(v) }))
            onChosen: v => page.set({ resetSeconds: v - 15 })
        }
        Choice {
            width: parent.width; label: qsTr("Ask how tense it was")
            value: page.s.rateEvery === undefined ? 0 : page.s.rateEvery
            options: [{ value: 0, text: qsTr("Never") }, { value: 1, text: qsTr("Each time") },
                { value: 3, text: qsTr("About one in three") }, { value: 10, text: qsTr("One in ten") }]
            onChosen: v => page.set({ rateEvery: v })
        }
        Tick {
            width: parent.width; text: qsTr("Wait for me")
            more: qsTr("Questions stay until they are answered; nothing times out.")
            checked: page.s.waitForMe === true
            onToggled: page.set({ waitForMe: !checked })
        }
        Tick {
            visible: !core.work; width: parent.width; text: qsTr("Choose for me")
            more: qsTr("Your key plays what Eddy chooses by your own ratings, and it says why. Never on a "
                + "call, in the three days after a grave one or in a heavy time: then it plays the one on "
                + "your key.")
            checked: page.s.chooseForMe === true
            onToggled: page.set({ chooseForMe: !checked })
        }
        Tick {
            visible: !core.work; width: parent.width
            text: qsTr("Find out whether resets help: sometimes just wait")
            more: qsTr("As often as you are asked above, you say first how tense you are; by chance about "
                + "one such reset in three is then a wait, and one key ends it. Never over tension 6, where "
                + "Eddy knows of a call, in the three days after a grave one or in a heavy time. It all ends "
                + "by itself after 40 waits, or when something can be said.")
            checked: page.s.waitArm === true
            onToggled: page.set({ waitArm: !checked })
        }
        Prose {
            visible: core.work; width: parent.width; color: Look.quiet
            text: qsTr("Choosing for you, and finding out whether resets help: on a device of your own.")
        }
        Section { text: qsTr("Leave out") }
        Repeater {
            model: Say.optOuts
            Tick {
                width: parent.width; text: modelData.text
                checked: (page.s.optOuts || []).indexOf(modelData.value) >= 0
                onToggled: {
                    const now = (page.s.optOuts || []).slice(), i = now.indexOf(modelData.value)
                    i < 0 ? now.push(modelData.value) : now.splice(i, 1)
                    page.set({ optOuts: now }, ["opt_outs"])
                }
            }
        }
        Section { text: qsTr("Your usual week") }
        Repeater {
            id: rows
            model: page.week
            Item {
                id: row
                readonly property int weekday: modelData.weekday
                readonly property string day: Qt.locale().dayName(weekday % 7, Locale.LongFormat)
                property alias start: from.text
                property alias end: to.text
                property bool on: modelData.on === true
                width: parent.width
                implicitHeight: Math.max(tick.implicitHeight, from.implicitHeight)
                Tick {
                    id: tick; anchors.verticalCenter: parent.verticalCenter; anchors.left: parent.left
                    width: parent.width * 0.4; text: row.day; checked: row.on
                    onToggled: { row.on = !row.on; checked = Qt.binding(() => row.on) }
                }
                Row {
                    anchors {
                        left: tick.right; leftMargin: Look.space; verticalCenter: parent.verticalCenter
                    }
                    spacing: Look.space
                    visible: row.on
                    Field {
                        id: from; width: 84 * Look.scale; spoken: qsTr("%1 from").arg(row.day)
                        text: modelData.start || "09:00"
                    }
                    Prose { text: "–"; anchors.verticalCenter: parent.verticalCenter }
                    Field {
                        id: to; width: 84 * Look.scale; spoken: qsTr("%1 until").arg(row.day)
                        text: modelData.end || "17:30"
                    }
                }
            }
        }
        Flow {
            width: parent.width; spacing: Look.space
            Key { takesFocus: true; text: qsTr("Keep this week"); onPressed: page.saveWeek() }
            Key {
                takesFocus: true; text: qsTr("Shifts by date")
                Accessible.description: qsTr("Days that differ, or a week that is never the same")
                onPressed: desk.open("Main", { page: "month" })
            }
        }
        Section { text: qsTr("Offers and quiet") }
        Tick {
            width: parent.width; text: qsTr("Offer a pause now and then")
            more: qsTr("Only in a pause of your own, never during a call or in full screen. "
                + "An offer waits and leaves by itself.")
            checked: page.s.offers === true
            onToggled: page.set({ offers: !checked })
        }
        Flow {
            width: parent.width; spacing: Look.space
            Key {
                takesFocus: true; text: qsTr("Quiet for an hour")
                onPressed: page.set({ quietUntilMs: String(Math.round(core.now() + 3600000)) })
            }
            Key {
                takesFocus: true; text: qsTr("Quiet until tomorrow")
                onPressed: core.call("Settings/Set", { quietUntilTomorrow: true }, () => page.tell(""),
                    e => page.fail(e))
            }
            Key {
                takesFocus: true; visible: Number(page.s.quietUntilMs || 0) > core.now()
                text: qsTr("End the quiet now")
                onPressed: page.set({ quietUntilMs: "0" })
            }
        }
        Prose {
            visible: Number(page.s.quietUntilMs || 0) > core.now(); width: parent.width
            color: Look.quiet
            text: qsTr("Quiet until %1; it ends by itself.").arg(Say.clock(page.s.quietUntilMs || 0))
        }
        Section { text: qsTr("Language and country") }
        Choice {
            width: parent.width; label: qsTr("Practices"); options: page.languages
            value: page.s.language || ""
            onChosen: v => page.set({ language: v })
        }
        Choice {
            width: parent.width; label: qsTr("Cards")
            options: [{ value: "", text: qsTr("As practices") }].concat(page.languages)
            value: page.s.cardsLanguage || ""
            onChosen: v => page.set({ cardsLanguage: v })
        }
        Prose {
            width: parent.width; color: Look.quiet
            text: qsTr("These are the words of practices and cards; the rest of Eddy is in English.")
                + (page.unread ? " " + qsTr("%1: not reviewed by a native speaker yet.").arg(page.unread)
                    : "")
        }
        Flow {
            width: parent.width; spacing: Look.space * 2
            Field {
                id: mine; width: 190 * Look.scale; label: qsTr("Your country (two letters)")
                text: page.s.country || ""
                onAccepted: page.set({ country: text.trim().toUpperCase() })
            }
            Field {
                id: theirs; width: 190 * Look.scale; label: qsTr("The callers' country")
                text: page.s.callerCountry || ""
                onAccepted: page.set({ callerCountry: text.trim().toUpperCase() })
            }
        }
        Key {
            anchors.left: parent.left; takesFocus: true; text: qsTr("Keep the countries")
            onPressed: page.set({ country: mine.text.trim().toUpperCase(),
                callerCountry: theirs.text.trim().toUpperCase() })
        }
        Section { text: qsTr("This diary on this computer") }
        Choice {
            width: parent.width
            label: qsTr("Lock after nobody has touched anything for")
            value: page.s.lockAfterS || 0
            options: [{ value: 60, text: qsTr("1 min") }, { value: 300, text: qsTr("5 min") },
                { value: 900, text: qsTr("15 min") }, { value: 3600, text: qsTr("1 h") },
                { value: 0, text: qsTr("Never") }]
            onChosen: v => page.set({ lockAfterS: v })
        }
        Prose {
            width: parent.width
            text: core.work ? qsTr("This is a work computer: whoever runs it may see screen, keys and files.")
                : qsTr("This is your own computer.")
        }
        Tick {
            visible: core.work; width: parent.width; text: qsTr("Keep words here, too")
            more: qsTr("Off, Eddy keeps numbers and choices only. Words are safer on your own phone.")
            checked: page.s.words === true
            onToggled: page.set({ words: !checked })
        }
        Tick {
            width: parent.width; text: qsTr("Remember choices while locked")
            more: qsTr("Your pinned reset, opt-outs and country lie readable on the disk, so that resets "
                + "work without the passphrase.")
            checked: page.s.rememberLocked === true
            onToggled: page.set({ rememberLocked: !checked })
        }
        Tick {
            width: parent.width
            text: qsTr("Open with the desktop's keychain")
            more: core.work
                ? qsTr("On a work computer, whoever runs it may open that keychain. Off is safer.")
                : qsTr("Then Eddy opens when your session does, without the passphrase.")
            checked: page.keychain
            onToggled: {
                if (checked) { desk.keychainForget(); page.keychain = false }
                else { page.asking = true; forKeychain.grab() }
            }
        }
        Panel {
            visible: page.asking
            Secret {
                id: forKeychain; width: parent.width
                label: qsTr("Your passphrase, once, to put the diary's key there")
                onAccepted: page.store()
            }
            Key {
                anchors.left: parent.left; takesFocus: true; text: qsTr("Put it there")
                onPressed: page.store()
            }
        }
        Key {
            anchors.left: parent.left; visible: !page.changing; takesFocus: true
            text: qsTr("Change the passphrase")
            onPressed: { page.changing = true; old.grab() }
        }
        Panel {
            visible: page.changing
            Secret { id: old; width: parent.width; label: qsTr("The passphrase now") }
            Secret { id: fresh; fresh: true; width: parent.width; label: qsTr("The new one") }
            Secret { id: again; width: parent.width; label: qsTr("The new one once more") }
            Row {
                spacing: Look.space
                Key {
                    strong: true; takesFocus: true; text: qsTr("Change it")
                    onPressed: {
                        if (fresh.text !== again.text)
                            return page.tell(qsTr("The two are not the same. Nothing was changed; type them "
                                + "again."), true)
                        core.call("Core/ChangePassphrase", { passphrase: old.text, fresh: fresh.text },
                            () => {
                                page.changing = false
                                page.tell(qsTr("Changed. Backups made before open with the old one."))
                            }, e => page.fail(e))
                        old.text = fresh.text = again.text = ""
                    }
                }
                Key { takesFocus: true; text: qsTr("Back"); onPressed: page.changing = false }
            }
        }
    }
    Ahead {
        width: parent.width; trash: bin
        onTold: words => page.tell(words)
        onFailed: e => page.fail(e)
    }
    Trash {
        id: bin
        visible: core.open; width: parent.width
        onTold: words => page.tell(words)
        onFailed: e => page.fail(e)
    }
    property bool keychain: desk.value("keychain", false)
    property bool asking: false
    function store() {
        const given = forKeychain.text
        forKeychain.text = ""
        core.call("Core/RevealKey", { passphrase: given },
            r => desk.keychainStore(r.keyHex, (ok, why) => {
                asking = false
                keychain = ok
                tell(ok ? qsTr("The key is in the desktop's keychain.")
                    : qsTr("The desktop's keychain did not take the key (%1). Nothing was changed; "
                        + "your passphrase opens the diary as before.").arg(why), !ok)
            }), e => fail(e))
    }

    Section { text: qsTr("Keys") }
    Prose {
        width: parent.width; color: Look.quiet
        text: desk.keyWay === "portal"
            ? qsTr("This desktop gives keys itself and may have given others than these.")
            : qsTr("They work wherever you are. Press a field, then the keys you want; Backspace for none.")
    }
    Prose { visible: text !== ""; width: parent.width; color: Look.warn; text: desk.keyProblems.all || "" }
    Repeater {
        model: Object.keys(Say.keyNames)
        Item {
            width: parent.width
            implicitHeight: Math.max(what.implicitHeight, field.implicitHeight)
                + (problem.visible ? problem.implicitHeight : 0)
            Prose {
                id: what; width: parent.width * 0.5; anchors.verticalCenter: field.verticalCenter
                text: Say.keyNames[modelData]
            }
            Key {
                id: field
                anchors.right: parent.right
                width: parent.width * 0.44
                takesFocus: true
                text: waiting ? qsTr("Press the keys …") : desk.keys[modelData] || qsTr("none")
                property bool waiting: false
                Accessible.name: Say.keyNames[modelData] + ": " + text
                onPressed: { waiting = true; forceActiveFocus() }
                onActiveFocusChanged: if (!activeFocus) waiting = false
                Keys.priority: Keys.BeforeItem
                Keys.onPressed: event => {
                    if (!waiting) return
                    event.accepted = true
                    if ([Qt.Key_Control, Qt.Key_Alt, Qt.Key_Shift, Qt.Key_Meta].indexOf(event.key) >= 0)
                        return
                    waiting = false
                    if (event.key === Qt.Key_Escape) return
                    desk.setValue("keys/" + modelData,
                        event.key === Qt.Key_Backspace ? "" : desk.keyText(event.key, event.modifiers))
                }
            }
            Prose {
                id: problem
                anchors { top: field.bottom; left: parent.left; right: parent.right }
                visible: text !== ""; color: Look.warn; font.pixelSize: Look.small
                text: desk.keyProblems[modelData] || ""; Accessible.role: Accessible.AlertMessage
            }
        }
    }
    Section { text: qsTr("This computer") }
    Choice {
        width: parent.width; label: qsTr("Colours"); value: desk.look.theme
        options: [{ value: "auto", text: qsTr("As the desktop") }, { value: "light", text: qsTr("Light") },
            { value: "dark", text: qsTr("Dark") }, { value: "contrast", text: qsTr("High contrast") }]
        onChosen: v => desk.setValue("look/theme", v)
    }
    Choice {
        width: parent.width; label: qsTr("Text size"); value: desk.look.scale
        options: [1, 1.25, 1.5, 2].map(v => ({ value: v, text: Math.round(v * 100) + " %" }))
        onChosen: v => desk.setValue("look/scale", v)
    }
    Tick {
        width: parent.width; visible: core.open; text: qsTr("Less motion")
        more: qsTr("A still shape, and words that say when.")
        checked: page.s.reducedMotion === true
        onToggled: page.set({ reducedMotion: !checked })
    }
    Tick {
        id: orb; width: parent.width; text: qsTr("A small orb that stays on top")
        more: qsTr("A click is a reset; drag it where you like.")
        checked: desk.value("orb/shown", false)
        onToggled: { checked = !checked; desk.setValue("orb/shown", checked) }
    }
    Tick {
        width: parent.width; text: qsTr("Start with my session"); checked: desk.autostart
        onToggled: desk.autostart = !desk.autostart
    }
    Tick {
        id: cardFocus; width: parent.width; text: qsTr("Cards take the focus")
        more: qsTr("So that a screen reader reads them. Your work gets it back when they go.")
        checked: desk.value("cards/focus", false)
        onToggled: { checked = !checked; desk.setValue("cards/focus", checked) }
    }
    Prose {
        visible: !desk.tray(); width: parent.width; color: Look.warn
        text: qsTr("This desktop has no place for a tray icon. Eddy is there all the same: "
            + "by its keys, its orb, or by starting it again.")
    }
    Key { anchors.left: parent.left; takesFocus: true; text: qsTr("Quit Eddy"); onPressed: desk.quit() }
}
