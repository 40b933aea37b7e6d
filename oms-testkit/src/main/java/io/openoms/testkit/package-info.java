/**
 * Real database servers for tests and for the demo, without docker and without mocks.
 *
 * <p>{@link io.openoms.testkit.Servers} names the kinds; a {@link io.openoms.testkit.ServerSpec}
 * starts one as a {@link io.openoms.testkit.DatabaseServer}. {@link io.openoms.testkit.HBaseServer}
 * is one that JDBC does not reach. {@link io.openoms.testkit.LinkProxy} breaks the network in front
 * of one, {@link io.openoms.testkit.LeakCheck} finds threads left over.
 */
@NullMarked
package io.openoms.testkit;

import org.jspecify.annotations.NullMarked;
