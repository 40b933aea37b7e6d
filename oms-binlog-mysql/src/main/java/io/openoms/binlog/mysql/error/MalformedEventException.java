package io.openoms.binlog.mysql.error;

import io.openoms.ObjectName;
import io.openoms.error.ErrorContext;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An event's bytes are not what its kind asks for. */
public final class MalformedEventException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final @Nullable ObjectName table;

  /** With what is wrong. */
  public MalformedEventException(String message) {
    this(message, null, null);
  }

  private MalformedEventException(
      String message, @Nullable ObjectName table, @Nullable Throwable cause) {
    super(message, cause);
    this.table = table;
  }

  /** The same, of rows of that table. */
  public MalformedEventException in(ObjectName of) {
    return new MalformedEventException(getMessage(), of, this);
  }

  /** A context with the table, if it is known. */
  public ErrorContext in(ErrorContext context) {
    return table == null ? context : context.withObject(table);
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
