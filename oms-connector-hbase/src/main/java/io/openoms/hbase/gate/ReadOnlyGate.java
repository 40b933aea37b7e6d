package io.openoms.hbase.gate;

import io.openoms.error.ErrorContext;
import io.openoms.hbase.connection.Cluster;
import io.openoms.hbase.log.peer.Peer;
import io.openoms.spi.WriteGate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.TableDescriptor;
import org.apache.hadoop.hbase.client.TableDescriptorBuilder;

/**
 * Refuses writes to the tables that the project follows, by their attribute READONLY. Thread-safe.
 *
 * <p>That nobody writes any more is certain: to take the attribute each region is closed, which
 * waits for the writes at work, and opened again as one that refuses them. It stays when servers
 * start anew. It binds everybody, so it is taken off before cells come back, and applications that
 * were not stopped could write then.
 */
public final class ReadOnlyGate implements WriteGate {

  private static final String READ_ONLY = "=ro";
  private static final String WRITABLE = "=rw";

  private final Cluster cluster;
  private final Peer peer;

  /**
   * The gate of one project.
   *
   * @param peer names its tables
   */
  public ReadOnlyGate(Cluster cluster, Peer peer) {
    this.cluster = cluster;
    this.peer = peer;
  }

  /** The project's tables, each with {@code =rw} or {@code =ro}. */
  @Override
  public String look() {
    return read(peer.tables()).stream()
        .map(table -> table.getTableName() + (table.isReadOnly() ? READ_ONLY : WRITABLE))
        .sorted()
        .collect(Collectors.joining(","));
  }

  /** Always for this library, too; nothing of a project is kept in the cluster's tables. */
  @Override
  public void freeze(boolean ownToo) {
    peer.frozen(false);
    set(all(true), "refusing writes of applications");
    peer.frozen(true);
  }

  /** READONLY binds everybody. */
  @Override
  public boolean refusesAll(boolean ownToo) {
    return true;
  }

  /** The attribute stays when servers start anew. */
  @Override
  public Optional<String> holds(boolean ownToo) {
    boolean all = read(peer.tables()).stream().allMatch(TableDescriptor::isReadOnly);
    return all ? Optional.of("") : Optional.empty();
  }

  /** The attribute knows no users, so everybody may write. */
  @Override
  public boolean passOwn() {
    peer.frozen(false);
    set(all(false), "letting cells come back");
    return false;
  }

  private Map<TableName, Boolean> all(boolean readOnly) {
    return peer.tables().stream().collect(Collectors.toMap(table -> table, table -> readOnly));
  }

  @Override
  public void thaw(String before) {
    Map<TableName, Boolean> wanted = new TreeMap<>();
    for (String table : before.isEmpty() ? new String[0] : before.split(",", -1)) {
      TableName name = TableName.valueOf(table.substring(0, table.indexOf('=')));
      wanted.put(name, table.endsWith(READ_ONLY));
    }
    peer.frozen(false);
    set(wanted, "letting applications write");
  }

  /** A table that is gone needs nothing. */
  private void set(Map<TableName, Boolean> wanted, String doing) {
    List<CompletableFuture<Void>> changes = new ArrayList<>();
    for (TableDescriptor table : read(wanted.keySet())) {
      boolean readOnly = wanted.getOrDefault(table.getTableName(), table.isReadOnly());
      if (table.isReadOnly() != readOnly) {
        changes.add(
            cluster
                .admin()
                .modifyTable(
                    TableDescriptorBuilder.newBuilder(table).setReadOnly(readOnly).build()));
      }
    }
    cluster.awaitAll(changes, ErrorContext.none(), doing);
  }

  private List<TableDescriptor> read(Collection<TableName> tables) {
    return tables.isEmpty()
        ? List.of()
        : cluster.await(
            cluster.admin().listTableDescriptors(List.copyOf(tables)),
            ErrorContext.none(),
            "reading tables' definitions");
  }
}
