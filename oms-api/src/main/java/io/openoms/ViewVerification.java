package io.openoms;

import java.util.List;
import java.util.Optional;

/**
 * What a verification found of a view. Views are compared by their definitions: by what the sink
 * makes of the source's view now. Immutable.
 *
 * @param source the view at the source
 * @param target the view at the sink
 * @param result what was found
 * @param notes what differs, or why the definitions could not be compared, as parts of sentences
 * @param errorCode the stable code of the error, when it could not be looked at
 * @param error why not, beginning with the code
 */
public record ViewVerification(
    ObjectName source,
    ObjectName target,
    Result result,
    List<String> notes,
    Optional<String> errorCode,
    Optional<String> error) {

  /** What was found. */
  public enum Result {
    /** It is what the sink makes of the source's view. */
    EQUAL,
    /** It is not at the sink. */
    MISSING,
    /** It has another definition. */
    DIFFERENT,
    /** It is there, and nobody can say more. */
    UNCOMPARED
  }

  public ViewVerification {
    notes = List.copyOf(notes);
  }

  /** Whether nothing is wrong with it, as far as is known. */
  public boolean isConsistent() {
    return error.isEmpty() && (result == Result.EQUAL || result == Result.UNCOMPARED);
  }
}
