package io.openoms.spi.data;

import java.util.ArrayList;
import java.util.List;

/**
 * How a target holds an object. Immutable.
 *
 * @param statements what creates it, executed before the copy
 * @param afterCopy what is executed when its rows are there: secondary indexes
 * @param atOnce what creates it together with those indexes of which it can be created, in place of
 *     {@code statements}: for few rows, where an index costs more to build than to keep; empty when
 *     there is no such form
 * @param notices what will not be as it is at the source, as sentences
 * @param heldBack statements kept aside until the switchover: foreign keys
 * @param faults why it cannot be held; empty when it can
 */
public record Conversion(
    List<SchemaStatement> statements,
    List<SchemaStatement> afterCopy,
    List<SchemaStatement> atOnce,
    List<String> notices,
    List<String> heldBack,
    List<String> faults) {

  public Conversion {
    statements = List.copyOf(statements);
    afterCopy = List.copyOf(afterCopy);
    atOnce = List.copyOf(atOnce);
    notices = List.copyOf(notices);
    heldBack = List.copyOf(heldBack);
    faults = List.copyOf(faults);
  }

  /** A conversion of an object that cannot be created with indexes, or has none. */
  public Conversion(
      List<SchemaStatement> statements,
      List<SchemaStatement> afterCopy,
      List<String> notices,
      List<String> heldBack,
      List<String> faults) {
    this(statements, afterCopy, List.of(), notices, heldBack, faults);
  }

  /** The same conversion with a further notice, as a sentence. */
  public Conversion withNotice(String notice) {
    List<String> all = new ArrayList<>(notices);
    all.add(notice);
    return new Conversion(statements, afterCopy, atOnce, all, heldBack, faults);
  }

  /** The same conversion with a further fault, as a sentence. */
  public Conversion withFault(String fault) {
    List<String> all = new ArrayList<>(faults);
    all.add(fault);
    return new Conversion(statements, afterCopy, atOnce, notices, heldBack, all);
  }
}
