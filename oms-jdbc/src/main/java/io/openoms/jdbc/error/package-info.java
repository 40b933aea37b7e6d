/** Named errors for what drivers throw. */
@NullMarked
package io.openoms.jdbc.error;

import org.jspecify.annotations.NullMarked;
