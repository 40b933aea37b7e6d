/** The errors of a migration: one unchecked root with a stable code, a category and a context. */
@NullMarked
package io.openoms.error;

import org.jspecify.annotations.NullMarked;
