package io.openoms.hbase.log.peer;

import io.openoms.hbase.connection.Keeper;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The log files that the source has not yet delivered to a peer as a whole, queue by queue. A queue
 * is named {@code server/peer}, and {@code server/peer-dead server} after another server has taken
 * it over. Immutable.
 */
record LogFiles(Map<String, List<String>> queues) {

  LogFiles {
    queues = Map.copyOf(queues);
  }

  /** Reads them; the files of one moment, unless a queue moves meanwhile. Blocks. */
  static LogFiles read(Keeper keeper, String znode, String peer) {
    String root = znode + "/replication/rs";
    Map<String, List<String>> queues = new TreeMap<>();
    for (String server : keeper.children(root)) {
      for (String queue : keeper.children(root + "/" + server)) {
        if (queue.equals(peer) || queue.startsWith(peer + "-")) {
          String name = server + "/" + queue;
          queues.put(name, keeper.children(root + "/" + name));
        }
      }
    }
    return new LogFiles(queues);
  }

  /** Whether both have the same queues: then none was taken over from one to the other. */
  boolean hasQueuesOf(LogFiles other) {
    return queues.keySet().equals(other.queues.keySet());
  }

  Set<String> all() {
    return queues.values().stream().flatMap(List::stream).collect(Collectors.toSet());
  }

  /**
   * The files that are written no more: all but the newest one of each server that lives, or of
   * each of its groups where it writes several files side by side.
   *
   * @param peer the peer's name
   * @param living the servers that live
   */
  List<String> closed(String peer, Collection<String> living) {
    Set<String> closed = new HashSet<>();
    queues.forEach(
        (name, files) -> {
          String server = name.substring(0, name.indexOf('/'));
          closed.addAll(files);
          if (living.contains(server) && name.equals(server + "/" + peer)) {
            newest(files).forEach(closed::remove);
          }
        });
    return closed.stream().sorted().toList();
  }

  /** The files that a living server writes; none before it has made its queue. */
  private Set<String> written(String peer, String server) {
    return Set.copyOf(newest(queues.getOrDefault(server + "/" + peer, List.of())));
  }

  /** Whether each living server writes other files than at an earlier look. */
  boolean areRolledSince(LogFiles earlier, String peer, Collection<String> living) {
    return living.stream()
        .allMatch(
            server ->
                !written(peer, server).isEmpty()
                    && Collections.disjoint(written(peer, server), earlier.written(peer, server)));
  }

  /** A file's name ends with the time at which it was begun. */
  private static Collection<String> newest(List<String> files) {
    Map<String, String> newest = new HashMap<>();
    for (String file : files) {
      newest.merge(
          file.substring(0, file.lastIndexOf('.') + 1),
          file,
          (one, other) -> begun(one) > begun(other) ? one : other);
    }
    return newest.values();
  }

  private static long begun(String file) {
    return Long.parseLong(file.substring(file.lastIndexOf('.') + 1));
  }
}
