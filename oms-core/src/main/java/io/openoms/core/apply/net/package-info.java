/**
 * The net change of a window: changes in the log's order are merged row by row and shared out among
 * lanes. Pure functions of their input, without any server.
 */
@NullMarked
package io.openoms.core.apply.net;

import org.jspecify.annotations.NullMarked;
