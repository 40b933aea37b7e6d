package io.openoms;

import java.util.List;

/**
 * The outcome of all checks before a start. Immutable.
 *
 * @param items each check's outcome, in the order of the checks
 */
public record PrecheckReport(List<PrecheckItem> items) {

  public PrecheckReport {
    items = List.copyOf(items);
  }

  /** Whether no check failed. */
  public boolean isPassed() {
    return failures().isEmpty();
  }

  /** The checks that failed. */
  public List<PrecheckItem> failures() {
    return with(PrecheckItem.Status.FAILED);
  }

  /** The checks that warn. */
  public List<PrecheckItem> warnings() {
    return with(PrecheckItem.Status.WARNING);
  }

  private List<PrecheckItem> with(PrecheckItem.Status status) {
    return items.stream().filter(item -> item.status() == status).toList();
  }
}
