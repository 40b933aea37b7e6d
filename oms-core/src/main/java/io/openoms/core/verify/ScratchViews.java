package io.openoms.core.verify;

import com.google.common.hash.Hashing;
import io.openoms.ObjectKind;
import io.openoms.ObjectName;
import io.openoms.spi.Catalog;
import io.openoms.spi.SchemaTarget;
import io.openoms.spi.data.CatalogEntry;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The views that the sink makes for a moment when a verification compares one. A kill in between
 * leaves one; its name tells whose it is, also when the view that it was made for has left the
 * project. Stateless.
 */
public final class ScratchViews {

  private static final String PREFIX = "oms_view_";
  private static final int PROJECT_DIGITS = 12;
  private static final int VIEW_DIGITS = 8;

  private ScratchViews() {}

  /** The name for a view of a project, in the same database; always the same. */
  public static ObjectName of(String project, ObjectName view) {
    return new ObjectName(view.database(), prefix(project) + digits(view.toString(), VIEW_DIGITS));
  }

  /**
   * Drops those that killed engines have left of a project; does nothing where a sink makes none.
   * Blocks; may be done again.
   *
   * @param databases the databases at the sink that hold views of the project, or held them
   */
  public static void drop(
      String project, Collection<String> databases, Catalog catalog, SchemaTarget target) {
    for (String database : databases) {
      boolean makesThem = target.dropView(new ObjectName(database, prefix(project))).isPresent();
      List<CatalogEntry> entries = makesThem ? catalog.entries(database) : List.of();
      entries.stream()
          .filter(entry -> entry.kind() == ObjectKind.VIEW && isOf(project, entry.name()))
          .map(entry -> target.dropView(entry.name()))
          .flatMap(Optional::stream)
          .forEach(target::execute);
    }
  }

  private static boolean isOf(String project, ObjectName name) {
    return name.name().startsWith(prefix(project))
        && name.name().length() == PREFIX.length() + PROJECT_DIGITS + VIEW_DIGITS;
  }

  private static String prefix(String project) {
    return PREFIX + digits(project, PROJECT_DIGITS);
  }

  private static String digits(String text, int count) {
    return Hashing.sha256().hashString(text, StandardCharsets.UTF_8).toString().substring(0, count);
  }
}
