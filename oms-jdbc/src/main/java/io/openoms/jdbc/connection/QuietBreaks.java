package io.openoms.jdbc.connection;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/**
 * Keeps a pool from evicting broken connections by itself, as it would warn of each with a stack
 * trace. What broke is told by this library's own error, and {@link TrackedConnection} has the
 * connection thrown out.
 */
public final class QuietBreaks implements SQLExceptionOverride {

  /** Made by the pool, or for it. */
  public QuietBreaks() {}

  @java.lang.Override
  public SQLExceptionOverride.Override adjudicate(SQLException error) {
    return SQLExceptionOverride.Override.DO_NOT_EVICT;
  }
}
