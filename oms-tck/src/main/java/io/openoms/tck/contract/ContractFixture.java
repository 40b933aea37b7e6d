package io.openoms.tck.contract;

import io.openoms.ObjectName;
import io.openoms.spi.Endpoint;

/**
 * A place at a server in which a contract makes its tables. Each table has a key {@code id}, a
 * whole number, and a column {@code v}, a text of up to 100 characters that may be NULL. One
 * thread.
 */
public interface ContractFixture extends AutoCloseable {

  /** The endpoint that is tried, at that server. */
  Endpoint endpoint();

  /** Makes an empty table. */
  ObjectName create(String name);

  /** Where a table would be; it need not be there. */
  ObjectName name(String table);

  /** Removes everything that was made. */
  @Override
  void close();
}
