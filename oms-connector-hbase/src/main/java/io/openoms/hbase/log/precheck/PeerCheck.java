package io.openoms.hbase.log.precheck;

import io.openoms.Phase;
import io.openoms.PrecheckItem;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.hbase.connection.Cluster;
import io.openoms.hbase.connection.ClusterAddress;
import io.openoms.hbase.log.peer.ListenAddress;
import io.openoms.hbase.log.wire.WalReceiver;
import io.openoms.spi.ServerFacts;
import io.openoms.spi.precheck.Precheck;
import io.openoms.spi.precheck.PrecheckScope;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * SOURCE_CHANGES: whether this process can be a replication peer: the server's version, the way in
 * which users prove who they are, the user's rights, and the address at which it listens. Families
 * are judged one by one (FOLLOWABLE). Blocks. Thread-safe.
 */
public final class PeerCheck implements Precheck {

  private static final String NAME = "SOURCE_CHANGES";

  /** Order within a region is kept from 2.1 on; 3 keeps its queues elsewhere. */
  private static final String FOLLOWED = "2\\.[1-9].*";

  private final Cluster cluster;
  private final ClusterAddress address;
  private final Supplier<ListenAddress> listen;
  private final ServerFacts facts;

  /** Asks that cluster. */
  public PeerCheck(
      Cluster cluster, ClusterAddress address, Supplier<ListenAddress> listen, ServerFacts facts) {
    this.cluster = cluster;
    this.address = address;
    this.listen = listen;
    this.facts = facts;
  }

  @Override
  public boolean stopsRun() {
    return true;
  }

  @Override
  public List<PrecheckItem> run(PrecheckScope scope) {
    if (!scope.phases().contains(Phase.INCREMENTAL)) {
      return List.of(PrecheckItem.passed(NAME, "not followed"));
    }
    List<PrecheckItem> items = new ArrayList<>();
    if (!facts.version().matches(FOLLOWED)) {
      items.add(
          failed(
              "version " + facts.version(),
              "its changes are not followed",
              "follow HBase 2.1 or a later 2"));
    }
    if (!address.isWithoutProof()) {
      items.add(
          failed(
              "security",
              "region servers that ask for a proof of who is who are not answered",
              "copy in a project without the incremental phase"));
    }
    rights(items);
    listens(items);
    return items.isEmpty() ? List.of(PrecheckItem.passed(NAME, "a replication peer")) : items;
  }

  private void rights(List<PrecheckItem> items) {
    try {
      cluster.await(
          cluster.admin().listReplicationPeers(), ErrorContext.none(), "listing replication peers");
    } catch (MigrationException e) {
      items.add(failed("replication peers", e.description(), "grant the user ADMIN"));
    }
  }

  private void listens(List<PrecheckItem> items) {
    try (WalReceiver receiver = WalReceiver.listen(listen.get().socket(), "")) {
      receiver.port();
    } catch (MigrationException e) {
      items.add(failed("listen", e.description(), e.code().remedy()));
    }
  }

  private static PrecheckItem failed(String subject, String what, String remedy) {
    return PrecheckItem.failed(NAME, subject, what, remedy);
  }
}
