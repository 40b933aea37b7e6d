package io.openoms.bench;

/**
 * One way to apply changes. Each use: {@link #prepare}, the changes are made, {@link #changed},
 * {@link #apply}.
 */
interface IncrementalCompetitor {

  /** Its name in reports. */
  String name();

  /** How many changes it is given, of those wanted. */
  default int changes(int wanted) {
    return wanted;
  }

  /** The source has its first rows, the sink nothing: makes both equal. Not measured. */
  void prepare(IncrementalTask task) throws Exception;

  /** The changes are made at the source: prepares what carries them. Not measured. */
  default void changed(IncrementalTask task) throws Exception {}

  /** Applies what was changed since; from the first look at it to the last commit. */
  Applied apply(IncrementalTask task) throws Exception;
}
