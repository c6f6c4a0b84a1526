// A person's devices and the box between them: joining, pairing, what is only here, what they should know.
import QtQuick
import QtQuick.Window
import Eddy

Page {
    id: page
    readonly property var now: courier.state
    readonly property string pairing: now.pairing || "PAIRING_NONE"
    readonly property bool waits: ["WAIT_FOR_NEWCOMER", "ASK_DIGITS", "SHOW_DIGITS",
        "ASK_DEVICES", "WAIT_FOR_ANSWER"]
        .indexOf(pairing) >= 0
    property string code: ""
    property var whose: undefined
    property var phrase: []
    property string leaving: ""       // the device to be taken out, once asked
    property bool afresh: false
    property bool moving: false       // the box has another address
    property bool instead: false
    // may have an account of its own making
    readonly property bool founds: !core.work && now.revoked !== true
    readonly property string network: desk.network()
    property bool workNetwork: desk.isWorkNetwork(network)
    title: qsTr("Devices")
    lead: now.joined ? ""
        : qsTr("This diary is on this computer only. Joined, your devices agree with each other, and the box "
            + "between them cannot read a word.")
    function ask(method, request, then) {
        tell("")
        core.call("Sync/" + method, request, r => { if (then) then(r); courier.look() }, e => {
            fail(e)
            courier.look()
        })
    }
    function syncRound() { tell(""); courier.go() }
    function join(method, server, invite) {
        ask(method, { server: server.trim(), invite: invite.trim(), name: desk.hostName() }, r => {
            afresh = false
            if ((r.recoveryPhrase || []).length) {
                Window.window.held = "devices"
                phrase = r.recoveryPhrase
            } else {
                syncRound()
            }
        })
    }
    onPairingChanged: {
        if (pairing === "PAIRED") {
            code = ""
            tell(core.work
                ? qsTr("Paired, as a work computer: it has the work space only. What was here of home is on "
                    + "its way to your own devices, sealed, what lay in the trash as trash; this one cannot "
                    + "read it any more, nor what you keep for home from now on. Earlier copies of this disk "
                    + "may still hold what was kept on it before.")
                : qsTr("Paired."))
            core.call("Core/GetStatus")
        }
        if (pairing === "FAILED" && told === "") {
            code = ""
            tell(qsTr("Not paired: the time ran out, or the other device gave up. Nothing was changed."),
                true)
        }
    }
    Component.onCompleted: courier.look()

    Unlock {
        visible: core.exists && !core.open; first: true
        why: qsTr("Your devices show when Eddy is unlocked.")
    }
    Paper {
        phrase: page.phrase
        why: qsTr("Write these down, in this order, on paper. They bring your diary back from your own "
            + "server if every device is lost, and open it when the passphrase is forgotten. "
            + "Whoever has them can read everything. They are shown only now.")
        onWritten: { page.phrase = []; Window.window.held = ""; page.syncRound() }
    }

    Column {
        width: parent.width
        spacing: Look.space * 1.5
        visible: core.open && !page.phrase.length

        Repeater {
            model: page.now.notice || []
            Panel { Prose { width: parent.width; text: modelData.text } }
        }
        Panel {
            visible: page.now.withheld === true
            Prose {
                width: parent.width; color: Look.warn
                text: qsTr("The server keeps something back that another of your devices has published. "
                    + "If that lasts longer than a day, do not trust it.")
            }
        }
        Flow {
            width: parent.width; spacing: Look.space
            visible: (page.now.notice || []).length > 0
            Key {
                visible: (page.now.notice || []).some(n => n.what !== "REVOKED" && n.what !== "ROSTER_FORK")
                takesFocus: true; text: qsTr("I have read this")
                onPressed: page.ask("Acknowledge", {})
            }
            Key {
                visible: Number(page.now.endsMs || 0) > 0; takesFocus: true
                text: qsTr("Keep this account")
                onPressed: page.ask("CancelClosing", {}, () => page.syncRound())
            }
        }

        // A pairing, while it lasts.
        Panel {
            visible: page.waits
            Column {
                width: parent.width; spacing: Look.space
                visible: page.pairing === "WAIT_FOR_NEWCOMER"
                Prose {
                    width: parent.width
                    text: qsTr("On the new device, under Devices, choose “I have a code”. "
                        + "Type this there, or scan it, within ten minutes. Show it only to yourself.")
                }
                Field { width: parent.width; readOnly: true; spoken: qsTr("The code"); text: page.code }
                Image {
                    visible: page.code !== ""; source: page.code ? desk.qrCode(page.code) : ""
                    smooth: false; fillMode: Image.PreserveAspectFit; anchors.left: parent.left
                    width: Math.min(parent.width, 220 * Look.scale); height: width
                    Accessible.role: Accessible.Graphic
                    Accessible.name: qsTr("The same code, to be scanned")
                }
            }
            Column {
                width: parent.width; spacing: Look.space
                visible: page.pairing === "ASK_DIGITS"
                Field {
                    id: digits; width: parent.width
                    label: qsTr("The six digits that the new device shows")
                }
                Secret { id: proof; width: parent.width; label: qsTr("The passphrase of this diary") }
                Choice {
                    visible: page.now.newcomerIsWork !== true; width: parent.width
                    label: qsTr("Whose is it?"); value: page.whose
                    options: [{ value: false, text: qsTr("My own: it may read everything") },
                        { value: true, text: qsTr("A work computer: the work space only") }]
                    onChosen: v => page.whose = v
                }
                Key {
                    anchors.left: parent.left; strong: true; takesFocus: true; text: qsTr("Let it in")
                    onPressed: {
                        if (page.whose === undefined && page.now.newcomerIsWork !== true)
                            return page.tell(qsTr("First: whose is it? A work computer cannot read your home "
                                + "space."), true)
                        page.ask("Confirm",
                            { digits: digits.text, passphrase: proof.text, work: page.whose !== false },
                            () => courier.go())
                        digits.text = proof.text = ""
                    }
                }
            }
            Column {
                width: parent.width; spacing: Look.space
                visible: page.pairing === "SHOW_DIGITS"
                Prose { width: parent.width; text: qsTr("Type these six digits on your other device:") }
                Prose {
                    width: parent.width; font.pixelSize: Look.display; font.weight: Font.DemiBold
                    text: (page.now.digits || "").slice(0, 3) + " " + (page.now.digits || "").slice(3)
                    Accessible.name: (page.now.digits || "").split("").join(" ")
                }
            }
            Column {
                width: parent.width; spacing: Look.space
                visible: page.pairing === "ASK_DEVICES"
                Prose {
                    width: parent.width
                    text: qsTr("It lets this diary in. These devices are to be joined:")
                }
                Repeater {
                    model: page.now.wouldJoin || []
                    Entry {
                        name: Say.device(modelData, page.now.wouldJoin, qsTr("Another device"))
                        details: [modelData.work ? qsTr("a work computer: the work space only")
                                : qsTr("reads everything"),
                            modelData.name || modelData.thisDevice ? ""
                                : qsTr("a work computer is not told its name")].filter(w => w).join("  ·  ")
                    }
                }
                Prose {
                    width: parent.width
                    visible: (page.now.wouldJoin || []).some(d => d.thisDevice && d.work)
                    text: qsTr("What this diary holds of home goes to the others, sealed, and cannot be read "
                        + "here any more.")
                }
                Prose {
                    width: parent.width
                    text: qsTr("If these are not yours, stop here: nothing of this diary has gone anywhere "
                        + "yet.")
                }
                Key {
                    anchors.left: parent.left; strong: true; takesFocus: true
                    text: qsTr("They are mine: join them")
                    onPressed: page.ask("Accept", {}, () => courier.go())
                }
            }
            Prose {
                visible: page.pairing === "WAIT_FOR_ANSWER"; width: parent.width
                text: qsTr("Waiting for your other device …")
            }
            Key {
                anchors.left: parent.left; takesFocus: true; text: qsTr("Stop")
                onPressed: {
                    page.code = ""
                    page.ask("CancelPairing", {}, () => page.tell(qsTr("Stopped. Nothing was changed.")))
                }
            }
        }

        // Joined.
        Column {
            width: parent.width; spacing: Look.space * 1.5
            visible: page.now.joined === true && !page.waits
            Prose {
                visible: page.now.revoked !== true; width: parent.width
                text: page.now.busy
                    ? qsTr("Exchanging … %1 sent, %2 received").arg(page.now.sent || 0)
                        .arg(page.now.received || 0)
                    : (page.now.syncedMs
                        ? qsTr("In step %1, with %2.").arg(Say.ago(page.now.syncedMs)).arg(page.now.server)
                        : qsTr("Not in step yet, with %1.").arg(page.now.server))
                        + (page.now.waiting
                            ? " "
                                + (page.now.waiting === 1 ? qsTr("1 change is only here.")
                                    : qsTr("%1 changes are only here.").arg(page.now.waiting))
                            : "")
            }
            Prose {
                visible: page.now.failed !== undefined && !page.now.busy; width: parent.width
                color: Look.warn
                text: page.now.failed ? Say.error(page.now.failed) : ""
            }
            Prose {
                visible: core.work && page.now.revoked !== true; width: parent.width; color: Look.quiet
                text: qsTr("In your work hours nothing is sent by itself; it goes when you close the shift, "
                    + "after its end, or when you say so.")
            }
            Tick {
                visible: page.network !== "" && page.now.revoked !== true; width: parent.width
                checked: page.workNetwork; text: qsTr("The network here is work's")
                more: qsTr("Then nothing is sent by itself while this computer is in it, whatever the hour. "
                    + "Only this computer remembers that.")
                onToggled: {
                    desk.markWorkNetwork(page.network, !page.workNetwork)
                    page.workNetwork = desk.isWorkNetwork(page.network)
                }
            }
            Flow {
                width: parent.width; spacing: Look.space
                Key {
                    visible: page.now.revoked !== true; strong: true; takesFocus: true
                    text: qsTr("Sync now")
                    onPressed: page.syncRound()
                }
                Key {
                    visible: !core.work && page.now.revoked !== true; takesFocus: true
                    text: qsTr("Add a device")
                    onPressed: page.ask("ShowCode", {}, r => {
                        page.code = r.code
                        page.whose = undefined
                        page.tell("")
                        courier.go()
                    })
                }
            }
            Section { visible: page.now.revoked !== true; text: qsTr("Your devices") }
            Repeater {
                model: page.now.revoked ? [] : page.now.device || []
                Entry {
                    id: one
                    name: Say.device(modelData, page.now.device, qsTr("One of your devices"))
                    details: page.leaving === modelData.id
                        ? qsTr("Taken out, it is sent nothing any more, and everything new is sealed with "
                            + "keys it does not have. What it holds already cannot be called back.")
                        : (modelData.work ? qsTr("work computer") : qsTr("your own")) + "  ·  "
                            + (modelData.thisDevice ? qsTr("this one")
                                : modelData.leaving ? qsTr("to be taken out with the next sync")
                                : modelData.heardMs
                                    ? qsTr("last heard from %1").arg(Say.ago(modelData.heardMs))
                                : qsTr("not heard from yet"))
                    Key {
                        visible: !modelData.thisDevice && !core.work && page.leaving !== modelData.id
                        takesFocus: true; text: qsTr("Take out")
                        Accessible.name: qsTr("Take %1 out").arg(one.name)
                        onPressed: page.leaving = modelData.id
                    }
                    Key {
                        visible: page.leaving === modelData.id; takesFocus: true; strong: true
                        text: qsTr("Take it out")
                        onPressed: {
                            page.leaving = ""
                            page.ask("Revoke", { id: modelData.id }, () => page.syncRound())
                        }
                    }
                }
            }
            Prose {
                visible: Number(page.now.endsMs || 0) > 0; width: parent.width; color: Look.warn
                text: qsTr("This account ends on %1.").arg(Say.day(page.now.endsMs || 0))
            }
            Flow {
                width: parent.width; spacing: Look.space
                visible: !page.afresh && !page.moving && page.now.revoked !== true
                Key {
                    takesFocus: true; text: qsTr("The box has moved …")
                    onPressed: page.moving = true
                }
                Key {
                    takesFocus: true; text: qsTr("Start afresh …")
                    onPressed: page.afresh = true
                }
            }
            Panel {
                visible: page.moving
                Prose {
                    width: parent.width
                    text: qsTr("The same box under another address, for this device. It is known by its key: "
                        + "if another one answers there, Eddy says so and tells it nothing.")
                }
                Field {
                    id: moved; width: parent.width
                    label: qsTr("Its address now"); hint: "box.example:7443"
                    text: page.now.server || ""
                }
                Flow {
                    width: parent.width; spacing: Look.space
                    Key {
                        strong: true; takesFocus: true; text: qsTr("Look for it there")
                        onPressed: page.ask("SetServer", { server: moved.text.trim() }, () => {
                            page.moving = false
                            page.syncRound()
                        })
                    }
                    Key { takesFocus: true; text: qsTr("Back"); onPressed: page.moving = false }
                }
            }
            Panel {
                visible: page.afresh || page.now.revoked === true
                Prose {
                    visible: page.founds; width: parent.width
                    text: qsTr("A new account with new words, on this server or another. Everything on this "
                        + "device goes into it; your other devices are paired again; the old account ends a "
                        + "week later. For lost words, two lists of devices, or another server.")
                }
                Field {
                    id: server2; visible: page.founds; width: parent.width
                    label: qsTr("The server's address"); hint: "box.example:7443"
                    text: page.now.server || ""
                }
                Field {
                    id: invite2; visible: page.founds; width: parent.width
                    label: qsTr("A new invite of that server")
                }
                Key {
                    anchors.left: parent.left; visible: page.founds; strong: true; takesFocus: true
                    text: qsTr("Start afresh")
                    onPressed: page.join("StartAfresh", server2.text, invite2.text)
                }
                Tick {
                    width: parent.width; checked: page.instead
                    text: qsTr("Another device of mine has started afresh")
                    more: qsTr("Then this one can be paired with it, below. It leaves its account, and what "
                        + "it holds goes along.")
                    onToggled: page.instead = !page.instead
                }
                Key {
                    anchors.left: parent.left; visible: page.afresh; takesFocus: true
                    text: qsTr("Back")
                    onPressed: page.afresh = page.instead = false
                }
            }
        }

        // A newcomer.
        Column {
            width: parent.width; spacing: Look.space * 1.5
            visible: !page.waits && (page.now.joined !== true || page.instead)
            Section { text: qsTr("I have a code") }
            Prose {
                width: parent.width; color: Look.quiet
                text: qsTr("A device of yours that is joined already shows one, under Add a device.")
            }
            Field {
                id: typed; width: parent.width
                label: qsTr("The code, as that device shows it")
                hint: "box.example:7443 ABCD-EFGH-IJKL-MNOP"
            }
            Secret {
                id: mine; width: parent.width; label: qsTr("The passphrase of this diary")
                onAccepted: page.enterCode()
            }
            Key {
                anchors.left: parent.left; takesFocus: true; text: qsTr("Pair this computer")
                onPressed: page.enterCode()
            }
        }
        Column {
            width: parent.width; spacing: Look.space * 1.5
            visible: !page.waits && page.now.joined !== true && !core.work
            Section { text: qsTr("This is my first device") }
            Prose {
                width: parent.width; color: Look.quiet
                text: qsTr("You need a server that you trust to be there: eddyd, at home or with somebody "
                    + "who invited you. It never can read what it keeps.")
            }
            Field {
                id: server; width: parent.width; label: qsTr("The server's address")
                hint: "box.example:7443"
            }
            Field {
                id: invite; width: parent.width
                label: qsTr("Your invite, as eddyd printed it")
                hint: "eddy1-…"
            }
            Key {
                anchors.left: parent.left; takesFocus: true; text: qsTr("Join")
                onPressed: page.join("Join", server.text, invite.text)
            }
        }
    }
    function enterCode() {
        ask("EnterCode", { code: typed.text, name: desk.hostName(), passphrase: mine.text, instead: instead },
            () => { typed.text = ""; instead = false; tell(""); courier.go() })
        mine.text = ""
    }
}
