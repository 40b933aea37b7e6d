/** The contract of single checks before a project starts. */
@NullMarked
package io.openoms.spi.precheck;

import org.jspecify.annotations.NullMarked;
