package io.openoms.hbase.log.peer;

import io.openoms.hbase.connection.Keeper;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.hadoop.hbase.ClusterId;
import org.apache.hadoop.hbase.ServerName;
import org.apache.hadoop.hbase.exceptions.DeserializationException;

/**
 * The project's place in the source's ZooKeeper. For region servers it is a cluster with one
 * server; besides it holds what was confirmed, the marks, and from which mark on each family is
 * delivered. Blocks. Thread-safe.
 */
public final class PeerPlace {

  private static final String IDENTITY = "/hbaseid";
  private static final String SERVERS = "/rs";
  private static final String CONFIRMED = "/openoms/confirmed";
  private static final String FAMILIES = "/openoms/families";
  private static final String FROZEN = "/openoms/frozen";
  private static final String MARKS = "/openoms/marks";

  /** Of the name of a mark's node, before its number. */
  private static final String MARK = "mark-";

  private final Keeper keeper;
  private final String root;

  /** The place of a project, over an open connection. */
  public PeerPlace(Keeper keeper, PeerNames names) {
    this.keeper = keeper;
    this.root = names.znode();
  }

  /** What tells this place from any other one; empty where nothing was made. */
  public Optional<String> identity() {
    return keeper
        .read(root + IDENTITY)
        .filter(data -> data.length > 0)
        .map(
            data -> {
              try {
                return ClusterId.parseFrom(data).toString();
              } catch (DeserializationException e) {
                throw new IllegalStateException("the node " + root + IDENTITY + " is damaged", e);
              }
            });
  }

  /** Makes the place where there is none; gives its identity. */
  String make() {
    Optional<String> known = identity();
    keeper.make(root + SERVERS);
    keeper.make(root + MARKS);
    if (keeper.read(root + CONFIRMED).isEmpty()) {
      keeper.write(root + CONFIRMED, bytes("0"));
    }
    if (known.isEmpty()) {
      keeper.write(root + IDENTITY, new ClusterId(UUID.randomUUID().toString()).toByteArray());
    }
    return identity().orElseThrow();
  }

  /** Names the one server, for as long as the connection lasts; another one loses its place. */
  public void announce(ServerName server) {
    keeper.children(root + SERVERS).forEach(old -> keeper.delete(server(old)));
    keeper.makeBound(server(server.toString()));
  }

  private String server(String name) {
    return root + SERVERS + "/" + name;
  }

  /** The number of the last delivery that is kept, so that the source was told to forget it. */
  public long confirmed() {
    return keeper.read(root + CONFIRMED).map(PeerPlace::text).map(Long::parseLong).orElse(0L);
  }

  /**
   * Stores that, before the source is told.
   *
   * @param server who tells it: it must have its place still, or two engines would count apart
   */
  public void confirm(ServerName server, long deliveries) {
    keeper.writeUnder(
        server(server.toString()), root + CONFIRMED, bytes(Long.toString(deliveries)));
  }

  /** From which mark on each family is delivered, by the name of its table of cells. */
  public Map<String, Long> families() {
    String text = keeper.read(root + FAMILIES).map(PeerPlace::text).orElse("");
    return text.lines()
        .map(line -> line.split("\t", -1))
        .collect(Collectors.toMap(parts -> parts[0], parts -> Long.valueOf(parts[1])));
  }

  void families(Map<String, Long> since) {
    keeper.write(
        root + FAMILIES,
        bytes(
            new TreeMap<>(since)
                .entrySet().stream()
                    .map(family -> family.getKey() + "\t" + family.getValue())
                    .collect(Collectors.joining("\n"))));
  }

  /**
   * Sets a mark.
   *
   * @param mark what it waits for
   * @return its number, greater than that of every mark before it
   */
  long mark(Mark mark) {
    String name = keeper.makeNumbered(root + MARKS + "/" + MARK, bytes(mark.text()));
    return number(name);
  }

  /** Sets a mark that waits for nothing. */
  public long setMark() {
    return mark(Mark.NONE);
  }

  /** The numbers start at 1: 0 is before the first mark. */
  private static long number(String name) {
    return Long.parseLong(name.substring(MARK.length())) + 1;
  }

  /** The last mark's number; 0 without one. */
  public long lastMark() {
    return keeper.children(root + MARKS).stream().mapToLong(PeerPlace::number).max().orElse(0);
  }

  /** The marks behind one. */
  NavigableMap<Long, Mark> marksBehind(long mark) {
    NavigableMap<Long, Mark> marks = new TreeMap<>();
    for (String name : keeper.children(root + MARKS)) {
      if (number(name) > mark) {
        keeper
            .read(root + MARKS + "/" + name)
            .ifPresent(data -> marks.put(number(name), Mark.parse(text(data))));
      }
    }
    return marks;
  }

  /**
   * Removes the marks before one that is passed; itself it stays, so that the last one is known.
   */
  void forgetBefore(long mark) {
    for (String name : keeper.children(root + MARKS)) {
      if (number(name) < mark) {
        keeper.delete(root + MARKS + "/" + name);
      }
    }
  }

  /** Whether the project keeps its tables from being written to, and all of them refuse by now. */
  boolean isFrozen() {
    return keeper.read(root + FROZEN).isPresent();
  }

  /** Stores that, where the place was made. */
  void frozen(boolean frozen) {
    if (!frozen) {
      keeper.delete(root + FROZEN);
    } else if (identity().isPresent()) {
      keeper.make(root + FROZEN);
    }
  }

  /** Removes the place. */
  void remove() {
    keeper.delete(root);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] data) {
    return new String(data, StandardCharsets.UTF_8);
  }
}
