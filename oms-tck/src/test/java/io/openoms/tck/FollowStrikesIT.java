package io.openoms.tck;

import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.LinkProxy;
import io.openoms.testkit.Servers;
import io.openoms.testkit.junit.Seed;
import io.openoms.testkit.junit.Thorough;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Cuts the links and restarts the servers under the workload, while it is copied and followed. A
 * run goes on by itself or stops by name; then the next one goes on. Source and sink end equal.
 * Seeded by {@code -Dopenoms.seed}, as often as {@code -Dopenoms.campaign.cuts} and {@code
 * -Dopenoms.campaign.restarts} say.
 */
@Thorough
class FollowStrikesIT {

  private static final int CUTS = Integer.getInteger("openoms.campaign.cuts", 3);
  private static final int RESTARTS = Integer.getInteger("openoms.campaign.restarts", 2);
  private static final long SEED = Seed.ofTheDay();
  private static final int OF_A_SERIES = 10;
  private static final int OUTAGE_MILLIS = 4_000;
  // Longer than a source may be silent.
  private static final int LONG_SILENCE_MILLIS = 65_000;

  private final Random random = new Random(SEED);

  @TempDir private Path directory;

  @Test
  void linksAreCutUnderTheWorkload() throws Exception {
    DatabaseServer from = Servers.mysql97().shared();
    DatabaseServer to = Servers.oceanBase().shared();
    for (int cuts = 0; cuts < CUTS; ) {
      try (LinkProxy source = new LinkProxy(from.port());
          LinkProxy sink = new LinkProxy(to.port());
          FollowedWorkload followed =
              new FollowedWorkload(
                  from,
                  to,
                  source.port(),
                  sink.port(),
                  SEED + cuts,
                  directory.resolve("c" + cuts))) {
        for (int i = 0; i < OF_A_SERIES && cuts < CUTS; i++, cuts++) {
          Optional<String> stop = followed.goOn();
          Thread.sleep(1_000 + random.nextInt(4_000));
          List<LinkProxy> struck = links(source, sink);
          boolean halfOpen = random.nextInt(3) == 0;
          // One of each series lasts, with an open end.
          boolean isLong = i == OF_A_SERIES - 1;
          strike(struck, halfOpen || isLong, isLong ? LONG_SILENCE_MILLIS : random.nextInt(2_000));
          tell("cut", cuts + 1, struck.size() + " links, half open " + halfOpen, stop);
        }
        assertOutageIsWaitedFor(followed, source);
        assertOutageIsWaitedFor(followed, sink);
        followed.assertEndsEqual();
      }
    }
  }

  /** While it only follows, no end that is away for some seconds stops a run. */
  private void assertOutageIsWaitedFor(FollowedWorkload followed, LinkProxy link) throws Exception {
    followed.awaitFollowing();
    strike(List.of(link), false, OUTAGE_MILLIS);
    followed.assertFollows();
  }

  private List<LinkProxy> links(LinkProxy source, LinkProxy sink) {
    return switch (random.nextInt(3)) {
      case 0 -> List.of(source);
      case 1 -> List.of(sink);
      default -> List.of(source, sink);
    };
  }

  /** A half-open link is silent; in the end its connections break, or what was held goes on. */
  private void strike(List<LinkProxy> links, boolean halfOpen, int millis) throws Exception {
    links.forEach(halfOpen ? LinkProxy::hang : LinkProxy::cut);
    Thread.sleep(millis);
    if (halfOpen && random.nextBoolean()) {
      links.forEach(LinkProxy::cut);
    }
    links.forEach(LinkProxy::restore);
  }

  @Test
  void serversAreRestartedUnderTheWorkload() throws Exception {
    if (RESTARTS == 0) {
      return;
    }
    try (DatabaseServer from = Servers.mysql97().start();
        DatabaseServer to = Pairs.recoveringOceanBase().start()) {
      for (int done = 0; done < RESTARTS; ) {
        try (FollowedWorkload followed =
            new FollowedWorkload(
                from, to, from.port(), to.port(), SEED + done, directory.resolve("r" + done))) {
          for (int i = 0; i < OF_A_SERIES && done < RESTARTS; i++, done++) {
            Optional<String> stop = followed.goOn();
            Thread.sleep(3_000 + random.nextInt(5_000));
            DatabaseServer struck = done % 2 == 0 ? from : to;
            boolean killed = done / 2 % 2 == 0;
            if (!killed) {
              struck.stop();
            }
            struck.restart();
            tell("restart", done + 1, struck + (killed ? " killed" : " stopped"), stop);
          }
          followed.assertEndsEqual();
        }
      }
    }
  }

  private static void tell(String what, int number, String of, Optional<String> stop) {
    System.out.printf(
        "%s %d: %s%s%n", what, number, of, stop.map(s -> ", gone on after " + s).orElse(""));
  }
}
