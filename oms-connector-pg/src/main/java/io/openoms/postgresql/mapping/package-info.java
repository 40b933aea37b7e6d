/** How types are mapped where more than one answer is right. */
@NullMarked
package io.openoms.postgresql.mapping;

import org.jspecify.annotations.NullMarked;
