/**
 * The settings that every session of this library has: where they are listed, and that they hold.
 */
@NullMarked
package io.openoms.tck.session;

import org.jspecify.annotations.NullMarked;
