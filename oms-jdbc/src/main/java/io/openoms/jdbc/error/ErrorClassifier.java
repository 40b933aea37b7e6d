package io.openoms.jdbc.error;

import java.sql.SQLException;

/** Says what an error of a driver or server means. Stateless; thread-safe. */
@FunctionalInterface
public interface ErrorClassifier {

  /** The named error; {@link JdbcError#STATEMENT_FAILED} where nothing more is known. */
  JdbcError classify(SQLException error);
}
