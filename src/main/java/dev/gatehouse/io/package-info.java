/**
 * What several adapters need of files, folders and sockets. Throws exceptions of its own; {@code gateway} turns them into
 * problems.
 */
@NullMarked
package dev.gatehouse.io;

import org.jspecify.annotations.NullMarked;
