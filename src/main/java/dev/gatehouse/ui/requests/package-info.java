/** What is pending at all gateways, in one list, and the operator's word on it. */
@NullMarked
package dev.gatehouse.ui.requests;

import org.jspecify.annotations.NullMarked;
