package io.openoms.core.table;

import com.google.common.hash.Hashing;
import io.openoms.ObjectName;
import java.nio.charset.StandardCharsets;

/**
 * The name of the view that the sink makes for a moment when a verification compares one. A kill in
 * between leaves it. Stateless.
 */
public final class ScratchView {

  private static final String PREFIX = "oms_view_";
  private static final int DIGITS = 16;

  private ScratchView() {}

  /** The name for a view of a project, in the same database; always the same. */
  public static ObjectName of(String project, ObjectName view) {
    String name = project + " " + view;
    String hash = Hashing.sha256().hashString(name, StandardCharsets.UTF_8).toString();
    return new ObjectName(view.database(), PREFIX + hash.substring(0, DIGITS));
  }
}
