package io.openoms.core.apply.net;

import com.google.common.hash.Hashing;
import io.openoms.ObjectName;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowChange;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Merges the changes of a window into the net change of each row, told by the bytes of its copy
 * key. The result depends on the input and its order alone. One thread.
 */
public final class Coalescer {

  /** Changes with every change of what is merged, how, and which lane gets it. */
  private static final int RULES_VERSION = 4;

  private final Convergence convergence;
  private final Map<Layout, TableNet> nets = new LinkedHashMap<>();

  /** Only looked up, so that its order never shows. */
  private final IdentityHashMap<ApplyTable, TableNet> known = new IdentityHashMap<>();

  /** Rows of tables that are merged at the sink are merged here, too, if they have one shape. */
  private record Layout(ObjectName target, List<String> columns, List<Integer> key) {

    static Layout of(ApplyTable table) {
      return new Layout(
          table.target(),
          table.columns().stream().map(ColumnDefinition::name).toList(),
          table.key());
    }
  }

  /**
   * For one window.
   *
   * @param convergence how far the tables are
   */
  public Coalescer(Convergence convergence) {
    this.convergence = convergence;
  }

  /**
   * Adds the next change of the log.
   *
   * @throws io.openoms.error.MigrationException ROW_DIVERGED when the change is impossible after
   *     those before it: it inserts a row that is there, or changes one that is gone; only for
   *     tables that do not converge any more. CHANGE_INCOMPLETE when the row cannot be told
   */
  public void add(ApplyTable table, RowChange change) {
    TableNet net = known.get(table);
    if (net == null) {
      net = nets.computeIfAbsent(Layout.of(table), of -> begin(table));
      known.put(table, net);
    }
    net.add(table, change);
  }

  /**
   * The rules by which changes became these net changes and are shared out, a digest for each table
   * at the sink: a window that was begun is only finished by the same ones. They depend on this
   * library, on the table's keys, and on the tables that changes cascade to.
   */
  public static Set<String> rules(NetChanges net) {
    Set<String> rules = new HashSet<>();
    net.sets().forEach(set -> rules.add(digest(set.table(), "")));
    for (NetChanges.Linked linked : net.linked()) {
      for (NetChanges.Stretch stretch : linked.stretches()) {
        stretch.sets().forEach(set -> rules.add(digest(set.table(), linked.group())));
      }
    }
    return rules;
  }

  private static String digest(ApplyTable table, String group) {
    Stream<String> unique = table.uniqueKeys().stream().map(List::toString).sorted();
    String rules =
        RULES_VERSION + " " + table.target() + " " + table.key() + unique.toList() + " " + group;
    return Hashing.sha256().hashString(rules, StandardCharsets.UTF_8).toString().substring(0, 16);
  }

  private TableNet begin(ApplyTable table) {
    return TableNet.of(table, convergence);
  }

  /**
   * The net changes, a set for each table at the sink and shape of its rows, in the order of their
   * first change; none without a change.
   */
  public List<TableChangeSet> result() {
    return nets.values().stream().map(TableNet::result).filter(set -> !set.isEmpty()).toList();
  }
}
