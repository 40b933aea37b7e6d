package io.openoms.dashboard.journal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The figures of the whole run in a bounded number of points: when it is full, each two are merged
 * and a point stands for twice the time from then on. Not thread-safe.
 */
final class History {

  static final int MOST = 600;

  private List<Sample> points = new ArrayList<>();
  private @Nullable Sample growing;
  private int step = 1;

  void add(Sample sample) {
    Sample grown = growing == null ? sample : growing.merge(sample);
    if (grown.weight() < step) {
      growing = grown;
      return;
    }
    growing = null;
    points.add(grown);
    if (points.size() == MOST) {
      halve();
    }
  }

  private void halve() {
    List<Sample> merged = new ArrayList<>();
    for (int i = 0; i < points.size(); i += 2) {
      merged.add(points.get(i).merge(points.get(i + 1)));
    }
    points = merged;
    step *= 2;
  }

  /** The points, the latest with whatever it has so far. */
  List<Sample> points() {
    List<Sample> all = new ArrayList<>(points);
    if (growing != null) {
      all.add(growing);
    }
    return all;
  }
}
