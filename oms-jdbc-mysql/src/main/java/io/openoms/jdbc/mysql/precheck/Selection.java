package io.openoms.jdbc.mysql.precheck;

import io.openoms.ObjectName;
import io.openoms.spi.precheck.PrecheckScope;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** The selected tables in the order in which checks name them. */
public final class Selection {

  private Selection() {}

  /** The tables' names at the source, in order. */
  public static List<ObjectName> sources(PrecheckScope scope) {
    return List.copyOf(new TreeSet<>(scope.tables().keySet()));
  }

  /** The tables' names at the sink, in order; several sources may share one. */
  public static List<ObjectName> targets(PrecheckScope scope) {
    return List.copyOf(new TreeSet<>(scope.tables().values()));
  }

  /** The databases of those tables, in order. */
  public static List<String> databases(Collection<ObjectName> tables) {
    return tables.stream().map(ObjectName::database).distinct().sorted().toList();
  }
}
