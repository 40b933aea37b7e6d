/**
 * A seeded workload that changes a source of MySQL's family in every way that its log can hold, for
 * tests of the incremental phase: {@link io.openoms.tck.workload.Workload}. Plain JDBC, nothing of
 * the code under test.
 */
@NullMarked
package io.openoms.tck.workload;

import org.jspecify.annotations.NullMarked;
