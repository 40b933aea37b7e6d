/** When two rows count as equal, and which rows changed meanwhile; used by apply and verify. */
@NullMarked
package io.openoms.core.compare;

import org.jspecify.annotations.NullMarked;
