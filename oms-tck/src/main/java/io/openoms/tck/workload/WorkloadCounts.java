package io.openoms.tck.workload;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** What all writers did so far. Thread-safe. */
final class WorkloadCounts {

  private final Map<Feature, Long> features = new EnumMap<>(Feature.class);
  private long transactions;
  private long retries;

  synchronized void add(Set<Feature> happened) {
    happened.forEach(feature -> features.merge(feature, 1L, Long::sum));
    transactions++;
  }

  synchronized void retried() {
    retries++;
  }

  synchronized Map<Feature, Long> features() {
    return new EnumMap<>(features);
  }

  synchronized long transactions() {
    return transactions;
  }

  synchronized long retries() {
    return retries;
  }
}
