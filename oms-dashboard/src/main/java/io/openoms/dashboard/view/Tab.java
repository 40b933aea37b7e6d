package io.openoms.dashboard.view;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The tabs of the page. */
public enum Tab {
  OVERVIEW,
  TABLES,
  INDEXES,
  OBJECTS,
  PERFORMANCE,
  VERIFICATION,
  SWITCHOVER;

  /** The name in requests. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The tab of that name. */
  public static Optional<Tab> ofLabel(String label) {
    return Arrays.stream(values()).filter(tab -> tab.label().equals(label)).findFirst();
  }
}
