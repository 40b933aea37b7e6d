package io.openoms.error;

import io.openoms.ObjectName;
import io.openoms.Phase;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * Where an error happened; each part only where it is known. Immutable.
 *
 * @param phase the phase
 * @param object the object, by its source name
 * @param position a chunk, a row's key, or a position in the source's log
 */
public record ErrorContext(
    Optional<Phase> phase, Optional<ObjectName> object, Optional<String> position) {

  private static final ErrorContext NONE =
      new ErrorContext(Optional.empty(), Optional.empty(), Optional.empty());

  /** Nothing is known. */
  public static ErrorContext none() {
    return NONE;
  }

  /** The object is known. */
  public static ErrorContext of(ObjectName object) {
    return NONE.withObject(object);
  }

  /** The same with the phase filled in, unless it is known already. */
  public ErrorContext withPhase(Phase value) {
    return phase.isPresent() ? this : new ErrorContext(Optional.of(value), object, position);
  }

  /** The same with the object filled in, unless it is known already. */
  public ErrorContext withObject(ObjectName value) {
    return object.isPresent() ? this : new ErrorContext(phase, Optional.of(value), position);
  }

  /** The same with the position filled in, unless it is known already. */
  public ErrorContext withPosition(String value) {
    return position.isPresent() ? this : new ErrorContext(phase, object, Optional.of(value));
  }

  /** {@code phase full, object a.b, chunk 3}, or an empty text. */
  @Override
  public String toString() {
    StringJoiner text = new StringJoiner(", ");
    phase.ifPresent(value -> text.add("phase " + value.label()));
    object.ifPresent(value -> text.add("object " + value));
    position.ifPresent(text::add);
    return text.toString();
  }
}
