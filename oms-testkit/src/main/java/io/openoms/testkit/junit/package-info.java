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
 * }
 * }</pre>
 */
package io.openoms.testkit.junit;
