/** Tests of what the desktop gives and takes. */
package dev.gatehouse.system;
