package io.openoms.hbase.log.peer;

import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.hbase.catalog.FamilyName;
import io.openoms.hbase.catalog.ReplicationScopes;
import io.openoms.hbase.connection.Keeper;
import io.openoms.hbase.error.HBaseError;
import io.openoms.hbase.error.PeerError;
import io.openoms.spi.CaptureSetup;
import io.openoms.spi.data.TableDefinition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.hbase.replication.ReplicationPeerConfig;

/**
 * Makes the project's peer, with the families that are followed and no others. Thread-safe.
 *
 * <p>Once the master says that the peer is made, every region server queues the file that it writes
 * for it. So what is logged from then on is delivered, and a mark that is set then says from where
 * a family's changes are complete.
 */
public final class PeerSetup implements CaptureSetup {

  private final Peer peer;
  private final ReplicationScopes scopes;

  /** The setup of one project. */
  public PeerSetup(Peer peer, ReplicationScopes scopes) {
    this.peer = peer;
    this.scopes = scopes;
  }

  @Override
  public void establish(List<TableDefinition> tables) {
    List<FamilyName> families =
        tables.stream().flatMap(table -> FamilyName.of(table.name()).stream()).toList();
    families.forEach(this::requireReplicated);
    try (Keeper keeper = peer.keeper()) {
      PeerPlace place = peer.place(keeper);
      Optional<ReplicationPeerConfig> known = peer.find();
      requireOwn(place, known);
      peer.deliver(families, place.make(), known);
      place.families(since(place, families));
    }
  }

  private void requireReplicated(FamilyName family) {
    scopes
        .fault(family)
        .ifPresent(
            fault -> {
              throw new MigrationException(
                  PeerError.FAMILY_NOT_REPLICATED, ErrorContext.of(family.object()), fault);
            });
  }

  /** A place without its peer: somebody removed that, and its queues with it. */
  private void requireOwn(PeerPlace place, Optional<ReplicationPeerConfig> known) {
    Optional<String> identity = place.identity();
    boolean isOwn =
        known.isPresent()
            ? identity.filter(of -> peer.belongsTo(known.get(), of)).isPresent()
            : place.families().isEmpty();
    if (!isOwn) {
      throw peer.gone();
    }
  }

  private static Map<String, Long> since(PeerPlace place, List<FamilyName> families) {
    Map<String, Long> known = place.families();
    long mark = place.setMark();
    Map<String, Long> since = new HashMap<>();
    for (FamilyName family : families) {
      String name = family.object().toString();
      since.put(name, known.getOrDefault(name, mark));
    }
    return since;
  }

  /** A peer of the same name that leads elsewhere stays. */
  @Override
  public void release() {
    try (Keeper keeper = peer.keeper()) {
      PeerPlace place = peer.place(keeper);
      if (leadsHere(place)) {
        peer.remove();
      }
      place.remove();
    }
  }

  /** Whoever may not list peers has made none, where there is no place either. */
  private boolean leadsHere(PeerPlace place) {
    try {
      return peer.find().filter(peer::leadsHere).isPresent();
    } catch (MigrationException e) {
      if (e.code() == HBaseError.HBASE_ACCESS_DENIED && place.identity().isEmpty()) {
        return false;
      }
      throw e;
    }
  }
}
