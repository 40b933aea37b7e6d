package io.openoms.jdbc.error;

import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Turns what a driver throws into named errors. Immutable; thread-safe. */
public final class SqlFailures {

  private static final int LONGEST_MESSAGE = 500;

  private final ErrorClassifier classifier;

  /** Failures as that classifier names them. */
  public SqlFailures(ErrorClassifier classifier) {
    this.classifier = classifier;
  }

  /**
   * The named error.
   *
   * @param doing what was being done, such as {@code "reading the catalog"}
   */
  public MigrationException of(SQLException error, ErrorContext context, String doing) {
    return new MigrationException(
        code(error),
        context,
        doing + ": " + shortened(error.getMessage()) + number(error),
        Math.max(error.getErrorCode(), 0),
        error);
  }

  /** A driver's own errors have no number. */
  private static String number(SQLException error) {
    return error.getErrorCode() > 0 ? " (error " + error.getErrorCode() + ")" : "";
  }

  /** What an error means. */
  public JdbcError code(SQLException error) {
    return classifier.classify(error);
  }

  /** Whether the server was not reached, or its answer did not arrive. */
  public boolean isLinkLost(SQLException error) {
    return switch (code(error)) {
      case CONNECTION_LOST, CONNECTION_FAILED -> true;
      default -> false;
    };
  }

  /** A message of a driver in at most {@value #LONGEST_MESSAGE} characters. */
  public static String shortened(@Nullable String message) {
    String text = message == null ? "no message" : message;
    return text.length() <= LONGEST_MESSAGE ? text : text.substring(0, LONGEST_MESSAGE) + " …";
  }
}
