<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<!-- SPDX-License-Identifier: GPL-3.0-or-later -->
<TS version="2.1" language="en" sourcelanguage="en">
 <context>
  <name>Notifications</name>
  <message numerus="yes">
   <source>and %n more</source>
   <translation>
    <numerusform>and %n more</numerusform>
    <numerusform>and %n more</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>Hubbub: %n unread</source>
   <translation>
    <numerusform>Hubbub: %n unread</numerusform>
    <numerusform>Hubbub: %n unread</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>Panels</name>
  <message numerus="yes">
   <source>%n new</source>
   <translation>
    <numerusform>%n new</numerusform>
    <numerusform>%n new</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n people</source>
   <translation>
    <numerusform>%n person</numerusform>
    <numerusform>%n people</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>Pasting</name>
  <message numerus="yes">
   <source>{name} is %n lines, {count} characters. Put its text into the message?</source>
   <translation>
    <numerusform>{name} is one line, {count} characters. Put its text into the message?</numerusform>
    <numerusform>{name} is %n lines, {count} characters. Put its text into the message?</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>This is %n lines, {count} characters. Put it into the message?</source>
   <translation>
    <numerusform>This is one line, {count} characters. Put it into the message?</numerusform>
    <numerusform>This is %n lines, {count} characters. Put it into the message?</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>This server takes it as %n messages.</source>
   <translation>
    <numerusform>This server takes it as one message.</numerusform>
    <numerusform>This server takes it as %n messages.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>Sending them takes about %n minutes, as it throws out who is faster.</source>
   <translation>
    <numerusform>Sending them takes about a minute, as it throws out who is faster.</numerusform>
    <numerusform>Sending them takes about %n minutes, as it throws out who is faster.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>Sending them takes about %n seconds, as it throws out who is faster.</source>
   <translation>
    <numerusform>Sending them takes about a second, as it throws out who is faster.</numerusform>
    <numerusform>Sending them takes about %n seconds, as it throws out who is faster.</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>PeoplePanel</name>
  <message numerus="yes">
   <source>%n people here</source>
   <translation>
    <numerusform>%n person here</numerusform>
    <numerusform>%n people here</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>RoomPage</name>
  <message numerus="yes">
   <source>%n unread</source>
   <translation>
    <numerusform>%n unread</numerusform>
    <numerusform>%n unread</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n new</source>
   <translation>
    <numerusform>%n new</numerusform>
    <numerusform>%n new</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>SearchPanel</name>
  <message numerus="yes">
   <source>%n messages</source>
   <translation>
    <numerusform>%n message</numerusform>
    <numerusform>%n messages</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>profile</name>
  <message numerus="yes">
   <source>%n minutes</source>
   <translation>
    <numerusform>%n minute</numerusform>
    <numerusform>%n minutes</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n hours</source>
   <translation>
    <numerusform>%n hour</numerusform>
    <numerusform>%n hours</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n days</source>
   <translation>
    <numerusform>%n day</numerusform>
    <numerusform>%n days</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>rooms</name>
  <message numerus="yes">
   <source>%n unread</source>
   <translation>
    <numerusform>%n unread</numerusform>
    <numerusform>%n unread</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n mentions</source>
   <translation>
    <numerusform>%n mention</numerusform>
    <numerusform>%n mentions</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>timeline</name>
  <message numerus="yes">
   <source>{people} joined</source>
   <translation>
    <numerusform>{people} joined</numerusform>
    <numerusform>{people} joined</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{people} left</source>
   <translation>
    <numerusform>{people} left</numerusform>
    <numerusform>{people} left</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{some} and %n others</source>
   <translation>
    <numerusform>{some} and one other</numerusform>
    <numerusform>{some} and %n others</numerusform>
   </translation>
  </message>
 </context>
</TS>
