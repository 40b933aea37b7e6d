/** What listeners receive: one immutable object per event. */
@NullMarked
package io.openoms.event;

import org.jspecify.annotations.NullMarked;
