package io.openoms.spi.data;

import java.util.ArrayList;
import java.util.List;

/**
 * How a target holds an object. Immutable.
 *
 * @param statements what creates it, executed before the copy
 * @param afterCopy what is executed when its rows are there: secondary indexes
 * @param notices what will not be as it is at the source, as sentences
 * @param heldBack statements kept aside until the switchover: foreign keys
 * @param faults why it cannot be held; empty when it can
 */
public record Conversion(
    List<SchemaStatement> statements,
    List<SchemaStatement> afterCopy,
    List<String> notices,
    List<String> heldBack,
    List<String> faults) {

  public Conversion {
    statements = List.copyOf(statements);
    afterCopy = List.copyOf(afterCopy);
    notices = List.copyOf(notices);
    heldBack = List.copyOf(heldBack);
    faults = List.copyOf(faults);
  }

  /** The same conversion with a further fault, as a sentence. */
  public Conversion withFault(String fault) {
    List<String> all = new ArrayList<>(faults);
    all.add(fault);
    return new Conversion(statements, afterCopy, notices, heldBack, all);
  }
}
