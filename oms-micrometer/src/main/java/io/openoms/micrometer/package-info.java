/** Figures of a migration as meters of Micrometer. */
@NullMarked
package io.openoms.micrometer;

import org.jspecify.annotations.NullMarked;
