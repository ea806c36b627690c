/**
 * Where the console's secrets rest: the system's keychain, else a file sealed with a passphrase, else memory. Nothing
 * here writes a secret in clear, prints one or puts one into an exception.
 */
@NullMarked
package dev.gatehouse.console.secrets;

import org.jspecify.annotations.NullMarked;
