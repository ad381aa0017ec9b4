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
   <source>This computer's keyring did not answer. It may still have the password for {network}.</source>
   <translation>El llavero de este equipo no respondió. Puede que aún tenga la contraseña de {network}.</translation>
  </message>
  <message>
   <source>This computer's keyring did not take the password for {network}. Hubbub will ask for it.</source>
   <translation>El llavero de este equipo no aceptó la contraseña de {network}. Hubbub la pedirá.</translation>
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
   <translation>Otro certificado — Hubbub</translation>
  </message>
  <message>
   <source>Trust the new one</source>
   <translation>Confiar en el nuevo</translation>
  </message>
  <message>
   <source>Don't connect</source>
   <translation>No conectar</translation>
  </message>
  <message>
   <source>Is this still {host}?</source>
   <translation>¿Sigue siendo {host}?</translation>
  </message>
  <message>
   <source>Is this {host}?</source>
   <translation>¿Es este {host}?</translation>
  </message>
  <message>
   <source>The certificate you trust:</source>
   <translation>El certificado en el que confías:</translation>
  </message>
  <message>
   <source>The certificate it shows now:</source>
   <translation>El certificado que muestra ahora:</translation>
  </message>
  <message>
   <source>Trust this one</source>
   <translation>Confiar en este</translation>
  </message>
  <message>
   <source>Certificates are renewed from time to time, and somebody in between would show another one, too. Ask the server's operator which it is. Nothing was sent, not even your nickname.</source>
   <translation>Los certificados se renuevan de vez en cuando, y alguien que se interpusiera también mostraría otro. Pregunta al operador del servidor cuál es el caso. No se ha enviado nada, ni siquiera tu apodo.</translation>
  </message>
  <message>
   <source>An authority this computer trusts vouches for the new one. If you trust it, too, its word counts from then on.</source>
   <translation>Una autoridad en la que confía este equipo responde por el nuevo. Si tú también confías, desde entonces vale su palabra.</translation>
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
   <source>Send the password without encryption all the same</source>
   <translation>Enviar la contraseña sin cifrar de todos modos</translation>
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
   <source>S&amp;erver's password</source>
   <translation>Contraseña del s&amp;ervidor</translation>
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
  <message>
   <source>Only if the server wants one</source>
   <translation>Solo si el servidor la pide</translation>
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
  <name>Faces</name>
  <message>
   <source>It is no picture that can be shown: broken, or very large.</source>
   <translation>No es una imagen que se pueda mostrar: está dañada o es muy grande.</translation>
  </message>
 </context>
 <context>
  <name>Header</name>
  <message>
   <source>Notifications of this room</source>
   <translation>Notificaciones de esta sala</translation>
  </message>
  <message>
   <source>Find in this room</source>
   <translation>Buscar en esta sala</translation>
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
  <message>
   <source>No topic yet.</source>
   <translation>Aún no hay tema.</translation>
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
   <source>Show or hide the preview</source>
   <translation>Mostrar u ocultar la vista previa</translation>
  </message>
  <message>
   <source>More</source>
   <translation>Más</translation>
  </message>
 </context>
 <context>
  <name>JoinDialog</name>
  <message>
   <source>Join a room</source>
   <translation>Entrar en una sala</translation>
  </message>
  <message>
   <source>Only if the room has one</source>
   <translation>Solo si la sala tiene una</translation>
  </message>
  <message>
   <source>Name of the room</source>
   <translation>Nombre de la sala</translation>
  </message>
  <message>
   <source>Key</source>
   <translation>Clave</translation>
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
   <source>Find a room or person</source>
   <translation>Sala o persona</translation>
  </message>
  <message>
   <source>Join or make a room</source>
   <translation>Entrar en una sala o crearla</translation>
  </message>
  <message>
   <source>{nick} — away</source>
   <translation>{nick} — ausente</translation>
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
   <translation>Lo que escribas se guardará y se enviará entonces.</translation>
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
  <message>
   <source>{nick} invites you to {room}.</source>
   <translation>{nick} te invita a {room}.</translation>
  </message>
  <message>
   <source>Ignore</source>
   <translation>Ignorar</translation>
  </message>
  <message>
   <source>You are away: {text}</source>
   <translation>Estás ausente: {text}</translation>
  </message>
  <message>
   <source>You are away.</source>
   <translation>Estás ausente.</translation>
  </message>
  <message>
   <source>I'm back</source>
   <translation>He vuelto</translation>
  </message>
 </context>
 <context>
  <name>Menus</name>
  <message>
   <source>away</source>
   <translation>ausente</translation>
  </message>
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
   <source>Your &amp;profile…</source>
   <translation>Tu &amp;perfil…</translation>
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
   <source>Show or hide the &amp;picture</source>
   <translation>Mostrar u ocultar la &amp;imagen</translation>
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
   <source>Pictures &amp;without asking, on this network</source>
   <translation>Imágenes &amp;sin preguntar, en esta red</translation>
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
   <source>Say goodbye and close</source>
   <translation>Despedirse y cerrar</translation>
  </message>
  <message>
   <source>Go to any room, person or command</source>
   <translation>Ir a cualquier sala, persona o comando</translation>
  </message>
  <message>
   <source>Find in this room</source>
   <translation>Buscar en esta sala</translation>
  </message>
  <message>
   <source>Show or hide the people</source>
   <translation>Mostrar u ocultar a la gente</translation>
  </message>
  <message>
   <source>Emoji</source>
   <translation>Emoji</translation>
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
  <message>
   <source>React</source>
   <translation>Reaccionar</translation>
  </message>
  <message>
   <source>Other reaction…</source>
   <translation>Otra reacción…</translation>
  </message>
 </context>
 <context>
  <name>Networks</name>
  <message>
   <source>The server wants a password, and none is kept for it.</source>
   <translation>El servidor pide una contraseña y no hay ninguna guardada.</translation>
  </message>
  <message>
   <source>You have {host} already.</source>
   <translation>Ya tienes {host}.</translation>
  </message>
  <message>
   <source>Which password? None is kept for this.</source>
   <translation>¿Qué contraseña? No hay ninguna guardada para esto.</translation>
  </message>
  <message>
   <source>You trusted {print}.</source>
   <translation>Confiabas en {print}.</translation>
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
   <translation>sesión iniciada</translation>
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
  <message numerus="yes">
   <source>and %n more</source>
   <translation>
    <numerusform>y %n más</numerusform>
    <numerusform>y %n más</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>Hubbub: %n unread</source>
   <translation>
    <numerusform>Hubbub: %n sin leer</numerusform>
    <numerusform>Hubbub: %n sin leer</numerusform>
   </translation>
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
  <name>OwnProfile</name>
  <message>
   <source>The connection was lost. Save again when it is back.</source>
   <translation>Se perdió la conexión. Guarda otra vez cuando vuelva.</translation>
  </message>
 </context>
 <context>
  <name>OwnProfileDialog</name>
  <message>
   <source>Your profile</source>
   <translation>Tu perfil</translation>
  </message>
  <message>
   <source>What people on {network} see when they look you up. Everything may stay empty.</source>
   <translation>Lo que ven los demás en {network} cuando miran quién eres. Todo puede quedar vacío.</translation>
  </message>
  <message>
   <source>A picture is shown only to people who want to see pictures.</source>
   <translation>La imagen solo la ven quienes quieren ver imágenes.</translation>
  </message>
  <message>
   <source>Your picture</source>
   <translation>Tu imagen</translation>
  </message>
  <message>
   <source>Name</source>
   <translation>Nombre</translation>
  </message>
  <message>
   <source>Pronouns</source>
   <translation>Pronombres</translation>
  </message>
  <message>
   <source>they/them</source>
   <translation>elle</translation>
  </message>
  <message>
   <source>Status</source>
   <translation>Estado</translation>
  </message>
  <message>
   <source>back on Monday</source>
   <translation>vuelvo el lunes</translation>
  </message>
  <message>
   <source>Page</source>
   <translation>Página</translation>
  </message>
  <message>
   <source>Picture</source>
   <translation>Imagen</translation>
  </message>
  <message>
   <source>See what is there</source>
   <translation>Ver lo que hay ahí</translation>
  </message>
  <message>
   <source>Save</source>
   <translation>Guardar</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>Cancelar</translation>
  </message>
  <message>
   <source>Asks {host} for it</source>
   <translation>Se lo pide a {host}</translation>
  </message>
  <message>
   <source>An address begins with https:// and has no blanks in it.</source>
   <translation>Una dirección empieza por https:// y no tiene espacios.</translation>
  </message>
 </context>
 <context>
  <name>Panels</name>
  <message numerus="yes">
   <source>%n new</source>
   <translation>
    <numerusform>%n nuevo</numerusform>
    <numerusform>%n nuevos</numerusform>
   </translation>
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
  <message numerus="yes">
   <source>%n people</source>
   <translation>
    <numerusform>%n persona</numerusform>
    <numerusform>%n personas</numerusform>
   </translation>
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
  <name>Pasting</name>
  <message>
   <source>Pictures can't be sent yet.</source>
   <translation>Todavía no se pueden enviar imágenes.</translation>
  </message>
  <message numerus="yes">
   <source>{name} is %n lines, {count} characters. Put its text into the message?</source>
   <translation>
    <numerusform>{name} tiene una línea, {count} caracteres. ¿Poner su texto en el mensaje?</numerusform>
    <numerusform>{name} tiene %n líneas, {count} caracteres. ¿Poner su texto en el mensaje?</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>This is %n lines, {count} characters. Put it into the message?</source>
   <translation>
    <numerusform>Es una línea, {count} caracteres. ¿Ponerla en el mensaje?</numerusform>
    <numerusform>Son %n líneas, {count} caracteres. ¿Ponerlas en el mensaje?</numerusform>
   </translation>
  </message>
  <message>
   <source>A file</source>
   <translation>Un archivo</translation>
  </message>
  <message>
   <source>A large paste</source>
   <translation>Pegar mucho texto</translation>
  </message>
  <message>
   <source>Many messages</source>
   <translation>Muchos mensajes</translation>
  </message>
  <message numerus="yes">
   <source>This server takes it as %n messages.</source>
   <translation>
    <numerusform>Este servidor lo acepta como un mensaje.</numerusform>
    <numerusform>Este servidor lo acepta como %n mensajes.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>Sending them takes about %n minutes, as it throws out who is faster.</source>
   <translation>
    <numerusform>Enviarlos lleva alrededor de un minuto, pues expulsa a quien va más rápido.</numerusform>
    <numerusform>Enviarlos lleva unos %n minutos, pues expulsa a quien va más rápido.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>Sending them takes about %n seconds, as it throws out who is faster.</source>
   <translation>
    <numerusform>Enviarlos lleva alrededor de un segundo, pues expulsa a quien va más rápido.</numerusform>
    <numerusform>Enviarlos lleva unos %n segundos, pues expulsa a quien va más rápido.</numerusform>
   </translation>
  </message>
  <message>
   <source>Files can't be sent yet.</source>
   <translation>Todavía no se pueden enviar archivos.</translation>
  </message>
  <message>
   <source>Files can't be sent yet, only the text of small text files.</source>
   <translation>Todavía no se pueden enviar archivos, solo el texto de archivos de texto pequeños.</translation>
  </message>
  <message>
   <source>Not sent</source>
   <translation>No enviado</translation>
  </message>
 </context>
 <context>
  <name>PeoplePanel</name>
  <message>
   <source>Who is here is shown once you are in.</source>
   <translation>Verás quién está aquí cuando estés en la sala.</translation>
  </message>
  <message>
   <source>People in this room</source>
   <translation>Gente de esta sala</translation>
  </message>
  <message numerus="yes">
   <source>%n people here</source>
   <translation>
    <numerusform>%n persona aquí</numerusform>
    <numerusform>%n personas aquí</numerusform>
   </translation>
  </message>
  <message>
   <source>People</source>
   <translation>Gente</translation>
  </message>
 </context>
 <context>
  <name>PictureViewer</name>
  <message>
   <source>Picture: {about}</source>
   <translation>Imagen: {about}</translation>
  </message>
  <message>
   <source>Save as…</source>
   <translation>Guardar como…</translation>
  </message>
  <message>
   <source>Open link</source>
   <translation>Abrir enlace</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>Cerrar</translation>
  </message>
  <message>
   <source>Save picture</source>
   <translation>Guardar imagen</translation>
  </message>
  <message>
   <source>Saved as {path}</source>
   <translation>Guardada como {path}</translation>
  </message>
  <message>
   <source>It could not be saved there: {why}</source>
   <translation>No se pudo guardar ahí: {why}</translation>
  </message>
 </context>
 <context>
  <name>Pictures</name>
  <message>
   <source>Show picture</source>
   <translation>Mostrar imagen</translation>
  </message>
  <message>
   <source>Show preview</source>
   <translation>Mostrar vista previa</translation>
  </message>
  <message>
   <source>View larger</source>
   <translation>Ver más grande</translation>
  </message>
  <message>
   <source>Try again</source>
   <translation>Intentar de nuevo</translation>
  </message>
  <message>
   <source>Hide</source>
   <translation>Ocultar</translation>
  </message>
  <message>
   <source>Open link</source>
   <translation>Abrir enlace</translation>
  </message>
  <message>
   <source>Copy link</source>
   <translation>Copiar enlace</translation>
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
   <source>Shortcuts</source>
   <translation>Atajos</translation>
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
   <source>Show the pictures people chose for themselves</source>
   <translation>Mostrar las imágenes que cada quien eligió para sí</translation>
  </message>
  <message>
   <source>They come from other servers, which then see that you are here.</source>
   <translation>Vienen de otros servidores, que ven entonces que estás aquí.</translation>
  </message>
  <message>
   <source>Show the people of the room</source>
   <translation>Mostrar a la gente de la sala</translation>
  </message>
  <message>
   <source>Notify me when I look elsewhere</source>
   <translation>Avisarme cuando estoy en otra cosa</translation>
  </message>
  <message>
   <source>Every message</source>
   <translation>Todos los mensajes</translation>
  </message>
  <message>
   <source>Mentions and direct messages</source>
   <translation>Menciones y mensajes directos</translation>
  </message>
  <message>
   <source>Nothing</source>
   <translation>Nada</translation>
  </message>
  <message>
   <source>Notify of</source>
   <translation>Notificar</translation>
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
   <source>Each room can have a choice of its own, by the bell above the conversation.</source>
   <translation>Cada sala puede tener su propia elección: con la campana sobre la conversación.</translation>
  </message>
  <message>
   <source>Let others see that I am typing</source>
   <translation>Que los demás vean que escribo</translation>
  </message>
  <message>
   <source>Show when others are typing</source>
   <translation>Mostrar cuando otros escriben</translation>
  </message>
  <message>
   <source>Closing the window keeps Hubbub in the tray</source>
   <translation>Al cerrar la ventana, Hubbub sigue en la bandeja</translation>
  </message>
  <message>
   <source>This desktop has no tray, so closing the window says goodbye and ends.</source>
   <translation>Este escritorio no tiene bandeja: al cerrar la ventana, Hubbub se despide y termina.</translation>
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
   <source>Edit your profile…</source>
   <translation>Editar tu perfil…</translation>
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
   <source>Show the picture from {host}</source>
   <translation>Mostrar la imagen de {host}</translation>
  </message>
  <message>
   <source>The picture can't be shown. {why}</source>
   <translation>La imagen no se puede mostrar. {why}</translation>
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
   <translation>Sin hablar desde hace</translation>
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
   <source>↑ ↓ choose · Enter more · R reply · E react · P picture · Esc, or type: write</source>
   <translation>↑ ↓ elegir · Intro más · R responder · E reaccionar · P imagen · Esc o teclear: escribir</translation>
  </message>
  <message numerus="yes">
   <source>%n unread</source>
   <translation>
    <numerusform>%n sin leer</numerusform>
    <numerusform>%n sin leer</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n new</source>
   <translation>
    <numerusform>%n nuevo</numerusform>
    <numerusform>%n nuevos</numerusform>
   </translation>
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
  <message numerus="yes">
   <source>%n messages</source>
   <translation>
    <numerusform>%n mensaje</numerusform>
    <numerusform>%n mensajes</numerusform>
   </translation>
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
  <name>ShortcutPage</name>
  <message>
   <source>Find an action or a key</source>
   <translation>Buscar una acción o una tecla</translation>
  </message>
  <message>
   <source>Actions and their keys</source>
   <translation>Acciones y sus teclas</translation>
  </message>
  <message>
   <source>Action</source>
   <translation>Acción</translation>
  </message>
  <message>
   <source>Keys</source>
   <translation>Teclas</translation>
  </message>
  <message>
   <source>New key</source>
   <translation>Tecla nueva</translation>
  </message>
  <message>
   <source>Use it here instead</source>
   <translation>Usarla aquí de todos modos</translation>
  </message>
  <message>
   <source>No key</source>
   <translation>Sin tecla</translation>
  </message>
  <message>
   <source>Reset</source>
   <translation>Restablecer</translation>
  </message>
  <message>
   <source>Reset all</source>
   <translation>Restablecer todo</translation>
  </message>
  <message>
   <source>Press the new key for “{action}”:</source>
   <translation>Pulsa la tecla nueva para «{action}»:</translation>
  </message>
  <message>
   <source>{key} already does “{action}”.</source>
   <translation>{key} ya es de «{action}».</translation>
  </message>
 </context>
 <context>
  <name>Shortcuts</name>
  <message>
   <source>{key} alone is needed for writing. Take it together with Ctrl or Alt.</source>
   <translation>{key} sola hace falta para escribir. Combínala con Ctrl o Alt.</translation>
  </message>
  <message>
   <source>{key} is needed for editing text.</source>
   <translation>{key} hace falta para editar texto.</translation>
  </message>
  <message>
   <source>{key} opens the menu {menu}.</source>
   <translation>{key} abre el menú {menu}.</translation>
  </message>
 </context>
 <context>
  <name>ShortcutsDialog</name>
  <message>
   <source>Keyboard shortcuts</source>
   <translation>Atajos de teclado</translation>
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
   <translation>Completar un nombre, una sala o un comando</translation>
  </message>
  <message>
   <source>My last message again: to edit it, where the server can</source>
   <translation>Mi último mensaje otra vez: para editarlo, si el servidor lo permite</translation>
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
   <source>In the conversation, after {key}</source>
   <translation>En la conversación, tras {key}</translation>
  </message>
  <message>
   <source>In the conversation</source>
   <translation>En la conversación</translation>
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
   <source>Show or hide the picture or preview</source>
   <translation>Mostrar u ocultar la imagen o la vista previa</translation>
  </message>
  <message>
   <source>What can be done with it</source>
   <translation>Lo que se puede hacer con él</translation>
  </message>
  <message>
   <source>Ctrl+C</source>
   <translation>Ctrl+C</translation>
  </message>
  <message>
   <source>Copy</source>
   <translation>Copiar</translation>
  </message>
  <message>
   <source>Back to the entry</source>
   <translation>Volver a la entrada</translation>
  </message>
 </context>
 <context>
  <name>Switcher</name>
  <message>
   <source>Go to a room, a person, or run a command</source>
   <translation>Ir a una sala, una persona o un comando</translation>
  </message>
  <message>
   <source>Find a room, a person or a command</source>
   <translation>Buscar una sala, una persona o un comando</translation>
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
  <message>
   <source>Loading older messages…</source>
   <translation>Cargando mensajes anteriores…</translation>
  </message>
 </context>
 <context>
  <name>WaysIn</name>
  <message>
   <source>Key of {room}</source>
   <translation>Clave de {room}</translation>
  </message>
  <message>
   <source>{room} is entered with a key:</source>
   <translation>En {room} se entra con una clave:</translation>
  </message>
 </context>
 <context>
  <name>Wiring</name>
  <message>
   <source>Delete this message for everyone? It can't be brought back.</source>
   <translation>¿Borrar este mensaje para todos? No se puede recuperar.</translation>
  </message>
  <message>
   <source>Delete for everyone</source>
   <translation>Borrar para todos</translation>
  </message>
  <message>
   <source>Delete</source>
   <translation>Borrar</translation>
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
   <source>As in the settings: {level}</source>
   <translation>Como en los ajustes: {level}</translation>
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
   <source>This computer's keyring does not answer, so Hubbub asks for the password each time.</source>
   <translation>El llavero de este equipo no responde, así que Hubbub pide la contraseña cada vez.</translation>
  </message>
  <message>
   <source>This computer has no keyring, so Hubbub asks for the password each time.</source>
   <translation>Este equipo no tiene llavero, así que Hubbub pide la contraseña cada vez.</translation>
  </message>
 </context>
 <context>
  <name>certificates</name>
  <message>
   <source>Issued by {issuer}, valid from {first} to {last}</source>
   <translation>Emitido por {issuer}, válido del {first} al {last}</translation>
  </message>
 </context>
 <context>
  <name>connect</name>
  <message>
   <source>There is a password in this address. It was left out: whoever sees an address reads it. Type it here.</source>
   <translation>En esta dirección hay una contraseña. Se ha quitado: quien ve una dirección la lee. Escríbela aquí.</translation>
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
   <source>What is said here is shown once you are in.</source>
   <translation>Lo que se diga aquí se verá cuando entres.</translation>
  </message>
  <message>
   <source>This is the beginning of your conversation.</source>
   <translation>Aquí empieza la conversación.</translation>
  </message>
  <message>
   <source>This is the beginning of the room.</source>
   <translation>Aquí empieza la sala.</translation>
  </message>
 </context>
 <context>
  <name>media</name>
  <message>
   <source>{host} did not answer in time.</source>
   <translation>{host} no respondió a tiempo.</translation>
  </message>
  <message>
   <source>This is no address that can be shown.</source>
   <translation>Esta dirección no se puede mostrar.</translation>
  </message>
  <message>
   <source>There is no server called {host}.</source>
   <translation>No hay ningún servidor llamado {host}.</translation>
  </message>
  <message>
   <source>{host} is not on the public internet, so it is left alone.</source>
   <translation>{host} no está en la internet pública, así que no se le pregunta.</translation>
  </message>
  <message>
   <source>There is nothing that can be shown here, only a link to open.</source>
   <translation>Aquí no hay nada que mostrar, solo un enlace que abrir.</translation>
  </message>
  <message>
   <source>{host} only sends us on to somewhere else.</source>
   <translation>{host} solo nos manda a otro sitio.</translation>
  </message>
  <message>
   <source>{host} sends us on to an address that is not secure.</source>
   <translation>{host} nos manda a una dirección que no es segura.</translation>
  </message>
  <message>
   <source>It is larger than 1 MiB.</source>
   <translation>Ocupa más de 1 MiB.</translation>
  </message>
  <message>
   <source>It is not there any more.</source>
   <translation>Ya no está ahí.</translation>
  </message>
  <message>
   <source>{host} shows it to its own people only.</source>
   <translation>{host} solo se lo muestra a los suyos.</translation>
  </message>
  <message>
   <source>{host} could not give it.</source>
   <translation>{host} no pudo darlo.</translation>
  </message>
  <message>
   <source>Nobody answers at {host}.</source>
   <translation>Nadie responde en {host}.</translation>
  </message>
  <message>
   <source>{host} can't prove that it is {host}.</source>
   <translation>{host} no puede demostrar que es {host}.</translation>
  </message>
  <message>
   <source>The connection to {host} failed.</source>
   <translation>Falló la conexión con {host}.</translation>
  </message>
  <message>
   <source>The page says nothing about itself.</source>
   <translation>La página no dice nada de sí misma.</translation>
  </message>
  <message>
   <source>It is no picture that can be shown: broken, or very large.</source>
   <translation>No es una imagen que se pueda mostrar: está dañada o es muy grande.</translation>
  </message>
 </context>
 <context>
  <name>people</name>
  <message>
   <source>Owners</source>
   <translation>Propietarios</translation>
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
  <name>presence</name>
  <message>
   <source>Not connected</source>
   <translation>Sin conexión</translation>
  </message>
  <message>
   <source>Online</source>
   <translation>En línea</translation>
  </message>
  <message>
   <source>Away: {text}</source>
   <translation>Ausente: {text}</translation>
  </message>
  <message>
   <source>Away</source>
   <translation>Ausente</translation>
  </message>
 </context>
 <context>
  <name>profile</name>
  <message numerus="yes">
   <source>%n minutes</source>
   <translation>
    <numerusform>%n minuto</numerusform>
    <numerusform>%n minutos</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n hours</source>
   <translation>
    <numerusform>%n hora</numerusform>
    <numerusform>%n horas</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n days</source>
   <translation>
    <numerusform>%n día</numerusform>
    <numerusform>%n días</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>rooms</name>
  <message numerus="yes">
   <source>%n unread</source>
   <translation>
    <numerusform>%n sin leer</numerusform>
    <numerusform>%n sin leer</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n mentions</source>
   <translation>
    <numerusform>%n mención</numerusform>
    <numerusform>%n menciones</numerusform>
   </translation>
  </message>
  <message>
   <source>muted</source>
   <translation>silenciada</translation>
  </message>
 </context>
 <context>
  <name>session</name>
  <message>
   <source>The server sent more at once than this program keeps, so the connection was closed.</source>
   <translation>El servidor envió de una vez más de lo que este programa guarda, así que se cerró la conexión.</translation>
  </message>
  <message>
   <source>The server sent more at once than this program keeps; some of it is left out.</source>
   <translation>El servidor envió de una vez más de lo que este programa guarda; falta una parte.</translation>
  </message>
  <message>
   <source>Modes of {room}: {modes}</source>
   <translation>Modos de {room}: {modes}</translation>
  </message>
  <message>
   <source>There is no command /{name}. /help lists them; to say it, type //{name}.</source>
   <translation>No hay ningún comando /{name}. /help los enumera; para decirlo, escribe //{name}.</translation>
  </message>
  <message>
   <source>/away [REASON]</source>
   <translation>/away [MOTIVO]</translation>
  </message>
  <message>
   <source>Say that you are away.</source>
   <translation>Decir que no estás.</translation>
  </message>
  <message>
   <source>/back</source>
   <translation>/back</translation>
  </message>
  <message>
   <source>Say that you are here again.</source>
   <translation>Decir que has vuelto.</translation>
  </message>
  <message>
   <source>/ban NICK|MASK</source>
   <translation>/ban APODO|MÁSCARA</translation>
  </message>
  <message>
   <source>Keep somebody out of this room.</source>
   <translation>No dejar entrar a alguien en esta sala.</translation>
  </message>
  <message>
   <source>/cs TEXT</source>
   <translation>/cs TEXTO</translation>
  </message>
  <message>
   <source>Talk to ChanServ, who looks after rooms.</source>
   <translation>Hablar con ChanServ, que cuida de las salas.</translation>
  </message>
  <message>
   <source>/deop NICK</source>
   <translation>/deop APODO</translation>
  </message>
  <message>
   <source>Take the operator role from somebody.</source>
   <translation>Quitar a alguien el papel de operador.</translation>
  </message>
  <message>
   <source>/devoice NICK</source>
   <translation>/devoice APODO</translation>
  </message>
  <message>
   <source>Take the voice from somebody.</source>
   <translation>Quitar la voz a alguien.</translation>
  </message>
  <message>
   <source>/help [COMMAND]</source>
   <translation>/help [COMANDO]</translation>
  </message>
  <message>
   <source>List the commands, or explain one.</source>
   <translation>Enumerar los comandos o explicar uno.</translation>
  </message>
  <message>
   <source>/invite NICK [#ROOM]</source>
   <translation>/invite APODO [#SALA]</translation>
  </message>
  <message>
   <source>Ask somebody into a room.</source>
   <translation>Invitar a alguien a una sala.</translation>
  </message>
  <message>
   <source>/join #ROOM [KEY]</source>
   <translation>/join #SALA [CLAVE]</translation>
  </message>
  <message>
   <source>Go into a room.</source>
   <translation>Entrar en una sala.</translation>
  </message>
  <message>
   <source>/kick [#ROOM] NICK [REASON]</source>
   <translation>/kick [#SALA] APODO [MOTIVO]</translation>
  </message>
  <message>
   <source>Remove somebody from a room.</source>
   <translation>Expulsar a alguien de una sala.</translation>
  </message>
  <message>
   <source>/list</source>
   <translation>/list</translation>
  </message>
  <message>
   <source>List the rooms of the server.</source>
   <translation>Enumerar las salas del servidor.</translation>
  </message>
  <message>
   <source>/me TEXT</source>
   <translation>/me TEXTO</translation>
  </message>
  <message>
   <source>Say what you do.</source>
   <translation>Decir lo que haces.</translation>
  </message>
  <message>
   <source>/mode [TARGET] [MODES]</source>
   <translation>/mode [DESTINO] [MODOS]</translation>
  </message>
  <message>
   <source>Show or change modes.</source>
   <translation>Mostrar o cambiar modos.</translation>
  </message>
  <message>
   <source>/msg NICK TEXT</source>
   <translation>/msg APODO TEXTO</translation>
  </message>
  <message>
   <source>Write to one person.</source>
   <translation>Escribir a una persona.</translation>
  </message>
  <message>
   <source>/names [#ROOM]</source>
   <translation>/names [#SALA]</translation>
  </message>
  <message>
   <source>Say who is in a room.</source>
   <translation>Decir quién está en una sala.</translation>
  </message>
  <message>
   <source>/nick NAME</source>
   <translation>/nick APODO</translation>
  </message>
  <message>
   <source>Change your nickname.</source>
   <translation>Cambiar tu apodo.</translation>
  </message>
  <message>
   <source>/notice NICK TEXT</source>
   <translation>/notice APODO TEXTO</translation>
  </message>
  <message>
   <source>Write a notice.</source>
   <translation>Escribir un aviso.</translation>
  </message>
  <message>
   <source>/ns TEXT</source>
   <translation>/ns TEXTO</translation>
  </message>
  <message>
   <source>Talk to NickServ, who looks after accounts.</source>
   <translation>Hablar con NickServ, que cuida de las cuentas.</translation>
  </message>
  <message>
   <source>/op NICK</source>
   <translation>/op APODO</translation>
  </message>
  <message>
   <source>Make somebody an operator of this room.</source>
   <translation>Hacer a alguien operador de esta sala.</translation>
  </message>
  <message>
   <source>/part [#ROOM] [MESSAGE]</source>
   <translation>/part [#SALA] [MENSAJE]</translation>
  </message>
  <message>
   <source>Leave a room.</source>
   <translation>Salir de una sala.</translation>
  </message>
  <message>
   <source>/query NICK [TEXT]</source>
   <translation>/query APODO [TEXTO]</translation>
  </message>
  <message>
   <source>Open a conversation with one person.</source>
   <translation>Abrir una conversación con una persona.</translation>
  </message>
  <message>
   <source>/quit [MESSAGE]</source>
   <translation>/quit [MENSAJE]</translation>
  </message>
  <message>
   <source>Say goodbye and leave.</source>
   <translation>Despedirse y salir.</translation>
  </message>
  <message>
   <source>/raw COMMAND [PARAMETERS]</source>
   <translation>/raw COMANDO [PARÁMETROS]</translation>
  </message>
  <message>
   <source>Send a line of the protocol as it is.</source>
   <translation>Enviar una línea del protocolo tal cual.</translation>
  </message>
  <message>
   <source>/say TEXT</source>
   <translation>/say TEXTO</translation>
  </message>
  <message>
   <source>Say a text, even one that begins with /.</source>
   <translation>Decir un texto, aunque empiece por /.</translation>
  </message>
  <message>
   <source>/search [from:NICK] [in:#ROOM] WORDS</source>
   <translation>/search [from:APODO] [in:#SALA] PALABRAS</translation>
  </message>
  <message>
   <source>Find messages.</source>
   <translation>Buscar mensajes.</translation>
  </message>
  <message>
   <source>/setname NAME</source>
   <translation>/setname NOMBRE</translation>
  </message>
  <message>
   <source>Change your real name.</source>
   <translation>Cambiar tu nombre real.</translation>
  </message>
  <message>
   <source>/shrug [TEXT]</source>
   <translation>/shrug [TEXTO]</translation>
  </message>
  <message>
   <source>/topic [#ROOM] [TEXT]</source>
   <translation>/topic [#SALA] [TEXTO]</translation>
  </message>
  <message>
   <source>Show or change what a room is about.</source>
   <translation>Mostrar o cambiar de qué trata una sala.</translation>
  </message>
  <message>
   <source>/voice NICK</source>
   <translation>/voice APODO</translation>
  </message>
  <message>
   <source>Give somebody voice in this room.</source>
   <translation>Dar voz a alguien en esta sala.</translation>
  </message>
  <message>
   <source>/whois NICK</source>
   <translation>/whois APODO</translation>
  </message>
  <message>
   <source>Tell about a person.</source>
   <translation>Dar información de una persona.</translation>
  </message>
  <message>
   <source>/{name} takes one line. To say all of this, type / before it.</source>
   <translation>/{name} toma una línea. Para decir todo esto, escribe / delante.</translation>
  </message>
  <message>
   <source>In {room}: {names}</source>
   <translation>En {room}: {names}</translation>
  </message>
  <message>
   <source>In {room}: nobody that we know of</source>
   <translation>En {room}: nadie, que sepamos</translation>
  </message>
  <message>
   <source>There is no command /{name}.</source>
   <translation>No hay ningún comando /{name}.</translation>
  </message>
  <message>
   <source>Use it like this: {usage}</source>
   <translation>Se usa así: {usage}</translation>
  </message>
  <message>
   <source>Topic of {room}: {topic}</source>
   <translation>Tema de {room}: {topic}</translation>
  </message>
  <message>
   <source>{room} has no topic.</source>
   <translation>{room} no tiene tema.</translation>
  </message>
  <message>
   <source>{usage} — {help}</source>
   <translation>{usage} — {help}</translation>
  </message>
  <message>
   <source>The connection to the server was lost.</source>
   <translation>Se perdió la conexión con el servidor.</translation>
  </message>
  <message>
   <source>The server closed the connection: {reason}</source>
   <translation>El servidor cerró la conexión: {reason}</translation>
  </message>
  <message>
   <source>This port takes encrypted connections only: use an address that begins with ircs://.</source>
   <translation>Este puerto solo acepta conexiones cifradas: usa una dirección que empiece por ircs://.</translation>
  </message>
  <message>
   <source>The server closed the connection without a word. Perhaps it wants an encrypted one: an address that begins with ircs://.</source>
   <translation>El servidor cerró la conexión sin decir nada. Quizá quiere una cifrada: una dirección que empiece por ircs://.</translation>
  </message>
  <message>
   <source>The server does not answer. Perhaps this is no chat server, or its port takes encrypted connections only (ircs://).</source>
   <translation>El servidor no responde. Quizá no sea un servidor de chat, o su puerto solo acepta conexiones cifradas (ircs://).</translation>
  </message>
  <message>
   <source>The server does not answer.</source>
   <translation>El servidor no responde.</translation>
  </message>
  <message>
   <source>The connection was lost: the server does not answer.</source>
   <translation>Se perdió la conexión: el servidor no responde.</translation>
  </message>
  <message>
   <source>That cannot be sent: it is too long, or has characters the server does not take.</source>
   <translation>Eso no se puede enviar: es demasiado largo o tiene caracteres que el servidor no admite.</translation>
  </message>
  <message>
   <source>Too much is waiting to be sent; that was left out.</source>
   <translation>Ya hay demasiado por enviar; eso se dejó fuera.</translation>
  </message>
  <message>
   <source>The server asks without end and reads no answer, so the connection was closed.</source>
   <translation>El servidor pregunta sin fin y no lee las respuestas, así que se cerró la conexión.</translation>
  </message>
  <message>
   <source>You are banned from this server: {text}</source>
   <translation>Tienes prohibida la entrada a este servidor: {text}</translation>
  </message>
  <message>
   <source>That message can't be found any more.</source>
   <translation>Ese mensaje ya no se encuentra.</translation>
  </message>
  <message>
   <source>You were away. This server keeps no history, so messages may be missing here.</source>
   <translation>No estabas. Este servidor no guarda el historial: aquí pueden faltar mensajes.</translation>
  </message>
  <message>
   <source>Deleted by {nick}: {reason}</source>
   <translation>Borrado por {nick}: {reason}</translation>
  </message>
  <message>
   <source>Deleted by {nick}</source>
   <translation>Borrado por {nick}</translation>
  </message>
  <message>
   <source>The server wants a nickname.</source>
   <translation>El servidor pide un apodo.</translation>
  </message>
  <message>
   <source>The server does not allow the nickname {nick}.</source>
   <translation>El servidor no permite el apodo {nick}.</translation>
  </message>
  <message>
   <source>The nickname {nick} is taken here.</source>
   <translation>Aquí el apodo {nick} ya está en uso.</translation>
  </message>
  <message>
   <source>The nickname {nick} cannot be used right now.</source>
   <translation>El apodo {nick} no se puede usar ahora mismo.</translation>
  </message>
  <message>
   <source>This server does not offer logging in.</source>
   <translation>En este servidor no se puede iniciar sesión.</translation>
  </message>
  <message>
   <source>The server does not accept this account and password.</source>
   <translation>El servidor no acepta esta cuenta y contraseña.</translation>
  </message>
  <message>
   <source>The server could not prove that it knows your password. It may not be the server you think; the login was stopped.</source>
   <translation>El servidor no pudo demostrar que conoce tu contraseña. Puede que no sea el que crees; se detuvo el inicio de sesión.</translation>
  </message>
  <message>
   <source>The login was stopped: the server asks for far more work than a password needs.</source>
   <translation>Se detuvo el inicio de sesión: el servidor pide mucho más trabajo del que necesita una contraseña.</translation>
  </message>
  <message>
   <source>The password was not sent: this connection is not encrypted. Use an address that begins with ircs://.</source>
   <translation>No se envió la contraseña: esta conexión no está cifrada. Usa una dirección que empiece por ircs://.</translation>
  </message>
  <message>
   <source>This server does not offer registering an account here.</source>
   <translation>En este servidor no se pueden crear cuentas desde aquí.</translation>
  </message>
  <message>
   <source>A code was sent to you; enter it to finish.</source>
   <translation>Se te ha enviado un código; introdúcelo para terminar.</translation>
  </message>
  <message>
   <source>The account {account} is registered.</source>
   <translation>La cuenta {account} está creada.</translation>
  </message>
  <message>
   <source>Reactions are not possible here.</source>
   <translation>Aquí no se puede reaccionar.</translation>
  </message>
  <message>
   <source>This server cannot delete messages.</source>
   <translation>Este servidor no puede borrar mensajes.</translation>
  </message>
  <message>
   <source>{nick} is away: {text}</source>
   <translation>{nick} no está: {text}</translation>
  </message>
  <message>
   <source>Your real name is {name} now.</source>
   <translation>Tu nombre real es ahora {name}.</translation>
  </message>
  <message>
   <source>You are not connected.</source>
   <translation>No tienes conexión.</translation>
  </message>
  <message>
   <source>This server keeps no profile.</source>
   <translation>Este servidor no guarda perfiles.</translation>
  </message>
  <message>
   <source>The server keeps no more entries of you.</source>
   <translation>El servidor no guarda más datos tuyos.</translation>
  </message>
  <message>
   <source>The server has not answered the last changes yet.</source>
   <translation>El servidor aún no ha respondido a los últimos cambios.</translation>
  </message>
  <message>
   <source>Those were many changes at once. Wait a little and try again.</source>
   <translation>Fueron muchos cambios a la vez. Espera un poco e inténtalo de nuevo.</translation>
  </message>
  <message>
   <source>That is too long for the server.</source>
   <translation>Es demasiado largo para el servidor.</translation>
  </message>
  <message>
   <source>This server has a password. Without it nobody gets in.</source>
   <translation>Este servidor tiene una contraseña. Sin ella no entra nadie.</translation>
  </message>
  <message>
   <source>The server does not accept this password.</source>
   <translation>El servidor no acepta esta contraseña.</translation>
  </message>
  <message>
   <source>The server's password was not sent: this connection is not encrypted. An address that begins with ircs:// is.</source>
   <translation>La contraseña del servidor no se envió: esta conexión no está cifrada. Con una dirección que empiece por ircs:// sí lo está.</translation>
  </message>
  <message>
   <source>Nobody here is called {what}.</source>
   <translation>Aquí nadie se llama {what}.</translation>
  </message>
  <message>
   <source>There is no server called {what}.</source>
   <translation>No hay ningún servidor llamado {what}.</translation>
  </message>
  <message>
   <source>There is no room called {what}.</source>
   <translation>No hay ninguna sala llamada {what}.</translation>
  </message>
  <message>
   <source>You cannot talk in {what}: {text}</source>
   <translation>No puedes hablar en {what}: {text}</translation>
  </message>
  <message>
   <source>You are in too many rooms to join {what}.</source>
   <translation>Estás en demasiadas salas para entrar en {what}.</translation>
  </message>
  <message>
   <source>Nobody here was called {what}.</source>
   <translation>Aquí nadie se llamaba {what}.</translation>
  </message>
  <message>
   <source>The server does not know the command {what}.</source>
   <translation>El servidor no conoce el comando {what}.</translation>
  </message>
  <message>
   <source>{what} is not in {where}.</source>
   <translation>{what} no está en {where}.</translation>
  </message>
  <message>
   <source>You are not in {what}.</source>
   <translation>No estás en {what}.</translation>
  </message>
  <message>
   <source>{what} is in {where} already.</source>
   <translation>{what} ya está en {where}.</translation>
  </message>
  <message>
   <source>The command {what} needs more than that.</source>
   <translation>Al comando {what} le falta algo.</translation>
  </message>
  <message>
   <source>{what} has a key already.</source>
   <translation>{what} ya tiene clave.</translation>
  </message>
  <message>
   <source>{what} is full.</source>
   <translation>{what} está llena.</translation>
  </message>
  <message>
   <source>The server does not know the mode {what}.</source>
   <translation>El servidor no conoce el modo {what}.</translation>
  </message>
  <message>
   <source>{what} is by invitation only.</source>
   <translation>En {what} solo se entra con invitación.</translation>
  </message>
  <message>
   <source>You are banned from {what}.</source>
   <translation>Tienes prohibida la entrada a {what}.</translation>
  </message>
  <message>
   <source>{what} needs a key: /join {what} KEY</source>
   <translation>{what} pide una clave: /join {what} CLAVE</translation>
  </message>
  <message>
   <source>{what} is not a name a room can have.</source>
   <translation>Una sala no se puede llamar {what}.</translation>
  </message>
  <message>
   <source>{what} is for registered accounts only. Register or log in first.</source>
   <translation>{what} es solo para quienes tienen cuenta. Crea una o inicia sesión primero.</translation>
  </message>
  <message>
   <source>Only the server's operators can do that.</source>
   <translation>Eso solo pueden hacerlo los operadores del servidor.</translation>
  </message>
  <message>
   <source>Only operators of {what} can do that.</source>
   <translation>Eso solo pueden hacerlo los operadores de {what}.</translation>
  </message>
  <message>
   <source>{what} is for encrypted connections only.</source>
   <translation>{what} es solo para conexiones cifradas.</translation>
  </message>
  <message>
   <source>The server refused that ({code}).</source>
   <translation>El servidor lo rechazó ({code}).</translation>
  </message>
  <message>
   <source>{nick} invites you to {room}. To go there: /join {room}</source>
   <translation>{nick} te invita a {room}. Para ir: /join {room}</translation>
  </message>
  <message>
   <source>{old} is called {new} now.</source>
   <translation>{old} ahora se llama {new}.</translation>
  </message>
  <message>
   <source>The server keeps changing how it compares names, so the connection was closed.</source>
   <translation>El servidor cambia una y otra vez cómo compara los nombres, así que se cerró la conexión.</translation>
  </message>
  <message>
   <source>Nothing was found.</source>
   <translation>No se encontró nada.</translation>
  </message>
  <message>
   <source>Type a word to look for, or from:nick.</source>
   <translation>Escribe una palabra que buscar, o from:apodo.</translation>
  </message>
  <message>
   <source>The server did not confirm this message in time.</source>
   <translation>El servidor no confirmó este mensaje a tiempo.</translation>
  </message>
  <message>
   <source>The connection broke before the server confirmed this message; it may have arrived.</source>
   <translation>La conexión se cortó antes de que el servidor confirmara este mensaje; puede que haya llegado.</translation>
  </message>
  <message>
   <source>Nobody listens here. Join a room with /join #room, or open a conversation with /query nick.</source>
   <translation>Aquí no escucha nadie. Entra en una sala con /join #sala o abre una conversación con /query apodo.</translation>
  </message>
  <message>
   <source>You are not in {room}. Join it to talk there: /join {room}</source>
   <translation>No estás en {room}. Entra para hablar allí: /join {room}</translation>
  </message>
  <message>
   <source>That would be {number} messages, and no more than {most} may wait to be sent.</source>
   <translation>Serían {number} mensajes, y no pueden esperar más de {most} a enviarse.</translation>
  </message>
  <message>
   <source>That cannot be sent as a message.</source>
   <translation>Eso no se puede enviar como mensaje.</translation>
  </message>
  <message>
   <source>That is not an address of a chat server. Examples: chat.example.org, ircs://chat.example.org:6697/#room</source>
   <translation>Esa no es la dirección de un servidor de chat. Ejemplos: chat.example.org, ircs://chat.example.org:6697/#sala</translation>
  </message>
  <message>
   <source>Messages are no longer kept on this computer: {why}</source>
   <translation>Los mensajes ya no se guardan en este equipo: {why}</translation>
  </message>
  <message>
   <source>Messages are no longer kept on this computer: the store is closed.</source>
   <translation>Los mensajes ya no se guardan en este equipo: el almacén está cerrado.</translation>
  </message>
  <message>
   <source>The local message store at {path} cannot be opened: {error}.</source>
   <translation>No se puede abrir el almacén de mensajes {path}: {error}.</translation>
  </message>
  <message>
   <source>Switching to an encrypted connection, as the server asks.</source>
   <translation>Se cambia a una conexión cifrada, como pide el servidor.</translation>
  </message>
 </context>
 <context>
  <name>timeline</name>
  <message>
   <source>a picture, not shown</source>
   <translation>una imagen, oculta</translation>
  </message>
  <message>
   <source>a picture, loading</source>
   <translation>una imagen, cargando</translation>
  </message>
  <message>
   <source>a picture, shown</source>
   <translation>una imagen, a la vista</translation>
  </message>
  <message>
   <source>Show picture</source>
   <translation>Mostrar imagen</translation>
  </message>
  <message>
   <source>Loading from {host}…</source>
   <translation>Cargando de {host}…</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>Detener</translation>
  </message>
  <message>
   <source>Try again</source>
   <translation>Reintentar</translation>
  </message>
  <message>
   <source>Open link</source>
   <translation>Abrir enlace</translation>
  </message>
  <message>
   <source>Hide</source>
   <translation>Ocultar</translation>
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
   <source>d MMM HH:mm</source>
   <translation>d MMM HH:mm</translation>
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
   <translation>{nick} ahora se llama {new}</translation>
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
   <source>dddd, d MMMM</source>
   <translation>dddd, d 'de' MMMM</translation>
  </message>
  <message>
   <source>dddd, d MMMM yyyy</source>
   <translation>dddd, d 'de' MMMM 'de' yyyy</translation>
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
   <translation>Se borró este mensaje.</translation>
  </message>
  <message numerus="yes">
   <source>{people} joined</source>
   <translation>
    <numerusform>{people} entró</numerusform>
    <numerusform>{people} entraron</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{people} left</source>
   <translation>
    <numerusform>{people} salió</numerusform>
    <numerusform>{people} salieron</numerusform>
   </translation>
  </message>
  <message>
   <source> and </source>
   <translation> y </translation>
  </message>
  <message numerus="yes">
   <source>{some} and %n others</source>
   <translation>
    <numerusform>{some} y una persona más</numerusform>
    <numerusform>{some} y %n más</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>transport</name>
  <message>
   <source>This computer's Qt has no TLS, so the connection can't be secured.</source>
   <translation>El Qt de este equipo no tiene TLS: la conexión no se puede cifrar.</translation>
  </message>
  <message>
   <source>{where} does not answer in TLS. Perhaps this port takes connections without encryption only (irc://).</source>
   <translation>{where} no responde con TLS. Quizá este puerto solo acepta conexiones sin cifrar (irc://).</translation>
  </message>
  <message>
   <source>{where} did not answer in time.</source>
   <translation>{where} no respondió a tiempo.</translation>
  </message>
  <message>
   <source>{host} can't prove that it is {host}: {why}</source>
   <translation>{host} no puede demostrar que es {host}: {why}</translation>
  </message>
  <message>
   <source>{host} shows another certificate than the one you trusted. Be careful.</source>
   <translation>{host} muestra otro certificado que aquel en el que confiaste. Cuidado.</translation>
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
   <source>The server closed the connection.</source>
   <translation>El servidor cerró la conexión.</translation>
  </message>
  <message>
   <source>The network is not reachable.</source>
   <translation>No se puede llegar a la red.</translation>
  </message>
  <message>
   <source>No secure connection to {where} is possible ({detail}). Perhaps this port takes connections without encryption only (irc://).</source>
   <translation>No es posible una conexión segura con {where} ({detail}). Quizá este puerto solo acepta conexiones sin cifrar (irc://).</translation>
  </message>
  <message>
   <source>The connection to {where} failed: {detail}</source>
   <translation>Falló la conexión con {where}: {detail}</translation>
  </message>
 </context>
</TS>
