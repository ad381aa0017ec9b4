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
   <translation>Im Schlüsselbund dieses Rechners speichern</translation>
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
   <source>This computer's keyring did not answer. It may still have the password for {network}.</source>
   <translation>Der Schlüsselbund dieses Rechners hat nicht geantwortet. Er hat das Passwort für {network} vielleicht noch.</translation>
  </message>
  <message>
   <source>This computer's keyring did not take the password for {network}. Hubbub will ask for it.</source>
   <translation>Der Schlüsselbund dieses Rechners hat das Passwort für {network} nicht angenommen. Hubbub fragt danach.</translation>
  </message>
  <message>
   <source>Hubbub</source>
   <translation>Hubbub</translation>
  </message>
 </context>
 <context>
  <name>CertificateDialog</name>
  <message>
   <source>Another certificate — Hubbub</source>
   <translation>Ein anderes Zertifikat — Hubbub</translation>
  </message>
  <message>
   <source>Trust the new one</source>
   <translation>Dem neuen vertrauen</translation>
  </message>
  <message>
   <source>Don't connect</source>
   <translation>Nicht verbinden</translation>
  </message>
  <message>
   <source>Is this still {host}?</source>
   <translation>Ist das noch {host}?</translation>
  </message>
  <message>
   <source>Is this {host}?</source>
   <translation>Ist das {host}?</translation>
  </message>
  <message>
   <source>The certificate you trust:</source>
   <translation>Das Zertifikat, dem du vertraust:</translation>
  </message>
  <message>
   <source>The certificate it shows now:</source>
   <translation>Das Zertifikat, das er jetzt zeigt:</translation>
  </message>
  <message>
   <source>Trust this one</source>
   <translation>Diesem vertrauen</translation>
  </message>
  <message>
   <source>Certificates are renewed from time to time, and somebody in between would show another one, too. Ask the server's operator which it is. Nothing was sent, not even your nickname.</source>
   <translation>Zertifikate werden von Zeit zu Zeit erneuert, und wer sich dazwischenstellt, zeigt auch ein anderes. Frag den Betreiber des Servers, was es ist. Nichts wurde gesendet, auch dein Name nicht.</translation>
  </message>
  <message>
   <source>An authority this computer trusts vouches for the new one. If you trust it, too, its word counts from then on.</source>
   <translation>Eine Stelle, der dieser Rechner vertraut, bürgt für das neue. Vertraust du ihm auch, gilt von da an ihr Wort.</translation>
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
   <translation>Deine Nachricht bearbeiten</translation>
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
   <translation>Im Schlüsselbund dieses Rechners speichern</translation>
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
   <source>Send the password without encryption all the same</source>
   <translation>Das Passwort trotzdem unverschlüsselt senden</translation>
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
   <source>S&amp;erver's password</source>
   <translation>Passwort des S&amp;ervers</translation>
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
  <message>
   <source>Only if the server wants one</source>
   <translation>Nur wenn der Server eins möchte</translation>
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
  <name>Faces</name>
  <message>
   <source>It is no picture that can be shown: broken, or very large.</source>
   <translation>Das ist kein Bild, das gezeigt werden kann: beschädigt oder sehr groß.</translation>
  </message>
 </context>
 <context>
  <name>Header</name>
  <message>
   <source>Notifications of this room</source>
   <translation>Benachrichtigungen dieses Raums</translation>
  </message>
  <message>
   <source>Find in this room</source>
   <translation>In diesem Raum suchen</translation>
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
   <translation>Noch kein Thema. Klicke hier, um eins festzulegen.</translation>
  </message>
  <message>
   <source>No topic yet.</source>
   <translation>Noch kein Thema.</translation>
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
   <source>Show or hide the preview</source>
   <translation>Vorschau zeigen oder verbergen</translation>
  </message>
  <message>
   <source>More</source>
   <translation>Mehr</translation>
  </message>
 </context>
 <context>
  <name>JoinDialog</name>
  <message>
   <source>Join a room</source>
   <translation>Einen Raum betreten</translation>
  </message>
  <message>
   <source>Only if the room has one</source>
   <translation>Nur wenn der Raum einen hat</translation>
  </message>
  <message>
   <source>Name of the room</source>
   <translation>Name des Raums</translation>
  </message>
  <message>
   <source>Key</source>
   <translation>Schlüssel</translation>
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
   <source>Find a room or person</source>
   <translation>Raum oder Person</translation>
  </message>
  <message>
   <source>Join or make a room</source>
   <translation>Einen Raum betreten oder eröffnen</translation>
  </message>
  <message>
   <source>{nick} — away</source>
   <translation>{nick} — abwesend</translation>
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
  <message>
   <source>{nick} invites you to {room}.</source>
   <translation>{nick} lädt dich in {room} ein.</translation>
  </message>
  <message>
   <source>Ignore</source>
   <translation>Ignorieren</translation>
  </message>
  <message>
   <source>You are away: {text}</source>
   <translation>Du bist abwesend: {text}</translation>
  </message>
  <message>
   <source>You are away.</source>
   <translation>Du bist abwesend.</translation>
  </message>
  <message>
   <source>I'm back</source>
   <translation>Ich bin zurück</translation>
  </message>
 </context>
 <context>
  <name>Menus</name>
  <message>
   <source>away</source>
   <translation>abwesend</translation>
  </message>
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
   <source>Your &amp;profile…</source>
   <translation>Dein &amp;Profil …</translation>
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
   <source>Show or hide the &amp;picture</source>
   <translation>&amp;Bild zeigen oder verbergen</translation>
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
   <source>Pictures &amp;without asking, on this network</source>
   <translation>Bilder ohne &amp;Nachfrage, in diesem Netzwerk</translation>
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
   <source>Say goodbye and close</source>
   <translation>Verabschieden und schließen</translation>
  </message>
  <message>
   <source>Go to any room, person or command</source>
   <translation>Zu jedem Raum, jeder Person, jedem Befehl</translation>
  </message>
  <message>
   <source>Find in this room</source>
   <translation>In diesem Raum suchen</translation>
  </message>
  <message>
   <source>Show or hide the people</source>
   <translation>Leute zeigen oder verbergen</translation>
  </message>
  <message>
   <source>Emoji</source>
   <translation>Emoji</translation>
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

Ein Chatraum, den du in einer Minute selbst betreiben kannst.
GPL-3.0-or-later</translation>
  </message>
 </context>
 <context>
  <name>MessageMenu</name>
  <message>
   <source>Try again</source>
   <translation>Erneut versuchen</translation>
  </message>
  <message>
   <source>Delete</source>
   <translation>Löschen</translation>
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
   <translation>Bearbeiten</translation>
  </message>
  <message>
   <source>About {nick}</source>
   <translation>Über {nick}</translation>
  </message>
  <message>
   <source>Delete for everyone</source>
   <translation>Für alle löschen</translation>
  </message>
  <message>
   <source>React</source>
   <translation>Reagieren</translation>
  </message>
  <message>
   <source>Other reaction…</source>
   <translation>Andere Reaktion …</translation>
  </message>
 </context>
 <context>
  <name>Networks</name>
  <message>
   <source>The server wants a password, and none is kept for it.</source>
   <translation>Der Server möchte ein Passwort, und keins ist für ihn gespeichert.</translation>
  </message>
  <message>
   <source>You have {host} already.</source>
   <translation>{host} hast du schon.</translation>
  </message>
  <message>
   <source>Which password? None is kept for this.</source>
   <translation>Welches Passwort? Dafür ist keins gespeichert.</translation>
  </message>
  <message>
   <source>You trusted {print}.</source>
   <translation>Vertraut hast du {print}.</translation>
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
  <message numerus="yes">
   <source>and %n more</source>
   <translation>
    <numerusform>und %n weitere</numerusform>
    <numerusform>und %n weitere</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>Hubbub: %n unread</source>
   <translation>
    <numerusform>Hubbub: %n ungelesen</numerusform>
    <numerusform>Hubbub: %n ungelesen</numerusform>
   </translation>
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
  <name>OwnProfile</name>
  <message>
   <source>The connection was lost. Save again when it is back.</source>
   <translation>Die Verbindung ist abgebrochen. Speichere noch einmal, wenn sie wieder da ist.</translation>
  </message>
 </context>
 <context>
  <name>OwnProfileDialog</name>
  <message>
   <source>Your profile</source>
   <translation>Dein Profil</translation>
  </message>
  <message>
   <source>What people on {network} see when they look you up. Everything may stay empty.</source>
   <translation>Was andere auf {network} sehen, wenn sie dich nachschlagen. Alles darf leer bleiben.</translation>
  </message>
  <message>
   <source>A picture is shown only to people who want to see pictures.</source>
   <translation>Ein Bild sehen nur Leute, die Bilder sehen möchten.</translation>
  </message>
  <message>
   <source>Your picture</source>
   <translation>Dein Bild</translation>
  </message>
  <message>
   <source>Name</source>
   <translation>Name</translation>
  </message>
  <message>
   <source>Pronouns</source>
   <translation>Pronomen</translation>
  </message>
  <message>
   <source>they/them</source>
   <translation>sie/ihr</translation>
  </message>
  <message>
   <source>Status</source>
   <translation>Status</translation>
  </message>
  <message>
   <source>back on Monday</source>
   <translation>am Montag zurück</translation>
  </message>
  <message>
   <source>Page</source>
   <translation>Seite</translation>
  </message>
  <message>
   <source>Picture</source>
   <translation>Bild</translation>
  </message>
  <message>
   <source>See what is there</source>
   <translation>Nachsehen, was dort ist</translation>
  </message>
  <message>
   <source>Save</source>
   <translation>Speichern</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <source>Asks {host} for it</source>
   <translation>Fragt {host} danach</translation>
  </message>
  <message>
   <source>An address begins with https:// and has no blanks in it.</source>
   <translation>Eine Adresse beginnt mit https:// und enthält keine Leerzeichen.</translation>
  </message>
 </context>
 <context>
  <name>Panels</name>
  <message numerus="yes">
   <source>%n new</source>
   <translation>
    <numerusform>%n neu</numerusform>
    <numerusform>%n neu</numerusform>
   </translation>
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
  <message numerus="yes">
   <source>%n people</source>
   <translation>
    <numerusform>%n Person</numerusform>
    <numerusform>%n Leute</numerusform>
   </translation>
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
  <name>Pasting</name>
  <message>
   <source>Pictures can't be sent yet.</source>
   <translation>Bilder können noch nicht gesendet werden.</translation>
  </message>
  <message numerus="yes">
   <source>{name} is %n lines, {count} characters. Put its text into the message?</source>
   <translation>
    <numerusform>{name} ist eine Zeile mit {count} Zeichen. Den Text in die Nachricht einfügen?</numerusform>
    <numerusform>{name} hat %n Zeilen mit {count} Zeichen. Den Text in die Nachricht einfügen?</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>This is %n lines, {count} characters. Put it into the message?</source>
   <translation>
    <numerusform>Das ist eine Zeile mit {count} Zeichen. In die Nachricht einfügen?</numerusform>
    <numerusform>Das sind %n Zeilen mit {count} Zeichen. In die Nachricht einfügen?</numerusform>
   </translation>
  </message>
  <message>
   <source>A file</source>
   <translation>Eine Datei</translation>
  </message>
  <message>
   <source>A large paste</source>
   <translation>Viel Text einfügen</translation>
  </message>
  <message>
   <source>Many messages</source>
   <translation>Viele Nachrichten</translation>
  </message>
  <message numerus="yes">
   <source>This server takes it as %n messages.</source>
   <translation>
    <numerusform>Dieser Server nimmt es als eine Nachricht.</numerusform>
    <numerusform>Dieser Server nimmt es als %n Nachrichten.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>Sending them takes about %n minutes, as it throws out who is faster.</source>
   <translation>
    <numerusform>Das Senden dauert etwa eine Minute, denn er wirft hinaus, wer schneller ist.</numerusform>
    <numerusform>Das Senden dauert etwa %n Minuten, denn er wirft hinaus, wer schneller ist.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>Sending them takes about %n seconds, as it throws out who is faster.</source>
   <translation>
    <numerusform>Das Senden dauert etwa eine Sekunde, denn er wirft hinaus, wer schneller ist.</numerusform>
    <numerusform>Das Senden dauert etwa %n Sekunden, denn er wirft hinaus, wer schneller ist.</numerusform>
   </translation>
  </message>
  <message>
   <source>Files can't be sent yet.</source>
   <translation>Dateien können noch nicht gesendet werden.</translation>
  </message>
  <message>
   <source>Files can't be sent yet, only the text of small text files.</source>
   <translation>Dateien können noch nicht gesendet werden, nur der Text kleiner Textdateien.</translation>
  </message>
  <message>
   <source>Not sent</source>
   <translation>Nicht gesendet</translation>
  </message>
 </context>
 <context>
  <name>PeoplePanel</name>
  <message>
   <source>Who is here is shown once you are in.</source>
   <translation>Wer hier ist, steht hier, sobald du im Raum bist.</translation>
  </message>
  <message>
   <source>People in this room</source>
   <translation>Leute in diesem Raum</translation>
  </message>
  <message numerus="yes">
   <source>%n people here</source>
   <translation>
    <numerusform>%n Person hier</numerusform>
    <numerusform>%n Leute hier</numerusform>
   </translation>
  </message>
  <message>
   <source>People</source>
   <translation>Leute</translation>
  </message>
 </context>
 <context>
  <name>PictureViewer</name>
  <message>
   <source>Picture: {about}</source>
   <translation>Bild: {about}</translation>
  </message>
  <message>
   <source>Save as…</source>
   <translation>Speichern unter …</translation>
  </message>
  <message>
   <source>Open link</source>
   <translation>Link öffnen</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>Schließen</translation>
  </message>
  <message>
   <source>Save picture</source>
   <translation>Bild speichern</translation>
  </message>
  <message>
   <source>Saved as {path}</source>
   <translation>Gespeichert als {path}</translation>
  </message>
  <message>
   <source>It could not be saved there: {why}</source>
   <translation>Dort konnte es nicht gespeichert werden: {why}</translation>
  </message>
 </context>
 <context>
  <name>Pictures</name>
  <message>
   <source>Show picture</source>
   <translation>Bild zeigen</translation>
  </message>
  <message>
   <source>Show preview</source>
   <translation>Vorschau zeigen</translation>
  </message>
  <message>
   <source>View larger</source>
   <translation>Größer ansehen</translation>
  </message>
  <message>
   <source>Try again</source>
   <translation>Noch einmal versuchen</translation>
  </message>
  <message>
   <source>Hide</source>
   <translation>Verbergen</translation>
  </message>
  <message>
   <source>Open link</source>
   <translation>Link öffnen</translation>
  </message>
  <message>
   <source>Copy link</source>
   <translation>Link kopieren</translation>
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
   <source>Shortcuts</source>
   <translation>Tastenkürzel</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>Schließen</translation>
  </message>
  <message>
   <source>Kept in {path}</source>
   <translation>Gespeichert in {path}</translation>
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
   <translation>Farbschema</translation>
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
   <translation>Kompakt: eine Zeile je Nachricht, keine Avatare</translation>
  </message>
  <message>
   <source>Show the pictures people chose for themselves</source>
   <translation>Bilder zeigen, die Leute für sich gewählt haben</translation>
  </message>
  <message>
   <source>They come from other servers, which then see that you are here.</source>
   <translation>Sie kommen von anderen Servern; die sehen dann, dass du hier bist.</translation>
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
   <source>Every message</source>
   <translation>Jede Nachricht</translation>
  </message>
  <message>
   <source>Mentions and direct messages</source>
   <translation>Erwähnungen und Direktnachrichten</translation>
  </message>
  <message>
   <source>Nothing</source>
   <translation>Nichts</translation>
  </message>
  <message>
   <source>Notify of</source>
   <translation>Benachrichtigen über</translation>
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
   <source>Each room can have a choice of its own, by the bell above the conversation.</source>
   <translation>Jeder Raum kann eine eigene Wahl haben: über die Glocke über dem Gespräch.</translation>
  </message>
  <message>
   <source>Let others see that I am typing</source>
   <translation>Andere sehen lassen, dass ich schreibe</translation>
  </message>
  <message>
   <source>Show when others are typing</source>
   <translation>Zeigen, wenn andere schreiben</translation>
  </message>
  <message>
   <source>Closing the window keeps Hubbub in the tray</source>
   <translation>Nach dem Schließen bleibt Hubbub im Infobereich</translation>
  </message>
  <message>
   <source>This desktop has no tray, so closing the window says goodbye and ends.</source>
   <translation>Dieser Desktop hat keinen Infobereich: Schließt du das Fenster, verabschiedet sich Hubbub und endet.</translation>
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
   <source>Edit your profile…</source>
   <translation>Dein Profil bearbeiten …</translation>
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
   <source>Show the picture from {host}</source>
   <translation>Das Bild von {host} zeigen</translation>
  </message>
  <message>
   <source>The picture can't be shown. {why}</source>
   <translation>Das Bild kann nicht gezeigt werden. {why}</translation>
  </message>
  <message>
   <source>bot</source>
   <translation>Bot</translation>
  </message>
  <message>
   <source>server operator</source>
   <translation>Serverbetreiber</translation>
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
   <translation>Verbunden von</translation>
  </message>
  <message>
   <source>Since</source>
   <translation>Online seit</translation>
  </message>
  <message>
   <source>Quiet for</source>
   <translation>Still seit</translation>
  </message>
  <message>
   <source>Secured</source>
   <translation>Verschlüsselt</translation>
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
   <source>↑ ↓ choose · Enter more · R reply · E react · P picture · Esc, or type: write</source>
   <translation>↑ ↓ wählen · Enter mehr · R antworten · E reagieren · P Bild · Esc oder tippen: schreiben</translation>
  </message>
  <message numerus="yes">
   <source>%n unread</source>
   <translation>
    <numerusform>%n ungelesen</numerusform>
    <numerusform>%n ungelesen</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n new</source>
   <translation>
    <numerusform>%n neu</numerusform>
    <numerusform>%n neu</numerusform>
   </translation>
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
  <message numerus="yes">
   <source>%n messages</source>
   <translation>
    <numerusform>%n Nachricht</numerusform>
    <numerusform>%n Nachrichten</numerusform>
   </translation>
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
  <name>ShortcutPage</name>
  <message>
   <source>Find an action or a key</source>
   <translation>Aktion oder Taste finden</translation>
  </message>
  <message>
   <source>Actions and their keys</source>
   <translation>Aktionen und ihre Tasten</translation>
  </message>
  <message>
   <source>Action</source>
   <translation>Aktion</translation>
  </message>
  <message>
   <source>Keys</source>
   <translation>Tasten</translation>
  </message>
  <message>
   <source>New key</source>
   <translation>Neue Taste</translation>
  </message>
  <message>
   <source>Use it here instead</source>
   <translation>Trotzdem hier verwenden</translation>
  </message>
  <message>
   <source>No key</source>
   <translation>Keine Taste</translation>
  </message>
  <message>
   <source>Reset</source>
   <translation>Zurücksetzen</translation>
  </message>
  <message>
   <source>Reset all</source>
   <translation>Alle zurücksetzen</translation>
  </message>
  <message>
   <source>Press the new key for “{action}”:</source>
   <translation>Drücke die neue Taste für „{action}“:</translation>
  </message>
  <message>
   <source>{key} already does “{action}”.</source>
   <translation>{key} gehört schon zu „{action}“.</translation>
  </message>
 </context>
 <context>
  <name>Shortcuts</name>
  <message>
   <source>{key} alone is needed for writing. Take it together with Ctrl or Alt.</source>
   <translation>{key} allein wird zum Schreiben gebraucht. Nimm Strg oder Alt dazu.</translation>
  </message>
  <message>
   <source>{key} is needed for editing text.</source>
   <translation>{key} wird zum Bearbeiten von Text gebraucht.</translation>
  </message>
  <message>
   <source>{key} opens the menu {menu}.</source>
   <translation>{key} öffnet das Menü {menu}.</translation>
  </message>
 </context>
 <context>
  <name>ShortcutsDialog</name>
  <message>
   <source>Keyboard shortcuts</source>
   <translation>Tastenkürzel</translation>
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
   <source>My last message again: to edit it, where the server can</source>
   <translation>Meine letzte Nachricht noch einmal: zum Ändern, wo der Server das kann</translation>
  </message>
  <message>
   <source>Esc</source>
   <translation>Esc</translation>
  </message>
  <message>
   <source>Cancel a reply or an edit</source>
   <translation>Antwort oder Bearbeitung abbrechen</translation>
  </message>
  <message>
   <source>In the conversation, after {key}</source>
   <translation>Im Gespräch, nach {key}</translation>
  </message>
  <message>
   <source>In the conversation</source>
   <translation>Im Gespräch</translation>
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
   <source>Show or hide the picture or preview</source>
   <translation>Bild oder Vorschau zeigen oder verbergen</translation>
  </message>
  <message>
   <source>What can be done with it</source>
   <translation>Was man damit tun kann</translation>
  </message>
  <message>
   <source>Ctrl+C</source>
   <translation>Strg+C</translation>
  </message>
  <message>
   <source>Copy</source>
   <translation>Kopieren</translation>
  </message>
  <message>
   <source>Back to the entry</source>
   <translation>Zurück zum Eingabefeld</translation>
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
  <message>
   <source>Loading older messages…</source>
   <translation>Ältere Nachrichten werden geladen …</translation>
  </message>
 </context>
 <context>
  <name>WaysIn</name>
  <message>
   <source>Key of {room}</source>
   <translation>Schlüssel von {room}</translation>
  </message>
  <message>
   <source>{room} is entered with a key:</source>
   <translation>{room} betritt man mit einem Schlüssel:</translation>
  </message>
 </context>
 <context>
  <name>Wiring</name>
  <message>
   <source>Delete this message for everyone? It can't be brought back.</source>
   <translation>Diese Nachricht für alle löschen? Sie lässt sich nicht zurückholen.</translation>
  </message>
  <message>
   <source>Delete for everyone</source>
   <translation>Für alle löschen</translation>
  </message>
  <message>
   <source>Delete</source>
   <translation>Löschen</translation>
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
   <source>As in the settings: {level}</source>
   <translation>Wie in den Einstellungen: {level}</translation>
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
   <source>This computer's keyring does not answer, so Hubbub asks for the password each time.</source>
   <translation>Der Schlüsselbund dieses Rechners antwortet nicht, darum fragt Hubbub jedes Mal nach dem Passwort.</translation>
  </message>
  <message>
   <source>This computer has no keyring, so Hubbub asks for the password each time.</source>
   <translation>Dieser Rechner hat keinen Schlüsselbund; Hubbub fragt jedes Mal nach dem Passwort.</translation>
  </message>
 </context>
 <context>
  <name>certificates</name>
  <message>
   <source>Issued by {issuer}, valid from {first} to {last}</source>
   <translation>Ausgestellt von {issuer}, gültig von {first} bis {last}</translation>
  </message>
 </context>
 <context>
  <name>connect</name>
  <message>
   <source>There is a password in this address. It was left out: whoever sees an address reads it. Type it here.</source>
   <translation>In dieser Adresse steht ein Passwort. Es wurde weggelassen, denn wer eine Adresse sieht, liest es. Gib es hier ein.</translation>
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
   <source>What is said here is shown once you are in.</source>
   <translation>Was hier gesagt wird, erscheint, sobald du drin bist.</translation>
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
  <name>media</name>
  <message>
   <source>{host} did not answer in time.</source>
   <translation>{host} hat nicht rechtzeitig geantwortet.</translation>
  </message>
  <message>
   <source>This is no address that can be shown.</source>
   <translation>Diese Adresse kann nicht gezeigt werden.</translation>
  </message>
  <message>
   <source>There is no server called {host}.</source>
   <translation>Es gibt keinen Server namens {host}.</translation>
  </message>
  <message>
   <source>{host} is not on the public internet, so it is left alone.</source>
   <translation>{host} ist nicht im öffentlichen Internet und wird daher nicht gefragt.</translation>
  </message>
  <message>
   <source>There is nothing that can be shown here, only a link to open.</source>
   <translation>Hier gibt es nichts zu zeigen, nur einen Link zum Öffnen.</translation>
  </message>
  <message>
   <source>{host} only sends us on to somewhere else.</source>
   <translation>{host} schickt uns nur immer weiter.</translation>
  </message>
  <message>
   <source>{host} sends us on to an address that is not secure.</source>
   <translation>{host} schickt uns zu einer Adresse weiter, die nicht sicher ist.</translation>
  </message>
  <message>
   <source>It is larger than 1 MiB.</source>
   <translation>Es ist größer als 1 MiB.</translation>
  </message>
  <message>
   <source>It is not there any more.</source>
   <translation>Es ist nicht mehr da.</translation>
  </message>
  <message>
   <source>{host} shows it to its own people only.</source>
   <translation>{host} zeigt es nur den eigenen Leuten.</translation>
  </message>
  <message>
   <source>{host} could not give it.</source>
   <translation>{host} konnte es nicht liefern.</translation>
  </message>
  <message>
   <source>Nobody answers at {host}.</source>
   <translation>Bei {host} antwortet niemand.</translation>
  </message>
  <message>
   <source>{host} can't prove that it is {host}.</source>
   <translation>{host} kann nicht beweisen, dass es {host} ist.</translation>
  </message>
  <message>
   <source>The connection to {host} failed.</source>
   <translation>Die Verbindung zu {host} ist gescheitert.</translation>
  </message>
  <message>
   <source>The page says nothing about itself.</source>
   <translation>Die Seite sagt nichts über sich.</translation>
  </message>
  <message>
   <source>It is no picture that can be shown: broken, or very large.</source>
   <translation>Das ist kein Bild, das gezeigt werden kann: beschädigt oder sehr groß.</translation>
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
   <translation>Admins</translation>
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
   <translation>Mit Rederecht</translation>
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
  <name>presence</name>
  <message>
   <source>Not connected</source>
   <translation>Nicht verbunden</translation>
  </message>
  <message>
   <source>Online</source>
   <translation>Online</translation>
  </message>
  <message>
   <source>Away: {text}</source>
   <translation>Abwesend: {text}</translation>
  </message>
  <message>
   <source>Away</source>
   <translation>Abwesend</translation>
  </message>
 </context>
 <context>
  <name>profile</name>
  <message numerus="yes">
   <source>%n minutes</source>
   <translation>
    <numerusform>%n Minute</numerusform>
    <numerusform>%n Minuten</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n hours</source>
   <translation>
    <numerusform>%n Stunde</numerusform>
    <numerusform>%n Stunden</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n days</source>
   <translation>
    <numerusform>%n Tag</numerusform>
    <numerusform>%n Tagen</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>rooms</name>
  <message numerus="yes">
   <source>%n unread</source>
   <translation>
    <numerusform>%n ungelesen</numerusform>
    <numerusform>%n ungelesen</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n mentions</source>
   <translation>
    <numerusform>%n Erwähnung</numerusform>
    <numerusform>%n Erwähnungen</numerusform>
   </translation>
  </message>
  <message>
   <source>muted</source>
   <translation>stumm</translation>
  </message>
 </context>
 <context>
  <name>session</name>
  <message>
   <source>The server sent more at once than this program keeps, so the connection was closed.</source>
   <translation>Der Server hat auf einmal mehr geschickt, als dieses Programm aufbewahrt; die Verbindung wurde darum beendet.</translation>
  </message>
  <message>
   <source>The server sent more at once than this program keeps; some of it is left out.</source>
   <translation>Der Server hat auf einmal mehr geschickt, als dieses Programm aufbewahrt; ein Teil davon fehlt.</translation>
  </message>
  <message>
   <source>Modes of {room}: {modes}</source>
   <translation>Modi von {room}: {modes}</translation>
  </message>
  <message>
   <source>There is no command /{name}. /help lists them; to say it, type //{name}.</source>
   <translation>Es gibt keinen Befehl /{name}. /help zählt sie auf; um es zu sagen, gib //{name} ein.</translation>
  </message>
  <message>
   <source>/away [REASON]</source>
   <translation>/away [GRUND]</translation>
  </message>
  <message>
   <source>Say that you are away.</source>
   <translation>Sagen, dass du abwesend bist.</translation>
  </message>
  <message>
   <source>/back</source>
   <translation>/back</translation>
  </message>
  <message>
   <source>Say that you are here again.</source>
   <translation>Sagen, dass du wieder da bist.</translation>
  </message>
  <message>
   <source>/ban NICK|MASK</source>
   <translation>/ban NAME|MASKE</translation>
  </message>
  <message>
   <source>Keep somebody out of this room.</source>
   <translation>Jemanden aus diesem Raum fernhalten.</translation>
  </message>
  <message>
   <source>/cs TEXT</source>
   <translation>/cs TEXT</translation>
  </message>
  <message>
   <source>Talk to ChanServ, who looks after rooms.</source>
   <translation>Mit ChanServ reden, der sich um Räume kümmert.</translation>
  </message>
  <message>
   <source>/deop NICK</source>
   <translation>/deop NAME</translation>
  </message>
  <message>
   <source>Take the operator role from somebody.</source>
   <translation>Jemandem die Operatorrolle nehmen.</translation>
  </message>
  <message>
   <source>/devoice NICK</source>
   <translation>/devoice NAME</translation>
  </message>
  <message>
   <source>Take the voice from somebody.</source>
   <translation>Jemandem das Rederecht nehmen.</translation>
  </message>
  <message>
   <source>/help [COMMAND]</source>
   <translation>/help [BEFEHL]</translation>
  </message>
  <message>
   <source>List the commands, or explain one.</source>
   <translation>Die Befehle aufzählen oder einen erklären.</translation>
  </message>
  <message>
   <source>/invite NICK [#ROOM]</source>
   <translation>/invite NAME [#RAUM]</translation>
  </message>
  <message>
   <source>Ask somebody into a room.</source>
   <translation>Jemanden in einen Raum einladen.</translation>
  </message>
  <message>
   <source>/join #ROOM [KEY]</source>
   <translation>/join #RAUM [SCHLÜSSEL]</translation>
  </message>
  <message>
   <source>Go into a room.</source>
   <translation>Einem Raum beitreten.</translation>
  </message>
  <message>
   <source>/kick [#ROOM] NICK [REASON]</source>
   <translation>/kick [#RAUM] NAME [GRUND]</translation>
  </message>
  <message>
   <source>Remove somebody from a room.</source>
   <translation>Jemanden aus einem Raum entfernen.</translation>
  </message>
  <message>
   <source>/list</source>
   <translation>/list</translation>
  </message>
  <message>
   <source>List the rooms of the server.</source>
   <translation>Die Räume des Servers aufzählen.</translation>
  </message>
  <message>
   <source>/me TEXT</source>
   <translation>/me TEXT</translation>
  </message>
  <message>
   <source>Say what you do.</source>
   <translation>Sagen, was du tust.</translation>
  </message>
  <message>
   <source>/mode [TARGET] [MODES]</source>
   <translation>/mode [ZIEL] [MODI]</translation>
  </message>
  <message>
   <source>Show or change modes.</source>
   <translation>Modi zeigen oder ändern.</translation>
  </message>
  <message>
   <source>/msg NICK TEXT</source>
   <translation>/msg NAME TEXT</translation>
  </message>
  <message>
   <source>Write to one person.</source>
   <translation>Einer Person schreiben.</translation>
  </message>
  <message>
   <source>/names [#ROOM]</source>
   <translation>/names [#RAUM]</translation>
  </message>
  <message>
   <source>Say who is in a room.</source>
   <translation>Sagen, wer in einem Raum ist.</translation>
  </message>
  <message>
   <source>/nick NAME</source>
   <translation>/nick NAME</translation>
  </message>
  <message>
   <source>Change your nickname.</source>
   <translation>Deinen Namen ändern.</translation>
  </message>
  <message>
   <source>/notice NICK TEXT</source>
   <translation>/notice NAME TEXT</translation>
  </message>
  <message>
   <source>Write a notice.</source>
   <translation>Einen Hinweis schreiben.</translation>
  </message>
  <message>
   <source>/ns TEXT</source>
   <translation>/ns TEXT</translation>
  </message>
  <message>
   <source>Talk to NickServ, who looks after accounts.</source>
   <translation>Mit NickServ reden, der sich um Konten kümmert.</translation>
  </message>
  <message>
   <source>/op NICK</source>
   <translation>/op NAME</translation>
  </message>
  <message>
   <source>Make somebody an operator of this room.</source>
   <translation>Jemanden zum Operator dieses Raums machen.</translation>
  </message>
  <message>
   <source>/part [#ROOM] [MESSAGE]</source>
   <translation>/part [#RAUM] [NACHRICHT]</translation>
  </message>
  <message>
   <source>Leave a room.</source>
   <translation>Einen Raum verlassen.</translation>
  </message>
  <message>
   <source>/query NICK [TEXT]</source>
   <translation>/query NAME [TEXT]</translation>
  </message>
  <message>
   <source>Open a conversation with one person.</source>
   <translation>Ein Gespräch mit einer Person öffnen.</translation>
  </message>
  <message>
   <source>/quit [MESSAGE]</source>
   <translation>/quit [NACHRICHT]</translation>
  </message>
  <message>
   <source>Say goodbye and leave.</source>
   <translation>Sich verabschieden und gehen.</translation>
  </message>
  <message>
   <source>/raw COMMAND [PARAMETERS]</source>
   <translation>/raw BEFEHL [PARAMETER]</translation>
  </message>
  <message>
   <source>Send a line of the protocol as it is.</source>
   <translation>Eine Zeile des Protokolls senden, wie sie ist.</translation>
  </message>
  <message>
   <source>/say TEXT</source>
   <translation>/say TEXT</translation>
  </message>
  <message>
   <source>Say a text, even one that begins with /.</source>
   <translation>Einen Text sagen, auch einen, der mit / beginnt.</translation>
  </message>
  <message>
   <source>/search [from:NICK] [in:#ROOM] WORDS</source>
   <translation>/search [from:NAME] [in:#RAUM] WÖRTER</translation>
  </message>
  <message>
   <source>Find messages.</source>
   <translation>Nachrichten suchen.</translation>
  </message>
  <message>
   <source>/setname NAME</source>
   <translation>/setname NAME</translation>
  </message>
  <message>
   <source>Change your real name.</source>
   <translation>Deinen richtigen Namen ändern.</translation>
  </message>
  <message>
   <source>/shrug [TEXT]</source>
   <translation>/shrug [TEXT]</translation>
  </message>
  <message>
   <source>/topic [#ROOM] [TEXT]</source>
   <translation>/topic [#RAUM] [TEXT]</translation>
  </message>
  <message>
   <source>Show or change what a room is about.</source>
   <translation>Zeigen oder ändern, worum es in einem Raum geht.</translation>
  </message>
  <message>
   <source>/voice NICK</source>
   <translation>/voice NAME</translation>
  </message>
  <message>
   <source>Give somebody voice in this room.</source>
   <translation>Jemandem Rederecht in diesem Raum geben.</translation>
  </message>
  <message>
   <source>/whois NICK</source>
   <translation>/whois NAME</translation>
  </message>
  <message>
   <source>Tell about a person.</source>
   <translation>Über eine Person Auskunft geben.</translation>
  </message>
  <message>
   <source>/{name} takes one line. To say all of this, type / before it.</source>
   <translation>/{name} nimmt eine Zeile. Um all das zu sagen, setze / davor.</translation>
  </message>
  <message>
   <source>In {room}: {names}</source>
   <translation>In {room}: {names}</translation>
  </message>
  <message>
   <source>In {room}: nobody that we know of</source>
   <translation>In {room}: niemand, von dem wir wüssten</translation>
  </message>
  <message>
   <source>There is no command /{name}.</source>
   <translation>Es gibt keinen Befehl /{name}.</translation>
  </message>
  <message>
   <source>Use it like this: {usage}</source>
   <translation>So geht es: {usage}</translation>
  </message>
  <message>
   <source>Topic of {room}: {topic}</source>
   <translation>Thema von {room}: {topic}</translation>
  </message>
  <message>
   <source>{room} has no topic.</source>
   <translation>{room} hat kein Thema.</translation>
  </message>
  <message>
   <source>{usage} — {help}</source>
   <translation>{usage} — {help}</translation>
  </message>
  <message>
   <source>The connection to the server was lost.</source>
   <translation>Die Verbindung zum Server ging verloren.</translation>
  </message>
  <message>
   <source>The server closed the connection: {reason}</source>
   <translation>Der Server hat die Verbindung geschlossen: {reason}</translation>
  </message>
  <message>
   <source>This port takes encrypted connections only: use an address that begins with ircs://.</source>
   <translation>Dieser Port nimmt nur verschlüsselte Verbindungen an: nimm eine Adresse, die mit ircs:// beginnt.</translation>
  </message>
  <message>
   <source>The server closed the connection without a word. Perhaps it wants an encrypted one: an address that begins with ircs://.</source>
   <translation>Der Server hat die Verbindung wortlos geschlossen. Vielleicht möchte er eine verschlüsselte: eine Adresse, die mit ircs:// beginnt.</translation>
  </message>
  <message>
   <source>The server does not answer. Perhaps this is no chat server, or its port takes encrypted connections only (ircs://).</source>
   <translation>Der Server antwortet nicht. Vielleicht ist das kein Chatserver, oder sein Port nimmt nur verschlüsselte Verbindungen an (ircs://).</translation>
  </message>
  <message>
   <source>The server does not answer.</source>
   <translation>Der Server antwortet nicht.</translation>
  </message>
  <message>
   <source>The connection was lost: the server does not answer.</source>
   <translation>Die Verbindung ging verloren: Der Server antwortet nicht.</translation>
  </message>
  <message>
   <source>That cannot be sent: it is too long, or has characters the server does not take.</source>
   <translation>Das lässt sich nicht senden: Es ist zu lang oder hat Zeichen, die der Server nicht nimmt.</translation>
  </message>
  <message>
   <source>Too much is waiting to be sent; that was left out.</source>
   <translation>Es wartet schon zu viel aufs Senden; das wurde ausgelassen.</translation>
  </message>
  <message>
   <source>The server asks without end and reads no answer, so the connection was closed.</source>
   <translation>Der Server fragt ohne Ende und liest keine Antwort; die Verbindung wurde darum beendet.</translation>
  </message>
  <message>
   <source>You are banned from this server: {text}</source>
   <translation>Du bist von diesem Server verbannt: {text}</translation>
  </message>
  <message>
   <source>That message can't be found any more.</source>
   <translation>Diese Nachricht ist nicht mehr zu finden.</translation>
  </message>
  <message>
   <source>You were away. This server keeps no history, so messages may be missing here.</source>
   <translation>Du warst weg. Dieser Server bewahrt keinen Verlauf auf; hier können Nachrichten fehlen.</translation>
  </message>
  <message>
   <source>Deleted by {nick}: {reason}</source>
   <translation>Von {nick} gelöscht: {reason}</translation>
  </message>
  <message>
   <source>Deleted by {nick}</source>
   <translation>Von {nick} gelöscht</translation>
  </message>
  <message>
   <source>The server wants a nickname.</source>
   <translation>Der Server möchte einen Namen.</translation>
  </message>
  <message>
   <source>The server does not allow the nickname {nick}.</source>
   <translation>Der Server erlaubt den Namen {nick} nicht.</translation>
  </message>
  <message>
   <source>The nickname {nick} is taken here.</source>
   <translation>Der Name {nick} ist hier vergeben.</translation>
  </message>
  <message>
   <source>The nickname {nick} cannot be used right now.</source>
   <translation>Der Name {nick} ist gerade nicht zu haben.</translation>
  </message>
  <message>
   <source>This server does not offer logging in.</source>
   <translation>Auf diesem Server kann man sich nicht anmelden.</translation>
  </message>
  <message>
   <source>The server does not accept this account and password.</source>
   <translation>Der Server nimmt dieses Konto und Passwort nicht an.</translation>
  </message>
  <message>
   <source>The server could not prove that it knows your password. It may not be the server you think; the login was stopped.</source>
   <translation>Der Server konnte nicht beweisen, dass er dein Passwort kennt. Vielleicht ist er nicht der, für den du ihn hältst; die Anmeldung wurde abgebrochen.</translation>
  </message>
  <message>
   <source>The login was stopped: the server asks for far more work than a password needs.</source>
   <translation>Die Anmeldung wurde abgebrochen: Der Server verlangt viel mehr Rechenarbeit, als ein Passwort braucht.</translation>
  </message>
  <message>
   <source>The password was not sent: this connection is not encrypted. Use an address that begins with ircs://.</source>
   <translation>Das Passwort wurde nicht gesendet: Diese Verbindung ist nicht verschlüsselt. Nimm eine Adresse, die mit ircs:// beginnt.</translation>
  </message>
  <message>
   <source>This server does not offer registering an account here.</source>
   <translation>Auf diesem Server kann man hier kein Konto anlegen.</translation>
  </message>
  <message>
   <source>A code was sent to you; enter it to finish.</source>
   <translation>Dir wurde ein Code geschickt; gib ihn ein, um fertig zu werden.</translation>
  </message>
  <message>
   <source>The account {account} is registered.</source>
   <translation>Das Konto {account} ist angelegt.</translation>
  </message>
  <message>
   <source>Reactions are not possible here.</source>
   <translation>Reaktionen gehen hier nicht.</translation>
  </message>
  <message>
   <source>This server cannot delete messages.</source>
   <translation>Dieser Server kann keine Nachrichten löschen.</translation>
  </message>
  <message>
   <source>{nick} is away: {text}</source>
   <translation>{nick} ist nicht da: {text}</translation>
  </message>
  <message>
   <source>Your real name is {name} now.</source>
   <translation>Dein wirklicher Name ist jetzt {name}.</translation>
  </message>
  <message>
   <source>You are not connected.</source>
   <translation>Du bist nicht verbunden.</translation>
  </message>
  <message>
   <source>This server keeps no profile.</source>
   <translation>Dieser Server bewahrt kein Profil auf.</translation>
  </message>
  <message>
   <source>The server keeps no more entries of you.</source>
   <translation>Der Server behält keine weiteren Einträge von dir.</translation>
  </message>
  <message>
   <source>The server has not answered the last changes yet.</source>
   <translation>Der Server hat die letzten Änderungen noch nicht beantwortet.</translation>
  </message>
  <message>
   <source>Those were many changes at once. Wait a little and try again.</source>
   <translation>Das waren viele Änderungen auf einmal. Warte ein wenig und versuche es noch einmal.</translation>
  </message>
  <message>
   <source>That is too long for the server.</source>
   <translation>Das ist dem Server zu lang.</translation>
  </message>
  <message>
   <source>This server has a password. Without it nobody gets in.</source>
   <translation>Dieser Server hat ein Passwort. Ohne das kommt niemand hinein.</translation>
  </message>
  <message>
   <source>The server does not accept this password.</source>
   <translation>Der Server nimmt dieses Passwort nicht an.</translation>
  </message>
  <message>
   <source>The server's password was not sent: this connection is not encrypted. An address that begins with ircs:// is.</source>
   <translation>Das Passwort des Servers wurde nicht gesendet: Diese Verbindung ist nicht verschlüsselt. Mit einer Adresse, die mit ircs:// beginnt, ist sie es.</translation>
  </message>
  <message>
   <source>Nobody here is called {what}.</source>
   <translation>Hier heißt niemand {what}.</translation>
  </message>
  <message>
   <source>There is no server called {what}.</source>
   <translation>Es gibt keinen Server namens {what}.</translation>
  </message>
  <message>
   <source>There is no room called {what}.</source>
   <translation>Es gibt keinen Raum namens {what}.</translation>
  </message>
  <message>
   <source>You cannot talk in {what}: {text}</source>
   <translation>Du kannst in {what} nicht reden: {text}</translation>
  </message>
  <message>
   <source>You are in too many rooms to join {what}.</source>
   <translation>Du bist in zu vielen Räumen, um {what} beizutreten.</translation>
  </message>
  <message>
   <source>Nobody here was called {what}.</source>
   <translation>Hier hieß niemand {what}.</translation>
  </message>
  <message>
   <source>The server does not know the command {what}.</source>
   <translation>Der Server kennt den Befehl {what} nicht.</translation>
  </message>
  <message>
   <source>{what} is not in {where}.</source>
   <translation>{what} ist nicht in {where}.</translation>
  </message>
  <message>
   <source>You are not in {what}.</source>
   <translation>Du bist nicht in {what}.</translation>
  </message>
  <message>
   <source>{what} is in {where} already.</source>
   <translation>{what} ist schon in {where}.</translation>
  </message>
  <message>
   <source>The command {what} needs more than that.</source>
   <translation>Der Befehl {what} braucht mehr als das.</translation>
  </message>
  <message>
   <source>{what} has a key already.</source>
   <translation>{what} hat schon einen Schlüssel.</translation>
  </message>
  <message>
   <source>{what} is full.</source>
   <translation>{what} ist voll.</translation>
  </message>
  <message>
   <source>The server does not know the mode {what}.</source>
   <translation>Der Server kennt den Modus {what} nicht.</translation>
  </message>
  <message>
   <source>{what} is by invitation only.</source>
   <translation>In {what} kommt man nur mit Einladung.</translation>
  </message>
  <message>
   <source>You are banned from {what}.</source>
   <translation>Du bist aus {what} verbannt.</translation>
  </message>
  <message>
   <source>{what} needs a key: /join {what} KEY</source>
   <translation>{what} braucht einen Schlüssel: /join {what} SCHLÜSSEL</translation>
  </message>
  <message>
   <source>{what} is not a name a room can have.</source>
   <translation>{what} kann kein Raum heißen.</translation>
  </message>
  <message>
   <source>{what} is for registered accounts only. Register or log in first.</source>
   <translation>{what} ist nur für angelegte Konten. Lege erst eins an oder melde dich an.</translation>
  </message>
  <message>
   <source>Only the server's operators can do that.</source>
   <translation>Das können nur die Betreiber des Servers.</translation>
  </message>
  <message>
   <source>Only operators of {what} can do that.</source>
   <translation>Das können nur Operatoren von {what}.</translation>
  </message>
  <message>
   <source>{what} is for encrypted connections only.</source>
   <translation>{what} ist nur für verschlüsselte Verbindungen.</translation>
  </message>
  <message>
   <source>The server refused that ({code}).</source>
   <translation>Der Server hat das abgelehnt ({code}).</translation>
  </message>
  <message>
   <source>{nick} invites you to {room}. To go there: /join {room}</source>
   <translation>{nick} lädt dich in {room} ein. So kommst du hin: /join {room}</translation>
  </message>
  <message>
   <source>{old} is called {new} now.</source>
   <translation>{old} heißt jetzt {new}.</translation>
  </message>
  <message>
   <source>The server keeps changing how it compares names, so the connection was closed.</source>
   <translation>Der Server ändert immer wieder, wie er Namen vergleicht; die Verbindung wurde darum beendet.</translation>
  </message>
  <message>
   <source>Nothing was found.</source>
   <translation>Nichts gefunden.</translation>
  </message>
  <message>
   <source>Type a word to look for, or from:nick.</source>
   <translation>Gib ein Wort ein, das du suchst, oder from:name.</translation>
  </message>
  <message>
   <source>The server did not confirm this message in time.</source>
   <translation>Der Server hat diese Nachricht nicht rechtzeitig bestätigt.</translation>
  </message>
  <message>
   <source>The connection broke before the server confirmed this message; it may have arrived.</source>
   <translation>Die Verbindung brach ab, bevor der Server diese Nachricht bestätigt hat; vielleicht ist sie angekommen.</translation>
  </message>
  <message>
   <source>Nobody listens here. Join a room with /join #room, or open a conversation with /query nick.</source>
   <translation>Hier hört niemand zu. Tritt mit /join #raum einem Raum bei oder öffne mit /query name ein Gespräch.</translation>
  </message>
  <message>
   <source>You are not in {room}. Join it to talk there: /join {room}</source>
   <translation>Du bist nicht in {room}. Tritt bei, um dort zu reden: /join {room}</translation>
  </message>
  <message>
   <source>That would be {number} messages, and no more than {most} may wait to be sent.</source>
   <translation>Das wären {number} Nachrichten, und mehr als {most} können nicht aufs Senden warten.</translation>
  </message>
  <message>
   <source>That cannot be sent as a message.</source>
   <translation>Das lässt sich nicht als Nachricht senden.</translation>
  </message>
  <message>
   <source>That is not an address of a chat server. Examples: chat.example.org, ircs://chat.example.org:6697/#room</source>
   <translation>Das ist keine Adresse eines Chatservers. Beispiele: chat.example.org, ircs://chat.example.org:6697/#raum</translation>
  </message>
  <message>
   <source>Messages are no longer kept on this computer: {why}</source>
   <translation>Nachrichten werden auf diesem Rechner nicht mehr aufbewahrt: {why}</translation>
  </message>
  <message>
   <source>Messages are no longer kept on this computer: the store is closed.</source>
   <translation>Nachrichten werden auf diesem Rechner nicht mehr aufbewahrt: Der Speicher ist geschlossen.</translation>
  </message>
  <message>
   <source>The local message store at {path} cannot be opened: {error}.</source>
   <translation>Der Nachrichtenspeicher {path} lässt sich nicht öffnen: {error}.</translation>
  </message>
  <message>
   <source>Switching to an encrypted connection, as the server asks.</source>
   <translation>Wechsel zu einer verschlüsselten Verbindung, wie der Server es verlangt.</translation>
  </message>
 </context>
 <context>
  <name>timeline</name>
  <message>
   <source>a picture, not shown</source>
   <translation>ein Bild, nicht gezeigt</translation>
  </message>
  <message>
   <source>a picture, loading</source>
   <translation>ein Bild, wird geladen</translation>
  </message>
  <message>
   <source>a picture, shown</source>
   <translation>ein Bild, gezeigt</translation>
  </message>
  <message>
   <source>Show picture</source>
   <translation>Bild zeigen</translation>
  </message>
  <message>
   <source>Loading from {host}…</source>
   <translation>Wird von {host} geladen …</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <source>Try again</source>
   <translation>Erneut versuchen</translation>
  </message>
  <message>
   <source>Open link</source>
   <translation>Link öffnen</translation>
  </message>
  <message>
   <source>Hide</source>
   <translation>Verbergen</translation>
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
   <source>d MMM HH:mm</source>
   <translation>d. MMM HH:mm</translation>
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
   <translation>bearbeitet</translation>
  </message>
  <message>
   <source>{nick} joined</source>
   <translation>{nick} ist beigetreten</translation>
  </message>
  <message>
   <source>{nick} left</source>
   <translation>{nick} ist gegangen</translation>
  </message>
  <message>
   <source>{nick} is now {new}</source>
   <translation>{nick} heißt jetzt {new}</translation>
  </message>
  <message>
   <source>{nick} set the topic: {topic}</source>
   <translation>{nick} hat das Thema festgelegt: {topic}</translation>
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
   <source>dddd, d MMMM</source>
   <translation>dddd, d. MMMM</translation>
  </message>
  <message>
   <source>dddd, d MMMM yyyy</source>
   <translation>dddd, d. MMMM yyyy</translation>
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
   <translation>(bearbeitet)</translation>
  </message>
  <message>
   <source>This message was deleted.</source>
   <translation>Diese Nachricht wurde gelöscht.</translation>
  </message>
  <message numerus="yes">
   <source>{people} joined</source>
   <translation>
    <numerusform>{people} ist beigetreten</numerusform>
    <numerusform>{people} sind beigetreten</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{people} left</source>
   <translation>
    <numerusform>{people} ist gegangen</numerusform>
    <numerusform>{people} sind gegangen</numerusform>
   </translation>
  </message>
  <message>
   <source> and </source>
   <translation> und </translation>
  </message>
  <message numerus="yes">
   <source>{some} and %n others</source>
   <translation>
    <numerusform>{some} und eine weitere Person</numerusform>
    <numerusform>{some} und %n weitere</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>transport</name>
  <message>
   <source>This computer's Qt has no TLS, so the connection can't be secured.</source>
   <translation>Das Qt dieses Rechners kann kein TLS; die Verbindung lässt sich nicht sichern.</translation>
  </message>
  <message>
   <source>{where} does not answer in TLS. Perhaps this port takes connections without encryption only (irc://).</source>
   <translation>{where} antwortet nicht mit TLS. Vielleicht nimmt dieser Port nur unverschlüsselte Verbindungen an (irc://).</translation>
  </message>
  <message>
   <source>{where} did not answer in time.</source>
   <translation>{where} hat nicht rechtzeitig geantwortet.</translation>
  </message>
  <message>
   <source>{host} can't prove that it is {host}: {why}</source>
   <translation>{host} kann nicht beweisen, {host} zu sein: {why}</translation>
  </message>
  <message>
   <source>{host} shows another certificate than the one you trusted. Be careful.</source>
   <translation>{host} zeigt ein anderes Zertifikat als das, dem du vertraut hast. Vorsicht.</translation>
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
   <source>The server closed the connection.</source>
   <translation>Der Server hat die Verbindung geschlossen.</translation>
  </message>
  <message>
   <source>The network is not reachable.</source>
   <translation>Das Netz ist nicht erreichbar.</translation>
  </message>
  <message>
   <source>No secure connection to {where} is possible ({detail}). Perhaps this port takes connections without encryption only (irc://).</source>
   <translation>Keine sichere Verbindung zu {where} möglich ({detail}). Vielleicht nimmt dieser Port nur unverschlüsselte Verbindungen an (irc://).</translation>
  </message>
  <message>
   <source>The connection to {where} failed: {detail}</source>
   <translation>Die Verbindung zu {where} ist fehlgeschlagen: {detail}</translation>
  </message>
 </context>
</TS>
