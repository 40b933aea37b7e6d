package io.openoms;

import java.util.List;
import java.util.Optional;

/**
 * What a verification found in a table of the sink. Immutable.
 *
 * @param sources the tables of the source that fill it; more than one when they are merged
 * @param target the table at the sink
 * @param parts those of the sources that were compared in part: a row filter or a choice of columns
 *     leaves the rest behind. The sink's table is compared with all of these parts together
 * @param rows rows of the source that were compared
 * @param missing rows that only the source has
 * @param extra rows that only the sink has
 * @param different rows that both have, with different values
 * @param unresolved rows that kept changing, so that nothing can be said of them
 * @param byRule rows that differ as the project's own rules have it: it does not follow the kind of
 *     change that made them so. They are no differences, and a repair leaves them
 * @param deadLetters those of the rows that differ whose change was handed to the caller as a dead
 *     letter before the verification began; of tables with a key, and up to 10,000 in all
 * @param repaired rows that differed, were repaired, and are equal now; the other counts are
 *     without them
 * @param samples some of the rows that differed, those that were repaired included
 * @param errorCode the stable code of the error, when the table could not be compared to its end
 * @param error why not, beginning with the code
 */
public record TableVerification(
    List<ObjectName> sources,
    ObjectName target,
    List<ComparedPart> parts,
    long rows,
    long missing,
    long extra,
    long different,
    long unresolved,
    long byRule,
    long deadLetters,
    long repaired,
    List<RowDifference> samples,
    Optional<String> errorCode,
    Optional<String> error) {

  public TableVerification {
    sources = List.copyOf(sources);
    parts = List.copyOf(parts);
    samples = List.copyOf(samples);
  }

  /** What was found in a whole table of which all changes count and were applied. */
  public TableVerification(
      List<ObjectName> sources,
      ObjectName target,
      long rows,
      long missing,
      long extra,
      long different,
      long unresolved,
      long repaired,
      List<RowDifference> samples,
      Optional<String> errorCode,
      Optional<String> error) {
    this(
        sources,
        target,
        List.of(),
        rows,
        missing,
        extra,
        different,
        unresolved,
        0,
        0,
        repaired,
        samples,
        errorCode,
        error);
  }

  /** Whether all rows were compared, and none differs or is unresolved. */
  public boolean isConsistent() {
    return differences() == 0 && unresolved == 0 && error.isEmpty();
  }

  /** Rows that were found to differ or to be unresolved, those that were repaired included. */
  public long found() {
    return differences() + unresolved + repaired;
  }

  /** Rows that are missing, extra or different. */
  public long differences() {
    return missing + extra + different;
  }
}
