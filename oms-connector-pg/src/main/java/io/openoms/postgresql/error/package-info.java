/** What only this endpoint fails with. */
@NullMarked
package io.openoms.postgresql.error;

import org.jspecify.annotations.NullMarked;
