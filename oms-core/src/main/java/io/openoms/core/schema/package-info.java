/** Creates objects at the sink. */
@NullMarked
package io.openoms.core.schema;

import org.jspecify.annotations.NullMarked;
