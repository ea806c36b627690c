/** Tests of the adapter for Org in a Box, against a simulator on a real PostgreSQL: no server of the product is to be had. */
@NullMarked
package dev.gatehouse.gateway.orginabox;

import org.jspecify.annotations.NullMarked;
