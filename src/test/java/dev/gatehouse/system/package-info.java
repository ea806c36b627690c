/** What the desktop gives and takes: real locks, sockets and buses. */
package dev.gatehouse.system;
