/** Schemas with rows to migrate, and an independent look at what arrived. */
@NullMarked
package io.openoms.testkit.sample;

import org.jspecify.annotations.NullMarked;
