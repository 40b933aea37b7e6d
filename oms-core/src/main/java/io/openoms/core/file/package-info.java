/** Files that hold values of rows. */
@NullMarked
package io.openoms.core.file;

import org.jspecify.annotations.NullMarked;
