<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<!-- SPDX-License-Identifier: GPL-3.0-or-later -->
<TS version="2.1" language="de" sourcelanguage="en">
 <context>
  <name>AccountDialog</name>
  <message>
   <source>Your account — Hubbub</source>
   <translation>Dein Konto — Hubbub</translation>
  </message>
  <message>
   <source>Only if the server wants one</source>
   <translation>Nur wenn der Server eine möchte</translation>
  </message>
  <message>
   <source>Keep it in this computer's keyring</source>
   <translation>Im Schlüsselbund des Rechners behalten</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>Schließen</translation>
  </message>
  <message>
   <source>&amp;Account</source>
   <translation>&amp;Konto</translation>
  </message>
  <message>
   <source>&amp;Password</source>
   <translation>&amp;Passwort</translation>
  </message>
  <message>
   <source>&amp;Email</source>
   <translation>&amp;E-Mail</translation>
  </message>
  <message>
   <source>&amp;Code</source>
   <translation>&amp;Code</translation>
  </message>
  <message>
   <source>Log in</source>
   <translation>Anmelden</translation>
  </message>
  <message>
   <source>With an account on {network} your nickname is yours.</source>
   <translation>Mit einem Konto auf {network} gehört dein Name dir.</translation>
  </message>
  <message>
   <source>Register an account</source>
   <translation>Ein Konto anlegen</translation>
  </message>
  <message>
   <source>Register</source>
   <translation>Anlegen</translation>
  </message>
  <message>
   <source>Your nickname on {network} is yours from then on. Choose a password.</source>
   <translation>Dein Name auf {network} gehört von da an dir. Wähle ein Passwort.</translation>
  </message>
  <message>
   <source>I have an account</source>
   <translation>Ich habe ein Konto</translation>
  </message>
  <message>
   <source>Enter the code</source>
   <translation>Code eingeben</translation>
  </message>
  <message>
   <source>Confirm</source>
   <translation>Bestätigen</translation>
  </message>
  <message>
   <source>The server wants a code before the account works.</source>
   <translation>Der Server möchte einen Code, bevor das Konto gilt.</translation>
  </message>
  <message>
   <source>You are logged in</source>
   <translation>Du bist angemeldet</translation>
  </message>
  <message>
   <source>Log out</source>
   <translation>Abmelden</translation>
  </message>
  <message>
   <source>On {network} you are {account}.</source>
   <translation>Auf {network} bist du {account}.</translation>
  </message>
 </context>
 <context>
  <name>Accounts</name>
  <message>
   <source>This server has no accounts.</source>
   <translation>Dieser Server hat keine Konten.</translation>
  </message>
  <message>
   <source>Log in to go to {host}.</source>
   <translation>Melde dich an, um zu {host} zu kommen.</translation>
  </message>
  <message>
   <source>Hubbub</source>
   <translation>Hubbub</translation>
  </message>
 </context>
 <context>
  <name>Composer</name>
  <message>
   <source>Send</source>
   <translation>Senden</translation>
  </message>
  <message>
   <source>Send (Enter)</source>
   <translation>Senden (Eingabe)</translation>
  </message>
  <message>
   <source>Emoji (Ctrl+E)</source>
   <translation>Emoji (Strg+E)</translation>
  </message>
  <message>
   <source>Emoji</source>
   <translation>Emoji</translation>
  </message>
  <message>
   <source>Cancel (Esc)</source>
   <translation>Abbrechen (Esc)</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <source>Message {room}</source>
   <translation>Nachricht an {room}</translation>
  </message>
  <message>
   <source>Reply to {nick}</source>
   <translation>Antwort an {nick}</translation>
  </message>
  <message>
   <source>Edit your message</source>
   <translation>Deine Nachricht ändern</translation>
  </message>
  <message>
   <source>{nick} is typing…</source>
   <translation>{nick} schreibt …</translation>
  </message>
  <message>
   <source>{nicks} are typing…</source>
   <translation>{nicks} schreiben …</translation>
  </message>
  <message>
   <source>Several people are typing…</source>
   <translation>Mehrere schreiben …</translation>
  </message>
 </context>
 <context>
  <name>ConnectDialog</name>
  <message>
   <source>Join a room — Hubbub</source>
   <translation>Einem Raum beitreten — Hubbub</translation>
  </message>
  <message>
   <source>How others will see you</source>
   <translation>So sehen dich die anderen</translation>
  </message>
  <message>
   <source>Only if you have one</source>
   <translation>Nur wenn du eins hast</translation>
  </message>
  <message>
   <source>Keep it in this computer's keyring</source>
   <translation>Im Schlüsselbund des Rechners behalten</translation>
  </message>
  <message>
   <source>OK</source>
   <translation>OK</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <source>This nickname is mine: log in</source>
   <translation>Dieser Name gehört mir: anmelden</translation>
  </message>
  <message>
   <source>Trust this certificate from now on</source>
   <translation>Diesem Zertifikat von nun an vertrauen</translation>
  </message>
  <message>
   <source>&amp;Nickname</source>
   <translation>&amp;Name</translation>
  </message>
  <message>
   <source>&amp;Server</source>
   <translation>&amp;Server</translation>
  </message>
  <message>
   <source>&amp;Account</source>
   <translation>&amp;Konto</translation>
  </message>
  <message>
   <source>&amp;Password</source>
   <translation>&amp;Passwort</translation>
  </message>
  <message>
   <source>Welcome to Hubbub</source>
   <translation>Willkommen bei Hubbub</translation>
  </message>
  <message>
   <source>Choose a nickname to join the conversation.</source>
   <translation>Wähle einen Namen, um mitzureden.</translation>
  </message>
  <message>
   <source>Change a network — Hubbub</source>
   <translation>Netzwerk ändern — Hubbub</translation>
  </message>
  <message>
   <source>Add a network — Hubbub</source>
   <translation>Netzwerk hinzufügen — Hubbub</translation>
  </message>
  <message>
   <source>Change this network</source>
   <translation>Dieses Netzwerk ändern</translation>
  </message>
  <message>
   <source>Another network</source>
   <translation>Noch ein Netzwerk</translation>
  </message>
  <message>
   <source>It is connected anew with what you change.</source>
   <translation>Mit deinen Änderungen wird es neu verbunden.</translation>
  </message>
  <message>
   <source>Where is it, and who are you there? Any IRC server will do.</source>
   <translation>Wo ist es, und wer bist du dort? Jeder IRC-Server geht.</translation>
  </message>
  <message>
   <source>Its certificate is {print}. Does its operator say the same?</source>
   <translation>Sein Zertifikat ist {print}. Sagt sein Betreiber dasselbe?</translation>
  </message>
  <message>
   <source>Connecting…</source>
   <translation>Verbinde …</translation>
  </message>
  <message>
   <source>A nickname has no spaces and none of , * ? ! @</source>
   <translation>Ein Name hat keine Leerzeichen und nichts von , * ? ! @</translation>
  </message>
  <message>
   <source>Hide server</source>
   <translation>Server verbergen</translation>
  </message>
  <message>
   <source>Server: {address}</source>
   <translation>Server: {address}</translation>
  </message>
 </context>
 <context>
  <name>Conversations</name>
  <message>
   <source>You are on no network.</source>
   <translation>Du bist in keinem Netzwerk.</translation>
  </message>
  <message>
   <source>Connect to a server…</source>
   <translation>Mit einem Server verbinden …</translation>
  </message>
 </context>
 <context>
  <name>EmojiPicker</name>
  <message>
   <source>Find an emoji</source>
   <translation>Ein Emoji finden</translation>
  </message>
  <message>
   <source>Emoji</source>
   <translation>Emoji</translation>
  </message>
 </context>
 <context>
  <name>Entry</name>
  <message>
   <source>Message</source>
   <translation>Nachricht</translation>
  </message>
 </context>
 <context>
  <name>Header</name>
  <message>
   <source>Notifications of this room</source>
   <translation>Benachrichtigungen dieses Raums</translation>
  </message>
  <message>
   <source>Find in this room (Ctrl+F)</source>
   <translation>In diesem Raum suchen (Strg+F)</translation>
  </message>
  <message>
   <source>Show or hide the people</source>
   <translation>Leute zeigen oder verbergen</translation>
  </message>
  <message>
   <source>Direct conversation</source>
   <translation>Gespräch zu zweit</translation>
  </message>
  <message>
   <source>What the server says</source>
   <translation>Was der Server sagt</translation>
  </message>
  <message>
   <source>No topic yet. Click to set one.</source>
   <translation>Noch kein Thema. Klicke, um eins zu setzen.</translation>
  </message>
 </context>
 <context>
  <name>HoverActions</name>
  <message>
   <source>Reply</source>
   <translation>Antworten</translation>
  </message>
  <message>
   <source>React</source>
   <translation>Reagieren</translation>
  </message>
  <message>
   <source>More</source>
   <translation>Mehr</translation>
  </message>
 </context>
 <context>
  <name>MainWindow</name>
  <message>
   <source>You: nickname, away, account</source>
   <translation>Du: Name, Abwesenheit, Konto</translation>
  </message>
  <message>
   <source>Exit</source>
   <translation>Beenden</translation>
  </message>
  <message>
   <source>Say goodbye and close (Ctrl+Q)</source>
   <translation>Verabschieden und schließen (Strg+Q)</translation>
  </message>
  <message>
   <source>Find a room or person</source>
   <translation>Raum oder Person finden</translation>
  </message>
  <message>
   <source>Go to any room, person or command (Ctrl+K)</source>
   <translation>Zu jedem Raum, jeder Person, jedem Befehl (Strg+K)</translation>
  </message>
  <message>
   <source>The connection was lost.</source>
   <translation>Die Verbindung ging verloren.</translation>
  </message>
  <message>
   <source>Trying again in {seconds} s.</source>
   <translation>Nächster Versuch in {seconds} s.</translation>
  </message>
  <message>
   <source>What you write is kept and sent then.</source>
   <translation>Was du schreibst, wird aufgehoben und dann gesendet.</translation>
  </message>
  <message>
   <source>Try now</source>
   <translation>Jetzt versuchen</translation>
  </message>
  <message>
   <source>Connecting to {host}…</source>
   <translation>Verbinde mit {host} …</translation>
  </message>
  <message>
   <source>You are offline.</source>
   <translation>Du bist nicht verbunden.</translation>
  </message>
  <message>
   <source>Connect</source>
   <translation>Verbinden</translation>
  </message>
  <message>
   <source>You are not in {room}.</source>
   <translation>Du bist nicht in {room}.</translation>
  </message>
  <message>
   <source>Join</source>
   <translation>Beitreten</translation>
  </message>
 </context>
 <context>
  <name>Menus</name>
  <message>
   <source>&amp;Chat</source>
   <translation>&amp;Chat</translation>
  </message>
  <message>
   <source>&amp;Go to…</source>
   <translation>&amp;Gehe zu …</translation>
  </message>
  <message>
   <source>&amp;Join a room…</source>
   <translation>Einem Raum &amp;beitreten …</translation>
  </message>
  <message>
   <source>&amp;List of rooms</source>
   <translation>&amp;Liste der Räume</translation>
  </message>
  <message>
   <source>&amp;Connect to a server…</source>
   <translation>&amp;Mit einem Server verbinden …</translation>
  </message>
  <message>
   <source>Net&amp;works…</source>
   <translation>Net&amp;zwerke …</translation>
  </message>
  <message>
   <source>Change &amp;nickname…</source>
   <translation>&amp;Namen ändern …</translation>
  </message>
  <message>
   <source>Acco&amp;unt…</source>
   <translation>&amp;Konto …</translation>
  </message>
  <message>
   <source>Away or &amp;back</source>
   <translation>&amp;Abwesend oder zurück</translation>
  </message>
  <message>
   <source>&amp;Settings</source>
   <translation>&amp;Einstellungen</translation>
  </message>
  <message>
   <source>E&amp;xit</source>
   <translation>&amp;Beenden</translation>
  </message>
  <message>
   <source>&amp;Room</source>
   <translation>&amp;Raum</translation>
  </message>
  <message>
   <source>&amp;Find in this room</source>
   <translation>In diesem Raum &amp;suchen</translation>
  </message>
  <message>
   <source>Find &amp;everywhere</source>
   <translation>&amp;Überall suchen</translation>
  </message>
  <message>
   <source>First &amp;unread message</source>
   <translation>Erste &amp;ungelesene Nachricht</translation>
  </message>
  <message>
   <source>&amp;Newest message</source>
   <translation>&amp;Neueste Nachricht</translation>
  </message>
  <message>
   <source>Mark as &amp;read</source>
   <translation>Als &amp;gelesen markieren</translation>
  </message>
  <message>
   <source>E&amp;moji</source>
   <translation>E&amp;moji</translation>
  </message>
  <message>
   <source>&amp;Topic…</source>
   <translation>&amp;Thema …</translation>
  </message>
  <message>
   <source>&amp;Leave this room</source>
   <translation>Raum &amp;verlassen</translation>
  </message>
  <message>
   <source>&amp;View</source>
   <translation>&amp;Ansicht</translation>
  </message>
  <message>
   <source>&amp;Previous room</source>
   <translation>&amp;Voriger Raum</translation>
  </message>
  <message>
   <source>&amp;Next room</source>
   <translation>&amp;Nächster Raum</translation>
  </message>
  <message>
   <source>Next &amp;unread room</source>
   <translation>Nächster &amp;ungelesener Raum</translation>
  </message>
  <message>
   <source>Show or hide the pe&amp;ople</source>
   <translation>&amp;Leute zeigen oder verbergen</translation>
  </message>
  <message>
   <source>&amp;Light or dark</source>
   <translation>&amp;Hell oder dunkel</translation>
  </message>
  <message>
   <source>&amp;Larger text</source>
   <translation>&amp;Größerer Text</translation>
  </message>
  <message>
   <source>&amp;Smaller text</source>
   <translation>&amp;Kleinerer Text</translation>
  </message>
  <message>
   <source>To the &amp;conversation</source>
   <translation>Zum &amp;Gespräch</translation>
  </message>
  <message>
   <source>To the &amp;entry</source>
   <translation>Zur &amp;Eingabe</translation>
  </message>
  <message>
   <source>&amp;Help</source>
   <translation>&amp;Hilfe</translation>
  </message>
  <message>
   <source>&amp;Keyboard shortcuts</source>
   <translation>&amp;Tastenkürzel</translation>
  </message>
  <message>
   <source>&amp;About Hubbub</source>
   <translation>Ü&amp;ber Hubbub</translation>
  </message>
  <message>
   <source>Writing</source>
   <translation>Schreiben</translation>
  </message>
  <message>
   <source>Enter</source>
   <translation>Eingabe</translation>
  </message>
  <message>
   <source>Send</source>
   <translation>Senden</translation>
  </message>
  <message>
   <source>Shift+Enter</source>
   <translation>Umschalt+Eingabe</translation>
  </message>
  <message>
   <source>New line</source>
   <translation>Neue Zeile</translation>
  </message>
  <message>
   <source>Tab</source>
   <translation>Tab</translation>
  </message>
  <message>
   <source>Complete a name, room or command</source>
   <translation>Name, Raum oder Befehl ergänzen</translation>
  </message>
  <message>
   <source>Edit my last message, where the server can</source>
   <translation>Meine letzte Nachricht ändern, wo der Server es kann</translation>
  </message>
  <message>
   <source>Esc</source>
   <translation>Esc</translation>
  </message>
  <message>
   <source>Cancel a reply or an edit</source>
   <translation>Antwort oder Änderung abbrechen</translation>
  </message>
  <message>
   <source>In the conversation (F6)</source>
   <translation>Im Gespräch (F6)</translation>
  </message>
  <message>
   <source>Message by message</source>
   <translation>Nachricht für Nachricht</translation>
  </message>
  <message>
   <source>Reply</source>
   <translation>Antworten</translation>
  </message>
  <message>
   <source>React</source>
   <translation>Reagieren</translation>
  </message>
  <message>
   <source>What can be done with it</source>
   <translation>Was man damit tun kann</translation>
  </message>
  <message>
   <source>Copy</source>
   <translation>Kopieren</translation>
  </message>
  <message>
   <source>Join a room</source>
   <translation>Einem Raum beitreten</translation>
  </message>
  <message>
   <source>Name of the room:</source>
   <translation>Name des Raums:</translation>
  </message>
  <message>
   <source>away</source>
   <translation>abwesend</translation>
  </message>
  <message>
   <source>About Hubbub</source>
   <translation>Über Hubbub</translation>
  </message>
  <message>
   <source>Hubbub {version}

A chat room you can host in one minute.
GPL-3.0-or-later</source>
   <translation>Hubbub {version}

Ein Chatraum, den du in einer Minute betreibst.
GPL-3.0-or-later</translation>
  </message>
 </context>
 <context>
  <name>MessageMenu</name>
  <message>
   <source>Try again</source>
   <translation>Noch einmal</translation>
  </message>
  <message>
   <source>Delete</source>
   <translation>Löschen</translation>
  </message>
  <message>
   <source>React</source>
   <translation>Reagieren</translation>
  </message>
  <message>
   <source>Other reaction…</source>
   <translation>Andere Reaktion …</translation>
  </message>
  <message>
   <source>Reply</source>
   <translation>Antworten</translation>
  </message>
  <message>
   <source>Copy selection</source>
   <translation>Auswahl kopieren</translation>
  </message>
  <message>
   <source>Copy text</source>
   <translation>Text kopieren</translation>
  </message>
  <message>
   <source>Edit</source>
   <translation>Ändern</translation>
  </message>
  <message>
   <source>About {nick}</source>
   <translation>Über {nick}</translation>
  </message>
  <message>
   <source>Delete for everyone</source>
   <translation>Für alle löschen</translation>
  </message>
 </context>
 <context>
  <name>Networks</name>
  <message>
   <source>You have {host} already.</source>
   <translation>{host} hast du schon.</translation>
  </message>
 </context>
 <context>
  <name>NetworksDialog</name>
  <message>
   <source>Networks — Hubbub</source>
   <translation>Netzwerke — Hubbub</translation>
  </message>
  <message>
   <source>Networks</source>
   <translation>Netzwerke</translation>
  </message>
  <message>
   <source>Each network is another server, with its own rooms and your own name there.</source>
   <translation>Jedes Netzwerk ist ein anderer Server, mit eigenen Räumen und deinem Namen dort.</translation>
  </message>
  <message>
   <source>Add…</source>
   <translation>Hinzufügen …</translation>
  </message>
  <message>
   <source>Change…</source>
   <translation>Ändern …</translation>
  </message>
  <message>
   <source>Account…</source>
   <translation>Konto …</translation>
  </message>
  <message>
   <source>Remove</source>
   <translation>Entfernen</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>Schließen</translation>
  </message>
  <message>
   <source>as {nick}</source>
   <translation>als {nick}</translation>
  </message>
  <message>
   <source>logged in</source>
   <translation>angemeldet</translation>
  </message>
  <message>
   <source>connected</source>
   <translation>verbunden</translation>
  </message>
  <message>
   <source>offline</source>
   <translation>nicht verbunden</translation>
  </message>
  <message>
   <source>waiting to try again</source>
   <translation>wartet auf den nächsten Versuch</translation>
  </message>
  <message>
   <source>connecting</source>
   <translation>verbindet</translation>
  </message>
  <message>
   <source>Connect</source>
   <translation>Verbinden</translation>
  </message>
  <message>
   <source>Disconnect</source>
   <translation>Trennen</translation>
  </message>
 </context>
 <context>
  <name>Notifications</name>
  <message>
   <source>Hubbub: {count} unread</source>
   <translation>Hubbub: {count} ungelesen</translation>
  </message>
  <message>
   <source>Show Hubbub</source>
   <translation>Hubbub zeigen</translation>
  </message>
  <message>
   <source>Exit</source>
   <translation>Beenden</translation>
  </message>
  <message>
   <source>Open</source>
   <translation>Öffnen</translation>
  </message>
 </context>
 <context>
  <name>Panels</name>
  <message>
   <source>{count} new</source>
   <translation>{count} neu</translation>
  </message>
  <message>
   <source>person</source>
   <translation>Person</translation>
  </message>
  <message>
   <source>Join {room}</source>
   <translation>{room} beitreten</translation>
  </message>
  <message>
   <source>room</source>
   <translation>Raum</translation>
  </message>
  <message>
   <source>Find “{words}”</source>
   <translation>„{words}“ suchen</translation>
  </message>
  <message>
   <source>messages</source>
   <translation>Nachrichten</translation>
  </message>
  <message>
   <source>{count} people</source>
   <translation>{count} Leute</translation>
  </message>
  <message>
   <source>Your nickname:</source>
   <translation>Dein Name:</translation>
  </message>
  <message>
   <source>Nickname</source>
   <translation>Name</translation>
  </message>
 </context>
 <context>
  <name>PeoplePanel</name>
  <message>
   <source>People in this room</source>
   <translation>Leute in diesem Raum</translation>
  </message>
  <message>
   <source>1 person here</source>
   <translation>1 Person hier</translation>
  </message>
  <message>
   <source>{count} people here</source>
   <translation>{count} Leute hier</translation>
  </message>
  <message>
   <source>People</source>
   <translation>Leute</translation>
  </message>
 </context>
 <context>
  <name>PopupList</name>
  <message>
   <source>Suggestions</source>
   <translation>Vorschläge</translation>
  </message>
 </context>
 <context>
  <name>PreferencesDialog</name>
  <message>
   <source>Settings</source>
   <translation>Einstellungen</translation>
  </message>
  <message>
   <source>Look</source>
   <translation>Aussehen</translation>
  </message>
  <message>
   <source>Notifications</source>
   <translation>Benachrichtigungen</translation>
  </message>
  <message>
   <source>Behaviour</source>
   <translation>Verhalten</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>Schließen</translation>
  </message>
  <message>
   <source>Kept in {path}</source>
   <translation>Steht in {path}</translation>
  </message>
  <message>
   <source>As the system</source>
   <translation>Wie das System</translation>
  </message>
  <message>
   <source>Light</source>
   <translation>Hell</translation>
  </message>
  <message>
   <source>Dark</source>
   <translation>Dunkel</translation>
  </message>
  <message>
   <source>Theme</source>
   <translation>Farben</translation>
  </message>
  <message>
   <source>Text size</source>
   <translation>Textgröße</translation>
  </message>
  <message>
   <source>Language</source>
   <translation>Sprache</translation>
  </message>
  <message>
   <source>A new language shows after the next start.</source>
   <translation>Eine andere Sprache gilt ab dem nächsten Start.</translation>
  </message>
  <message>
   <source>Compact: one line a message, no avatars</source>
   <translation>Kompakt: eine Zeile je Nachricht, ohne Bilder</translation>
  </message>
  <message>
   <source>Show the people of the room</source>
   <translation>Die Leute des Raums zeigen</translation>
  </message>
  <message>
   <source>Notify me when I look elsewhere</source>
   <translation>Mir Bescheid sagen, wenn ich woanders bin</translation>
  </message>
  <message>
   <source>Show what was said in the notification</source>
   <translation>In der Benachrichtigung zeigen, was gesagt wurde</translation>
  </message>
  <message>
   <source>Do not disturb: nothing at all, for now</source>
   <translation>Nicht stören: vorerst gar nichts</translation>
  </message>
  <message>
   <source>Each room has its own bell, above the conversation: every message, mentions, or never.</source>
   <translation>Jeder Raum hat seine eigene Glocke über dem Gespräch: jede Nachricht, Erwähnungen oder nie.</translation>
  </message>
  <message>
   <source>Let others see that I am typing</source>
   <translation>Andere sehen lassen, dass ich schreibe</translation>
  </message>
  <message>
   <source>Closing the window keeps Hubbub in the tray</source>
   <translation>Nach dem Schließen bleibt Hubbub in der Leiste</translation>
  </message>
  <message>
   <source>This desktop has no tray, so closing the window says goodbye and ends.</source>
   <translation>Dieser Desktop hat keine Leiste; das Schließen verabschiedet und beendet.</translation>
  </message>
  <message>
   <source>Networks and accounts…</source>
   <translation>Netzwerke und Konten …</translation>
  </message>
  <message>
   <source>Keyboard shortcuts…</source>
   <translation>Tastenkürzel …</translation>
  </message>
 </context>
 <context>
  <name>ProfilePopup</name>
  <message>
   <source>{nick} is not here now.</source>
   <translation>{nick} ist gerade nicht hier.</translation>
  </message>
  <message>
   <source>Write to {nick}</source>
   <translation>An {nick} schreiben</translation>
  </message>
  <message>
   <source>Mention</source>
   <translation>Erwähnen</translation>
  </message>
  <message>
   <source>bot</source>
   <translation>Bot</translation>
  </message>
  <message>
   <source>server operator</source>
   <translation>Betreiber</translation>
  </message>
  <message>
   <source>away: {why}</source>
   <translation>abwesend: {why}</translation>
  </message>
  <message>
   <source>here</source>
   <translation>hier</translation>
  </message>
  <message>
   <source>Name</source>
   <translation>Name</translation>
  </message>
  <message>
   <source>Account</source>
   <translation>Konto</translation>
  </message>
  <message>
   <source>Rooms</source>
   <translation>Räume</translation>
  </message>
  <message>
   <source>From</source>
   <translation>Von</translation>
  </message>
  <message>
   <source>Since</source>
   <translation>Seit</translation>
  </message>
  <message>
   <source>Quiet for</source>
   <translation>Still seit</translation>
  </message>
  <message>
   <source>Secured</source>
   <translation>Gesichert</translation>
  </message>
  <message>
   <source>yes</source>
   <translation>ja</translation>
  </message>
 </context>
 <context>
  <name>RoomPage</name>
  <message>
   <source>Jump to the newest message</source>
   <translation>Zur neuesten Nachricht</translation>
  </message>
  <message>
   <source>{count} new</source>
   <translation>{count} neu</translation>
  </message>
  <message>
   <source>Newest</source>
   <translation>Neueste</translation>
  </message>
 </context>
 <context>
  <name>RoomsList</name>
  <message>
   <source>Rooms</source>
   <translation>Räume</translation>
  </message>
 </context>
 <context>
  <name>SearchPanel</name>
  <message>
   <source>Find messages</source>
   <translation>Nachrichten suchen</translation>
  </message>
  <message>
   <source>Close (Esc)</source>
   <translation>Schließen (Esc)</translation>
  </message>
  <message>
   <source>Close the search</source>
   <translation>Suche schließen</translation>
  </message>
  <message>
   <source>Only in this room</source>
   <translation>Nur in diesem Raum</translation>
  </message>
  <message>
   <source>Found messages</source>
   <translation>Gefundene Nachrichten</translation>
  </message>
  <message>
   <source>1 message</source>
   <translation>1 Nachricht</translation>
  </message>
  <message>
   <source>{count} messages</source>
   <translation>{count} Nachrichten</translation>
  </message>
  <message>
   <source>Looking…</source>
   <translation>Suche …</translation>
  </message>
  <message>
   <source>Type what was said. from:nick and in:#room narrow it down.</source>
   <translation>Gib ein, was gesagt wurde. from:name und in:#raum grenzen ein.</translation>
  </message>
 </context>
 <context>
  <name>ShortcutsDialog</name>
  <message>
   <source>Keyboard shortcuts</source>
   <translation>Tastenkürzel</translation>
  </message>
 </context>
 <context>
  <name>Switcher</name>
  <message>
   <source>Go to a room, a person, or run a command</source>
   <translation>Zu einem Raum, einer Person oder einem Befehl</translation>
  </message>
  <message>
   <source>Find a room, a person or a command</source>
   <translation>Raum, Person oder Befehl finden</translation>
  </message>
  <message>
   <source>Matches</source>
   <translation>Treffer</translation>
  </message>
 </context>
 <context>
  <name>TimelineView</name>
  <message>
   <source>Conversation</source>
   <translation>Gespräch</translation>
  </message>
 </context>
 <context>
  <name>Wiring</name>
  <message>
   <source>A large paste</source>
   <translation>Viel eingefügter Text</translation>
  </message>
  <message>
   <source>This is {lines} lines, {count} characters. Put it into the message?</source>
   <translation>Das sind {lines} Zeilen, {count} Zeichen. In die Nachricht einfügen?</translation>
  </message>
  <message>
   <source>Topic of {room}</source>
   <translation>Thema von {room}</translation>
  </message>
  <message>
   <source>Topic:</source>
   <translation>Thema:</translation>
  </message>
  <message>
   <source>Notify of every message</source>
   <translation>Bei jeder Nachricht</translation>
  </message>
  <message>
   <source>Only when I am mentioned</source>
   <translation>Nur wenn ich erwähnt werde</translation>
  </message>
  <message>
   <source>Never</source>
   <translation>Nie</translation>
  </message>
  <message>
   <source>Mute this room</source>
   <translation>Diesen Raum stummschalten</translation>
  </message>
  <message>
   <source>Mark as read</source>
   <translation>Als gelesen markieren</translation>
  </message>
  <message>
   <source>Leave {room}</source>
   <translation>{room} verlassen</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>Schließen</translation>
  </message>
 </context>
 <context>
  <name>accounts</name>
  <message>
   <source>This computer has no keyring, so Hubbub asks for the password each time.</source>
   <translation>Dieser Rechner hat keinen Schlüsselbund; Hubbub fragt jedes Mal nach dem Passwort.</translation>
  </message>
 </context>
 <context>
  <name>conversation</name>
  <message>
   <source>This is the beginning of your conversation with {nick}. Say hello.</source>
   <translation>Hier beginnt dein Gespräch mit {nick}. Sag hallo.</translation>
  </message>
  <message>
   <source>The server has said nothing yet.</source>
   <translation>Der Server hat noch nichts gesagt.</translation>
  </message>
  <message>
   <source>Nothing has been said in {room} yet. Be the first.</source>
   <translation>In {room} wurde noch nichts gesagt. Mach den Anfang.</translation>
  </message>
  <message>
   <source>You are not in {room}.</source>
   <translation>Du bist nicht in {room}.</translation>
  </message>
  <message>
   <source>This is the beginning of your conversation.</source>
   <translation>Hier beginnt euer Gespräch.</translation>
  </message>
  <message>
   <source>This is the beginning of the room.</source>
   <translation>Hier beginnt der Raum.</translation>
  </message>
 </context>
 <context>
  <name>people</name>
  <message>
   <source>Owners</source>
   <translation>Besitzer</translation>
  </message>
  <message>
   <source>Admins</source>
   <translation>Verwalter</translation>
  </message>
  <message>
   <source>Operators</source>
   <translation>Operatoren</translation>
  </message>
  <message>
   <source>Helpers</source>
   <translation>Helfer</translation>
  </message>
  <message>
   <source>Voiced</source>
   <translation>Mit Stimme</translation>
  </message>
  <message>
   <source>People</source>
   <translation>Leute</translation>
  </message>
  <message>
   <source>, away</source>
   <translation>, abwesend</translation>
  </message>
 </context>
 <context>
  <name>rooms</name>
  <message>
   <source>{count} unread</source>
   <translation>{count} ungelesen</translation>
  </message>
  <message>
   <source>{count} mentions</source>
   <translation>{count} Erwähnungen</translation>
  </message>
  <message>
   <source>muted</source>
   <translation>stumm</translation>
  </message>
 </context>
 <context>
  <name>timeline</name>
  <message>
   <source>Try again</source>
   <translation>Noch einmal</translation>
  </message>
  <message>
   <source>Delete</source>
   <translation>Löschen</translation>
  </message>
  <message>
   <source>Not sent.</source>
   <translation>Nicht gesendet.</translation>
  </message>
  <message>
   <source>deleted message</source>
   <translation>gelöschte Nachricht</translation>
  </message>
  <message>
   <source>sending</source>
   <translation>wird gesendet</translation>
  </message>
  <message>
   <source>not sent: {why}</source>
   <translation>nicht gesendet: {why}</translation>
  </message>
  <message>
   <source>edited</source>
   <translation>geändert</translation>
  </message>
  <message>
   <source>{nick} joined</source>
   <translation>{nick} ist da</translation>
  </message>
  <message>
   <source>{nick} left</source>
   <translation>{nick} ist weg</translation>
  </message>
  <message>
   <source>{nick} is now {new}</source>
   <translation>{nick} heißt jetzt {new}</translation>
  </message>
  <message>
   <source>{nick} set the topic: {topic}</source>
   <translation>{nick} hat das Thema gesetzt: {topic}</translation>
  </message>
  <message>
   <source>{nick} removed the topic</source>
   <translation>{nick} hat das Thema entfernt</translation>
  </message>
  <message>
   <source>{nick} changed the modes: {modes}</source>
   <translation>{nick} hat die Modi geändert: {modes}</translation>
  </message>
  <message>
   <source>{nick} removed {target}</source>
   <translation>{nick} hat {target} entfernt</translation>
  </message>
  <message>
   <source>{nick} invited {target}</source>
   <translation>{nick} hat {target} eingeladen</translation>
  </message>
  <message>
   <source>Some messages are missing here</source>
   <translation>Hier fehlen Nachrichten</translation>
  </message>
  <message>
   <source>Today</source>
   <translation>Heute</translation>
  </message>
  <message>
   <source>Yesterday</source>
   <translation>Gestern</translation>
  </message>
  <message>
   <source>New</source>
   <translation>Neu</translation>
  </message>
  <message>
   <source>bot</source>
   <translation>Bot</translation>
  </message>
  <message>
   <source>notice</source>
   <translation>Hinweis</translation>
  </message>
  <message>
   <source>Show the message this answers</source>
   <translation>Die Nachricht zeigen, die dies beantwortet</translation>
  </message>
  <message>
   <source>(edited)</source>
   <translation>(geändert)</translation>
  </message>
  <message>
   <source>This message was deleted.</source>
   <translation>Diese Nachricht wurde gelöscht.</translation>
  </message>
  <message>
   <source>{people} joined</source>
   <translation>{people} kamen</translation>
  </message>
  <message>
   <source>{people} left</source>
   <translation>{people} gingen</translation>
  </message>
  <message>
   <source> and </source>
   <translation> und </translation>
  </message>
  <message>
   <source>{some} and {count} others</source>
   <translation>{some} und {count} andere</translation>
  </message>
 </context>
 <context>
  <name>transport</name>
  <message>
   <source>This computer's Qt has no TLS, so the connection can't be secured.</source>
   <translation>Das Qt dieses Rechners kann kein TLS; die Verbindung lässt sich nicht sichern.</translation>
  </message>
  <message>
   <source>{host} shows another certificate than the one you trusted. Be careful.</source>
   <translation>{host} zeigt ein anderes Zertifikat als das, dem du vertraut hast. Vorsicht.</translation>
  </message>
  <message>
   <source>{host} can't prove that it is {host}: {why}</source>
   <translation>{host} kann nicht beweisen, {host} zu sein: {why}</translation>
  </message>
  <message>
   <source>Nobody answers at {where}. Is the server running?</source>
   <translation>Bei {where} antwortet niemand. Läuft der Server?</translation>
  </message>
  <message>
   <source>There is no server called {host}.</source>
   <translation>Es gibt keinen Server namens {host}.</translation>
  </message>
  <message>
   <source>{where} did not answer in time.</source>
   <translation>{where} hat nicht rechtzeitig geantwortet.</translation>
  </message>
  <message>
   <source>The server closed the connection.</source>
   <translation>Der Server hat die Verbindung geschlossen.</translation>
  </message>
  <message>
   <source>The network is not reachable.</source>
   <translation>Das Netz ist nicht erreichbar.</translation>
  </message>
  <message>
   <source>No secure connection to {where} is possible: {detail}</source>
   <translation>Keine sichere Verbindung zu {where} möglich: {detail}</translation>
  </message>
  <message>
   <source>The connection to {where} failed: {detail}</source>
   <translation>Die Verbindung zu {where} schlug fehl: {detail}</translation>
  </message>
 </context>
</TS>
