<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<!-- SPDX-License-Identifier: GPL-3.0-or-later -->
<TS version="2.1" language="es" sourcelanguage="en">
 <context>
  <name>AccountDialog</name>
  <message>
   <source>Your account — Hubbub</source>
   <translation>Tu cuenta — Hubbub</translation>
  </message>
  <message>
   <source>Only if the server wants one</source>
   <translation>Solo si el servidor lo pide</translation>
  </message>
  <message>
   <source>Keep it in this computer's keyring</source>
   <translation>Guardarla en el llavero del equipo</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>Cerrar</translation>
  </message>
  <message>
   <source>&amp;Account</source>
   <translation>&amp;Cuenta</translation>
  </message>
  <message>
   <source>&amp;Password</source>
   <translation>C&amp;ontraseña</translation>
  </message>
  <message>
   <source>&amp;Email</source>
   <translation>Corr&amp;eo</translation>
  </message>
  <message>
   <source>&amp;Code</source>
   <translation>Có&amp;digo</translation>
  </message>
  <message>
   <source>Log in</source>
   <translation>Iniciar sesión</translation>
  </message>
  <message>
   <source>With an account on {network} your nickname is yours.</source>
   <translation>Con una cuenta en {network} tu apodo es tuyo.</translation>
  </message>
  <message>
   <source>Register an account</source>
   <translation>Crear una cuenta</translation>
  </message>
  <message>
   <source>Register</source>
   <translation>Crear</translation>
  </message>
  <message>
   <source>Your nickname on {network} is yours from then on. Choose a password.</source>
   <translation>Desde entonces tu apodo en {network} será tuyo. Elige una contraseña.</translation>
  </message>
  <message>
   <source>I have an account</source>
   <translation>Ya tengo una cuenta</translation>
  </message>
  <message>
   <source>Enter the code</source>
   <translation>Introduce el código</translation>
  </message>
  <message>
   <source>Confirm</source>
   <translation>Confirmar</translation>
  </message>
  <message>
   <source>The server wants a code before the account works.</source>
   <translation>El servidor pide un código antes de activar la cuenta.</translation>
  </message>
  <message>
   <source>You are logged in</source>
   <translation>Has iniciado sesión</translation>
  </message>
  <message>
   <source>Log out</source>
   <translation>Cerrar sesión</translation>
  </message>
  <message>
   <source>On {network} you are {account}.</source>
   <translation>En {network} eres {account}.</translation>
  </message>
 </context>
 <context>
  <name>Accounts</name>
  <message>
   <source>This server has no accounts.</source>
   <translation>Este servidor no tiene cuentas.</translation>
  </message>
  <message>
   <source>Log in to go to {host}.</source>
   <translation>Inicia sesión para ir a {host}.</translation>
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
   <translation>Enviar</translation>
  </message>
  <message>
   <source>Send (Enter)</source>
   <translation>Enviar (Intro)</translation>
  </message>
  <message>
   <source>Emoji (Ctrl+E)</source>
   <translation>Emoji (Ctrl+E)</translation>
  </message>
  <message>
   <source>Emoji</source>
   <translation>Emoji</translation>
  </message>
  <message>
   <source>Cancel (Esc)</source>
   <translation>Cancelar (Esc)</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>Cancelar</translation>
  </message>
  <message>
   <source>Message {room}</source>
   <translation>Mensaje para {room}</translation>
  </message>
  <message>
   <source>Reply to {nick}</source>
   <translation>Responder a {nick}</translation>
  </message>
  <message>
   <source>Edit your message</source>
   <translation>Editar tu mensaje</translation>
  </message>
  <message>
   <source>{nick} is typing…</source>
   <translation>{nick} está escribiendo…</translation>
  </message>
  <message>
   <source>{nicks} are typing…</source>
   <translation>{nicks} están escribiendo…</translation>
  </message>
  <message>
   <source>Several people are typing…</source>
   <translation>Varias personas están escribiendo…</translation>
  </message>
 </context>
 <context>
  <name>ConnectDialog</name>
  <message>
   <source>Join a room — Hubbub</source>
   <translation>Entrar en una sala — Hubbub</translation>
  </message>
  <message>
   <source>How others will see you</source>
   <translation>Así te verán los demás</translation>
  </message>
  <message>
   <source>Only if you have one</source>
   <translation>Solo si tienes una</translation>
  </message>
  <message>
   <source>Keep it in this computer's keyring</source>
   <translation>Guardarla en el llavero del equipo</translation>
  </message>
  <message>
   <source>OK</source>
   <translation>Aceptar</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>Cancelar</translation>
  </message>
  <message>
   <source>This nickname is mine: log in</source>
   <translation>Este apodo es mío: iniciar sesión</translation>
  </message>
  <message>
   <source>Trust this certificate from now on</source>
   <translation>Confiar en este certificado desde ahora</translation>
  </message>
  <message>
   <source>&amp;Nickname</source>
   <translation>&amp;Apodo</translation>
  </message>
  <message>
   <source>&amp;Server</source>
   <translation>&amp;Servidor</translation>
  </message>
  <message>
   <source>&amp;Account</source>
   <translation>&amp;Cuenta</translation>
  </message>
  <message>
   <source>&amp;Password</source>
   <translation>C&amp;ontraseña</translation>
  </message>
  <message>
   <source>Welcome to Hubbub</source>
   <translation>Te damos la bienvenida a Hubbub</translation>
  </message>
  <message>
   <source>Choose a nickname to join the conversation.</source>
   <translation>Elige un apodo para unirte a la conversación.</translation>
  </message>
  <message>
   <source>Change a network — Hubbub</source>
   <translation>Cambiar una red — Hubbub</translation>
  </message>
  <message>
   <source>Add a network — Hubbub</source>
   <translation>Añadir una red — Hubbub</translation>
  </message>
  <message>
   <source>Change this network</source>
   <translation>Cambiar esta red</translation>
  </message>
  <message>
   <source>Another network</source>
   <translation>Otra red</translation>
  </message>
  <message>
   <source>It is connected anew with what you change.</source>
   <translation>Se vuelve a conectar con lo que cambies.</translation>
  </message>
  <message>
   <source>Where is it, and who are you there? Any IRC server will do.</source>
   <translation>¿Dónde está y quién eres allí? Sirve cualquier servidor IRC.</translation>
  </message>
  <message>
   <source>Its certificate is {print}. Does its operator say the same?</source>
   <translation>Su certificado es {print}. ¿Dice lo mismo quien lo administra?</translation>
  </message>
  <message>
   <source>Connecting…</source>
   <translation>Conectando…</translation>
  </message>
  <message>
   <source>A nickname has no spaces and none of , * ? ! @</source>
   <translation>Un apodo no lleva espacios ni , * ? ! @</translation>
  </message>
  <message>
   <source>Hide server</source>
   <translation>Ocultar el servidor</translation>
  </message>
  <message>
   <source>Server: {address}</source>
   <translation>Servidor: {address}</translation>
  </message>
 </context>
 <context>
  <name>Conversations</name>
  <message>
   <source>You are on no network.</source>
   <translation>No estás en ninguna red.</translation>
  </message>
  <message>
   <source>Connect to a server…</source>
   <translation>Conectar con un servidor…</translation>
  </message>
 </context>
 <context>
  <name>EmojiPicker</name>
  <message>
   <source>Find an emoji</source>
   <translation>Buscar un emoji</translation>
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
   <translation>Mensaje</translation>
  </message>
 </context>
 <context>
  <name>Header</name>
  <message>
   <source>Notifications of this room</source>
   <translation>Notificaciones de esta sala</translation>
  </message>
  <message>
   <source>Find in this room (Ctrl+F)</source>
   <translation>Buscar en esta sala (Ctrl+F)</translation>
  </message>
  <message>
   <source>Show or hide the people</source>
   <translation>Mostrar u ocultar a la gente</translation>
  </message>
  <message>
   <source>Direct conversation</source>
   <translation>Conversación directa</translation>
  </message>
  <message>
   <source>What the server says</source>
   <translation>Lo que dice el servidor</translation>
  </message>
  <message>
   <source>No topic yet. Click to set one.</source>
   <translation>Aún no hay tema. Haz clic para poner uno.</translation>
  </message>
 </context>
 <context>
  <name>HoverActions</name>
  <message>
   <source>Reply</source>
   <translation>Responder</translation>
  </message>
  <message>
   <source>React</source>
   <translation>Reaccionar</translation>
  </message>
  <message>
   <source>More</source>
   <translation>Más</translation>
  </message>
 </context>
 <context>
  <name>MainWindow</name>
  <message>
   <source>You: nickname, away, account</source>
   <translation>Tú: apodo, ausencia, cuenta</translation>
  </message>
  <message>
   <source>Exit</source>
   <translation>Salir</translation>
  </message>
  <message>
   <source>Say goodbye and close (Ctrl+Q)</source>
   <translation>Despedirse y cerrar (Ctrl+Q)</translation>
  </message>
  <message>
   <source>Find a room or person</source>
   <translation>Buscar sala o persona</translation>
  </message>
  <message>
   <source>Go to any room, person or command (Ctrl+K)</source>
   <translation>Ir a cualquier sala, persona u orden (Ctrl+K)</translation>
  </message>
  <message>
   <source>The connection was lost.</source>
   <translation>Se perdió la conexión.</translation>
  </message>
  <message>
   <source>Trying again in {seconds} s.</source>
   <translation>Nuevo intento en {seconds} s.</translation>
  </message>
  <message>
   <source>What you write is kept and sent then.</source>
   <translation>Lo que escribas se guarda y se envía entonces.</translation>
  </message>
  <message>
   <source>Try now</source>
   <translation>Probar ahora</translation>
  </message>
  <message>
   <source>Connecting to {host}…</source>
   <translation>Conectando con {host}…</translation>
  </message>
  <message>
   <source>You are offline.</source>
   <translation>No tienes conexión.</translation>
  </message>
  <message>
   <source>Connect</source>
   <translation>Conectar</translation>
  </message>
  <message>
   <source>You are not in {room}.</source>
   <translation>No estás en {room}.</translation>
  </message>
  <message>
   <source>Join</source>
   <translation>Entrar</translation>
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
   <translation>&amp;Ir a…</translation>
  </message>
  <message>
   <source>&amp;Join a room…</source>
   <translation>&amp;Entrar en una sala…</translation>
  </message>
  <message>
   <source>&amp;List of rooms</source>
   <translation>&amp;Lista de salas</translation>
  </message>
  <message>
   <source>&amp;Connect to a server…</source>
   <translation>&amp;Conectar con un servidor…</translation>
  </message>
  <message>
   <source>Net&amp;works…</source>
   <translation>&amp;Redes…</translation>
  </message>
  <message>
   <source>Change &amp;nickname…</source>
   <translation>Cambiar de &amp;apodo…</translation>
  </message>
  <message>
   <source>Acco&amp;unt…</source>
   <translation>C&amp;uenta…</translation>
  </message>
  <message>
   <source>Away or &amp;back</source>
   <translation>Ausente o de &amp;vuelta</translation>
  </message>
  <message>
   <source>&amp;Settings</source>
   <translation>A&amp;justes</translation>
  </message>
  <message>
   <source>E&amp;xit</source>
   <translation>&amp;Salir</translation>
  </message>
  <message>
   <source>&amp;Room</source>
   <translation>&amp;Sala</translation>
  </message>
  <message>
   <source>&amp;Find in this room</source>
   <translation>&amp;Buscar en esta sala</translation>
  </message>
  <message>
   <source>Find &amp;everywhere</source>
   <translation>Buscar en &amp;todas partes</translation>
  </message>
  <message>
   <source>First &amp;unread message</source>
   <translation>Primer mensaje sin &amp;leer</translation>
  </message>
  <message>
   <source>&amp;Newest message</source>
   <translation>Mensaje más &amp;reciente</translation>
  </message>
  <message>
   <source>Mark as &amp;read</source>
   <translation>Marcar como leí&amp;do</translation>
  </message>
  <message>
   <source>E&amp;moji</source>
   <translation>E&amp;moji</translation>
  </message>
  <message>
   <source>&amp;Topic…</source>
   <translation>T&amp;ema…</translation>
  </message>
  <message>
   <source>&amp;Leave this room</source>
   <translation>S&amp;alir de esta sala</translation>
  </message>
  <message>
   <source>&amp;View</source>
   <translation>&amp;Ver</translation>
  </message>
  <message>
   <source>&amp;Previous room</source>
   <translation>Sala &amp;anterior</translation>
  </message>
  <message>
   <source>&amp;Next room</source>
   <translation>Sala &amp;siguiente</translation>
  </message>
  <message>
   <source>Next &amp;unread room</source>
   <translation>Siguiente sala sin &amp;leer</translation>
  </message>
  <message>
   <source>Show or hide the pe&amp;ople</source>
   <translation>Mostrar u &amp;ocultar a la gente</translation>
  </message>
  <message>
   <source>&amp;Light or dark</source>
   <translation>&amp;Claro u oscuro</translation>
  </message>
  <message>
   <source>&amp;Larger text</source>
   <translation>&amp;Texto más grande</translation>
  </message>
  <message>
   <source>&amp;Smaller text</source>
   <translation>Texto más &amp;pequeño</translation>
  </message>
  <message>
   <source>To the &amp;conversation</source>
   <translation>A la con&amp;versación</translation>
  </message>
  <message>
   <source>To the &amp;entry</source>
   <translation>Al campo de &amp;escritura</translation>
  </message>
  <message>
   <source>&amp;Help</source>
   <translation>A&amp;yuda</translation>
  </message>
  <message>
   <source>&amp;Keyboard shortcuts</source>
   <translation>&amp;Atajos de teclado</translation>
  </message>
  <message>
   <source>&amp;About Hubbub</source>
   <translation>Acerca &amp;de Hubbub</translation>
  </message>
  <message>
   <source>Writing</source>
   <translation>Escribir</translation>
  </message>
  <message>
   <source>Enter</source>
   <translation>Intro</translation>
  </message>
  <message>
   <source>Send</source>
   <translation>Enviar</translation>
  </message>
  <message>
   <source>Shift+Enter</source>
   <translation>Mayús+Intro</translation>
  </message>
  <message>
   <source>New line</source>
   <translation>Línea nueva</translation>
  </message>
  <message>
   <source>Tab</source>
   <translation>Tab</translation>
  </message>
  <message>
   <source>Complete a name, room or command</source>
   <translation>Completar un nombre, una sala o una orden</translation>
  </message>
  <message>
   <source>Edit my last message, where the server can</source>
   <translation>Editar mi último mensaje, donde el servidor pueda</translation>
  </message>
  <message>
   <source>Esc</source>
   <translation>Esc</translation>
  </message>
  <message>
   <source>Cancel a reply or an edit</source>
   <translation>Cancelar una respuesta o edición</translation>
  </message>
  <message>
   <source>In the conversation (F6)</source>
   <translation>En la conversación (F6)</translation>
  </message>
  <message>
   <source>Message by message</source>
   <translation>Mensaje a mensaje</translation>
  </message>
  <message>
   <source>Reply</source>
   <translation>Responder</translation>
  </message>
  <message>
   <source>React</source>
   <translation>Reaccionar</translation>
  </message>
  <message>
   <source>What can be done with it</source>
   <translation>Lo que se puede hacer con él</translation>
  </message>
  <message>
   <source>Copy</source>
   <translation>Copiar</translation>
  </message>
  <message>
   <source>Join a room</source>
   <translation>Entrar en una sala</translation>
  </message>
  <message>
   <source>Name of the room:</source>
   <translation>Nombre de la sala:</translation>
  </message>
  <message>
   <source>away</source>
   <translation>ausente</translation>
  </message>
  <message>
   <source>About Hubbub</source>
   <translation>Acerca de Hubbub</translation>
  </message>
  <message>
   <source>Hubbub {version}

A chat room you can host in one minute.
GPL-3.0-or-later</source>
   <translation>Hubbub {version}

Una sala de chat que montas en un minuto.
GPL-3.0-or-later</translation>
  </message>
 </context>
 <context>
  <name>MessageMenu</name>
  <message>
   <source>Try again</source>
   <translation>Reintentar</translation>
  </message>
  <message>
   <source>Delete</source>
   <translation>Borrar</translation>
  </message>
  <message>
   <source>React</source>
   <translation>Reaccionar</translation>
  </message>
  <message>
   <source>Other reaction…</source>
   <translation>Otra reacción…</translation>
  </message>
  <message>
   <source>Reply</source>
   <translation>Responder</translation>
  </message>
  <message>
   <source>Copy selection</source>
   <translation>Copiar la selección</translation>
  </message>
  <message>
   <source>Copy text</source>
   <translation>Copiar el texto</translation>
  </message>
  <message>
   <source>Edit</source>
   <translation>Editar</translation>
  </message>
  <message>
   <source>About {nick}</source>
   <translation>Acerca de {nick}</translation>
  </message>
  <message>
   <source>Delete for everyone</source>
   <translation>Borrar para todos</translation>
  </message>
 </context>
 <context>
  <name>Networks</name>
  <message>
   <source>You have {host} already.</source>
   <translation>Ya tienes {host}.</translation>
  </message>
 </context>
 <context>
  <name>NetworksDialog</name>
  <message>
   <source>Networks — Hubbub</source>
   <translation>Redes — Hubbub</translation>
  </message>
  <message>
   <source>Networks</source>
   <translation>Redes</translation>
  </message>
  <message>
   <source>Each network is another server, with its own rooms and your own name there.</source>
   <translation>Cada red es otro servidor, con sus salas y tu nombre allí.</translation>
  </message>
  <message>
   <source>Add…</source>
   <translation>Añadir…</translation>
  </message>
  <message>
   <source>Change…</source>
   <translation>Cambiar…</translation>
  </message>
  <message>
   <source>Account…</source>
   <translation>Cuenta…</translation>
  </message>
  <message>
   <source>Remove</source>
   <translation>Quitar</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>Cerrar</translation>
  </message>
  <message>
   <source>as {nick}</source>
   <translation>como {nick}</translation>
  </message>
  <message>
   <source>logged in</source>
   <translation>con sesión</translation>
  </message>
  <message>
   <source>connected</source>
   <translation>conectada</translation>
  </message>
  <message>
   <source>offline</source>
   <translation>sin conexión</translation>
  </message>
  <message>
   <source>waiting to try again</source>
   <translation>espera al próximo intento</translation>
  </message>
  <message>
   <source>connecting</source>
   <translation>conectando</translation>
  </message>
  <message>
   <source>Connect</source>
   <translation>Conectar</translation>
  </message>
  <message>
   <source>Disconnect</source>
   <translation>Desconectar</translation>
  </message>
 </context>
 <context>
  <name>Notifications</name>
  <message>
   <source>Hubbub: {count} unread</source>
   <translation>Hubbub: {count} sin leer</translation>
  </message>
  <message>
   <source>Show Hubbub</source>
   <translation>Mostrar Hubbub</translation>
  </message>
  <message>
   <source>Exit</source>
   <translation>Salir</translation>
  </message>
  <message>
   <source>Open</source>
   <translation>Abrir</translation>
  </message>
 </context>
 <context>
  <name>Panels</name>
  <message>
   <source>{count} new</source>
   <translation>{count} nuevos</translation>
  </message>
  <message>
   <source>person</source>
   <translation>persona</translation>
  </message>
  <message>
   <source>Join {room}</source>
   <translation>Entrar en {room}</translation>
  </message>
  <message>
   <source>room</source>
   <translation>sala</translation>
  </message>
  <message>
   <source>Find “{words}”</source>
   <translation>Buscar «{words}»</translation>
  </message>
  <message>
   <source>messages</source>
   <translation>mensajes</translation>
  </message>
  <message>
   <source>{count} people</source>
   <translation>{count} personas</translation>
  </message>
  <message>
   <source>Your nickname:</source>
   <translation>Tu apodo:</translation>
  </message>
  <message>
   <source>Nickname</source>
   <translation>Apodo</translation>
  </message>
 </context>
 <context>
  <name>PeoplePanel</name>
  <message>
   <source>People in this room</source>
   <translation>Gente de esta sala</translation>
  </message>
  <message>
   <source>1 person here</source>
   <translation>1 persona aquí</translation>
  </message>
  <message>
   <source>{count} people here</source>
   <translation>{count} personas aquí</translation>
  </message>
  <message>
   <source>People</source>
   <translation>Gente</translation>
  </message>
 </context>
 <context>
  <name>PopupList</name>
  <message>
   <source>Suggestions</source>
   <translation>Sugerencias</translation>
  </message>
 </context>
 <context>
  <name>PreferencesDialog</name>
  <message>
   <source>Settings</source>
   <translation>Ajustes</translation>
  </message>
  <message>
   <source>Look</source>
   <translation>Aspecto</translation>
  </message>
  <message>
   <source>Notifications</source>
   <translation>Notificaciones</translation>
  </message>
  <message>
   <source>Behaviour</source>
   <translation>Comportamiento</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>Cerrar</translation>
  </message>
  <message>
   <source>Kept in {path}</source>
   <translation>Guardado en {path}</translation>
  </message>
  <message>
   <source>As the system</source>
   <translation>Como el sistema</translation>
  </message>
  <message>
   <source>Light</source>
   <translation>Claro</translation>
  </message>
  <message>
   <source>Dark</source>
   <translation>Oscuro</translation>
  </message>
  <message>
   <source>Theme</source>
   <translation>Tema</translation>
  </message>
  <message>
   <source>Text size</source>
   <translation>Tamaño del texto</translation>
  </message>
  <message>
   <source>Language</source>
   <translation>Idioma</translation>
  </message>
  <message>
   <source>A new language shows after the next start.</source>
   <translation>El nuevo idioma se ve al volver a abrir.</translation>
  </message>
  <message>
   <source>Compact: one line a message, no avatars</source>
   <translation>Compacto: una línea por mensaje, sin avatares</translation>
  </message>
  <message>
   <source>Show the people of the room</source>
   <translation>Mostrar a la gente de la sala</translation>
  </message>
  <message>
   <source>Notify me when I look elsewhere</source>
   <translation>Avisarme cuando miro a otro lado</translation>
  </message>
  <message>
   <source>Show what was said in the notification</source>
   <translation>Mostrar en la notificación lo que se dijo</translation>
  </message>
  <message>
   <source>Do not disturb: nothing at all, for now</source>
   <translation>No molestar: nada de nada, por ahora</translation>
  </message>
  <message>
   <source>Each room has its own bell, above the conversation: every message, mentions, or never.</source>
   <translation>Cada sala tiene su campana, encima de la conversación: todos los mensajes, menciones o nunca.</translation>
  </message>
  <message>
   <source>Let others see that I am typing</source>
   <translation>Que los demás vean que escribo</translation>
  </message>
  <message>
   <source>Closing the window keeps Hubbub in the tray</source>
   <translation>Al cerrar la ventana, Hubbub sigue en la bandeja</translation>
  </message>
  <message>
   <source>This desktop has no tray, so closing the window says goodbye and ends.</source>
   <translation>Este escritorio no tiene bandeja: cerrar la ventana se despide y termina.</translation>
  </message>
  <message>
   <source>Networks and accounts…</source>
   <translation>Redes y cuentas…</translation>
  </message>
  <message>
   <source>Keyboard shortcuts…</source>
   <translation>Atajos de teclado…</translation>
  </message>
 </context>
 <context>
  <name>ProfilePopup</name>
  <message>
   <source>{nick} is not here now.</source>
   <translation>{nick} no está aquí ahora.</translation>
  </message>
  <message>
   <source>Write to {nick}</source>
   <translation>Escribir a {nick}</translation>
  </message>
  <message>
   <source>Mention</source>
   <translation>Mencionar</translation>
  </message>
  <message>
   <source>bot</source>
   <translation>bot</translation>
  </message>
  <message>
   <source>server operator</source>
   <translation>operador del servidor</translation>
  </message>
  <message>
   <source>away: {why}</source>
   <translation>ausente: {why}</translation>
  </message>
  <message>
   <source>here</source>
   <translation>aquí</translation>
  </message>
  <message>
   <source>Name</source>
   <translation>Nombre</translation>
  </message>
  <message>
   <source>Account</source>
   <translation>Cuenta</translation>
  </message>
  <message>
   <source>Rooms</source>
   <translation>Salas</translation>
  </message>
  <message>
   <source>From</source>
   <translation>Desde</translation>
  </message>
  <message>
   <source>Since</source>
   <translation>Conectado desde</translation>
  </message>
  <message>
   <source>Quiet for</source>
   <translation>Sin hablar</translation>
  </message>
  <message>
   <source>Secured</source>
   <translation>Cifrado</translation>
  </message>
  <message>
   <source>yes</source>
   <translation>sí</translation>
  </message>
 </context>
 <context>
  <name>RoomPage</name>
  <message>
   <source>Jump to the newest message</source>
   <translation>Ir al mensaje más reciente</translation>
  </message>
  <message>
   <source>{count} new</source>
   <translation>{count} nuevos</translation>
  </message>
  <message>
   <source>Newest</source>
   <translation>Lo último</translation>
  </message>
 </context>
 <context>
  <name>RoomsList</name>
  <message>
   <source>Rooms</source>
   <translation>Salas</translation>
  </message>
 </context>
 <context>
  <name>SearchPanel</name>
  <message>
   <source>Find messages</source>
   <translation>Buscar mensajes</translation>
  </message>
  <message>
   <source>Close (Esc)</source>
   <translation>Cerrar (Esc)</translation>
  </message>
  <message>
   <source>Close the search</source>
   <translation>Cerrar la búsqueda</translation>
  </message>
  <message>
   <source>Only in this room</source>
   <translation>Solo en esta sala</translation>
  </message>
  <message>
   <source>Found messages</source>
   <translation>Mensajes encontrados</translation>
  </message>
  <message>
   <source>1 message</source>
   <translation>1 mensaje</translation>
  </message>
  <message>
   <source>{count} messages</source>
   <translation>{count} mensajes</translation>
  </message>
  <message>
   <source>Looking…</source>
   <translation>Buscando…</translation>
  </message>
  <message>
   <source>Type what was said. from:nick and in:#room narrow it down.</source>
   <translation>Escribe lo que se dijo. from:apodo e in:#sala lo acotan.</translation>
  </message>
 </context>
 <context>
  <name>ShortcutsDialog</name>
  <message>
   <source>Keyboard shortcuts</source>
   <translation>Atajos de teclado</translation>
  </message>
 </context>
 <context>
  <name>Switcher</name>
  <message>
   <source>Go to a room, a person, or run a command</source>
   <translation>Ir a una sala, una persona o una orden</translation>
  </message>
  <message>
   <source>Find a room, a person or a command</source>
   <translation>Buscar una sala, una persona o una orden</translation>
  </message>
  <message>
   <source>Matches</source>
   <translation>Coincidencias</translation>
  </message>
 </context>
 <context>
  <name>TimelineView</name>
  <message>
   <source>Conversation</source>
   <translation>Conversación</translation>
  </message>
 </context>
 <context>
  <name>Wiring</name>
  <message>
   <source>A large paste</source>
   <translation>Un pegado grande</translation>
  </message>
  <message>
   <source>This is {lines} lines, {count} characters. Put it into the message?</source>
   <translation>Son {lines} líneas, {count} caracteres. ¿Ponerlo en el mensaje?</translation>
  </message>
  <message>
   <source>Topic of {room}</source>
   <translation>Tema de {room}</translation>
  </message>
  <message>
   <source>Topic:</source>
   <translation>Tema:</translation>
  </message>
  <message>
   <source>Notify of every message</source>
   <translation>Avisar de cada mensaje</translation>
  </message>
  <message>
   <source>Only when I am mentioned</source>
   <translation>Solo cuando me mencionan</translation>
  </message>
  <message>
   <source>Never</source>
   <translation>Nunca</translation>
  </message>
  <message>
   <source>Mute this room</source>
   <translation>Silenciar esta sala</translation>
  </message>
  <message>
   <source>Mark as read</source>
   <translation>Marcar como leído</translation>
  </message>
  <message>
   <source>Leave {room}</source>
   <translation>Salir de {room}</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>Cerrar</translation>
  </message>
 </context>
 <context>
  <name>accounts</name>
  <message>
   <source>This computer has no keyring, so Hubbub asks for the password each time.</source>
   <translation>Este equipo no tiene llavero, así que Hubbub pide la contraseña cada vez.</translation>
  </message>
 </context>
 <context>
  <name>conversation</name>
  <message>
   <source>This is the beginning of your conversation with {nick}. Say hello.</source>
   <translation>Aquí empieza tu conversación con {nick}. Saluda.</translation>
  </message>
  <message>
   <source>The server has said nothing yet.</source>
   <translation>El servidor aún no ha dicho nada.</translation>
  </message>
  <message>
   <source>Nothing has been said in {room} yet. Be the first.</source>
   <translation>Aún no se ha dicho nada en {room}. Empieza tú.</translation>
  </message>
  <message>
   <source>You are not in {room}.</source>
   <translation>No estás en {room}.</translation>
  </message>
  <message>
   <source>This is the beginning of your conversation.</source>
   <translation>Aquí empieza vuestra conversación.</translation>
  </message>
  <message>
   <source>This is the beginning of the room.</source>
   <translation>Aquí empieza la sala.</translation>
  </message>
 </context>
 <context>
  <name>people</name>
  <message>
   <source>Owners</source>
   <translation>Dueños</translation>
  </message>
  <message>
   <source>Admins</source>
   <translation>Administradores</translation>
  </message>
  <message>
   <source>Operators</source>
   <translation>Operadores</translation>
  </message>
  <message>
   <source>Helpers</source>
   <translation>Ayudantes</translation>
  </message>
  <message>
   <source>Voiced</source>
   <translation>Con voz</translation>
  </message>
  <message>
   <source>People</source>
   <translation>Gente</translation>
  </message>
  <message>
   <source>, away</source>
   <translation>, ausente</translation>
  </message>
 </context>
 <context>
  <name>rooms</name>
  <message>
   <source>{count} unread</source>
   <translation>{count} sin leer</translation>
  </message>
  <message>
   <source>{count} mentions</source>
   <translation>{count} menciones</translation>
  </message>
  <message>
   <source>muted</source>
   <translation>silenciada</translation>
  </message>
 </context>
 <context>
  <name>timeline</name>
  <message>
   <source>Try again</source>
   <translation>Reintentar</translation>
  </message>
  <message>
   <source>Delete</source>
   <translation>Borrar</translation>
  </message>
  <message>
   <source>Not sent.</source>
   <translation>No enviado.</translation>
  </message>
  <message>
   <source>deleted message</source>
   <translation>mensaje borrado</translation>
  </message>
  <message>
   <source>sending</source>
   <translation>enviando</translation>
  </message>
  <message>
   <source>not sent: {why}</source>
   <translation>no enviado: {why}</translation>
  </message>
  <message>
   <source>edited</source>
   <translation>editado</translation>
  </message>
  <message>
   <source>{nick} joined</source>
   <translation>{nick} entró</translation>
  </message>
  <message>
   <source>{nick} left</source>
   <translation>{nick} salió</translation>
  </message>
  <message>
   <source>{nick} is now {new}</source>
   <translation>{nick} ahora es {new}</translation>
  </message>
  <message>
   <source>{nick} set the topic: {topic}</source>
   <translation>{nick} puso el tema: {topic}</translation>
  </message>
  <message>
   <source>{nick} removed the topic</source>
   <translation>{nick} quitó el tema</translation>
  </message>
  <message>
   <source>{nick} changed the modes: {modes}</source>
   <translation>{nick} cambió los modos: {modes}</translation>
  </message>
  <message>
   <source>{nick} removed {target}</source>
   <translation>{nick} expulsó a {target}</translation>
  </message>
  <message>
   <source>{nick} invited {target}</source>
   <translation>{nick} invitó a {target}</translation>
  </message>
  <message>
   <source>Some messages are missing here</source>
   <translation>Aquí faltan mensajes</translation>
  </message>
  <message>
   <source>Today</source>
   <translation>Hoy</translation>
  </message>
  <message>
   <source>Yesterday</source>
   <translation>Ayer</translation>
  </message>
  <message>
   <source>New</source>
   <translation>Nuevo</translation>
  </message>
  <message>
   <source>bot</source>
   <translation>bot</translation>
  </message>
  <message>
   <source>notice</source>
   <translation>aviso</translation>
  </message>
  <message>
   <source>Show the message this answers</source>
   <translation>Mostrar el mensaje al que responde</translation>
  </message>
  <message>
   <source>(edited)</source>
   <translation>(editado)</translation>
  </message>
  <message>
   <source>This message was deleted.</source>
   <translation>Este mensaje fue borrado.</translation>
  </message>
  <message>
   <source>{people} joined</source>
   <translation>{people} entraron</translation>
  </message>
  <message>
   <source>{people} left</source>
   <translation>{people} salieron</translation>
  </message>
  <message>
   <source> and </source>
   <translation> y </translation>
  </message>
  <message>
   <source>{some} and {count} others</source>
   <translation>{some} y {count} más</translation>
  </message>
 </context>
 <context>
  <name>transport</name>
  <message>
   <source>This computer's Qt has no TLS, so the connection can't be secured.</source>
   <translation>El Qt de este equipo no tiene TLS: la conexión no se puede cifrar.</translation>
  </message>
  <message>
   <source>{host} shows another certificate than the one you trusted. Be careful.</source>
   <translation>{host} muestra otro certificado que aquel en el que confiaste. Cuidado.</translation>
  </message>
  <message>
   <source>{host} can't prove that it is {host}: {why}</source>
   <translation>{host} no puede demostrar que es {host}: {why}</translation>
  </message>
  <message>
   <source>Nobody answers at {where}. Is the server running?</source>
   <translation>Nadie responde en {where}. ¿Está en marcha el servidor?</translation>
  </message>
  <message>
   <source>There is no server called {host}.</source>
   <translation>No hay ningún servidor llamado {host}.</translation>
  </message>
  <message>
   <source>{where} did not answer in time.</source>
   <translation>{where} no respondió a tiempo.</translation>
  </message>
  <message>
   <source>The server closed the connection.</source>
   <translation>El servidor cerró la conexión.</translation>
  </message>
  <message>
   <source>The network is not reachable.</source>
   <translation>No se puede llegar a la red.</translation>
  </message>
  <message>
   <source>No secure connection to {where} is possible: {detail}</source>
   <translation>No es posible una conexión segura con {where}: {detail}</translation>
  </message>
  <message>
   <source>The connection to {where} failed: {detail}</source>
   <translation>Falló la conexión con {where}: {detail}</translation>
  </message>
 </context>
</TS>
