package io.openoms.jdbc.mysql.snapshot;

/** Gives moments at which rows are read. Thread-safe. */
@FunctionalInterface
public interface ReadMoments {

  /** A moment after this call began. May block. */
  ReadMoment now();

  /** Each statement reads what is there when it begins. */
  static ReadMoments ofStatements() {
    return () -> ReadMoment.STATEMENT;
  }
}
