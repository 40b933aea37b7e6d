/**
 * Real servers as parameters of JUnit 5 tests.
 *
 * <pre>{@code
 * @WithServers
 * class OrdersIT {
 *   @Test
 *   void moves(@Server(MYSQL_97) DatabaseServer from, @Server(OCEANBASE) DatabaseServer to) {
 *     String database = from.createDatabase("orders");
 *     …
 *   }
 *
 *   @ParameterizedTest
 *   @MySqlFamily
 *   void movesFromEach(DatabaseServer from, @Server(OCEANBASE) DatabaseServer to) {
 *     …
 *   }
 * }
 * }</pre>
 *
 * <p>JUnit is not drawn in by this module: a project that uses this package has it already.
 */
@NullMarked
package io.openoms.testkit.junit;

import org.jspecify.annotations.NullMarked;
