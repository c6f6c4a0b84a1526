// What Eddy is, what it is not, and what it is made of.
import QtQuick
import Eddy

Page {
    title: qsTr("About Eddy")
    lead: qsTr("An eddy is the calm water behind a rock, where a rafter gets their breath back and chooses the next line.")
    Prose { width: parent.width; text: qsTr("Eddy is not a medical device. It does not diagnose, treat or replace anybody who does. If you are in danger, or somebody else is, call the emergency number of your country; it is under People.") }
    Prose { width: parent.width; text: qsTr("What you keep is encrypted on this computer and belongs to you. There is no account, no telemetry and no network. Your employer is not a user, and nothing is reported to anybody.") }
    Prose { width: parent.width; text: qsTr("What Eddy cannot do: on an employer's computer, whoever runs it may see the screen, the keys and the files. It cannot know whether your screen is being shared under X11, and a window can always be photographed.") }
    Prose { width: parent.width; text: qsTr("Your diary is in %1").arg(core.home) }
    Section { text: qsTr("What it is made of") }
    Prose { width: parent.width; font.pixelSize: Look.small; color: Look.quiet; text: desk.readText("licences.txt") }
}
