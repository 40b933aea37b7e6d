/** Puts the beans together; nothing here is for callers. */
@NullMarked
package io.openoms.spring.autoconfigure;

import org.jspecify.annotations.NullMarked;
