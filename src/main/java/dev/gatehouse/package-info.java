/** Where the console starts: arguments, the platform to draw on, and everything wired together by constructors. */
@NullMarked
package dev.gatehouse;

import org.jspecify.annotations.NullMarked;
