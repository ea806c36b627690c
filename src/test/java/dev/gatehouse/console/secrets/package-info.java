@NullMarked
package dev.gatehouse.console.secrets;

import org.jspecify.annotations.NullMarked;
