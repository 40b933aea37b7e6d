/** Benchmarks: OpenOMS beside other ways to do the same, alternating in one run. */
@NullMarked
package io.openoms.bench;

import org.jspecify.annotations.NullMarked;
