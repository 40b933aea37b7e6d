package io.openoms.oceanbase.capture;

import java.util.ArrayList;
import java.util.List;

/** Cuts touches into slices: whole transactions together, or a large one in pieces. One thread. */
final class Slicing {

  private final int limit;
  private final List<TouchSlice> slices = new ArrayList<>();
  private List<Touch> together = new ArrayList<>();

  private Slicing(int limit) {
    this.limit = limit;
  }

  /**
   * The slices of some touches.
   *
   * @param touches those of whole transactions, or some of one, in order
   * @param limit how many touches a slice may have
   */
  static List<TouchSlice> of(List<Touch> touches, int limit) {
    Slicing slicing = new Slicing(limit);
    int from = 0;
    for (int to = 1; to <= touches.size(); to++) {
      if (to == touches.size() || touches.get(to).scn() != touches.get(from).scn()) {
        slicing.add(touches.subList(from, to));
        from = to;
      }
    }
    slicing.flush();
    return slicing.slices;
  }

  private void add(List<Touch> transaction) {
    if (together.size() + transaction.size() > limit) {
      flush();
    }
    if (transaction.size() <= limit) {
      together.addAll(transaction);
      return;
    }
    for (int from = 0; from < transaction.size(); from += limit) {
      int to = Math.min(from + limit, transaction.size());
      slices.add(new TouchSlice(transaction.subList(from, to)));
    }
  }

  private void flush() {
    if (!together.isEmpty()) {
      slices.add(new TouchSlice(together));
      together = new ArrayList<>();
    }
  }
}
