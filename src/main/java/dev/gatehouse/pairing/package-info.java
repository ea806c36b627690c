/**
 * The vocabulary of pairing: what is asked, what is granted, what the operator decides. Records and sealed types;
 * no input or output, no user interface, nothing but the JDK.
 */
@NullMarked
package dev.gatehouse.pairing;

import org.jspecify.annotations.NullMarked;
