package io.openoms.core.precheck;

import io.openoms.ConnectionsNeeded;
import io.openoms.PrecheckItem;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.ProjectDefinition;
import io.openoms.spi.precheck.Precheck;
import io.openoms.spi.precheck.PrecheckScope;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * CONNECTIONS: whether the pools that the caller gives are large enough for a run. Too small ones
 * stop a run before it touches anything: it would wait for connections that it holds itself.
 */
final class ConnectionsCheck implements Precheck {

  private static final String NAME = "CONNECTIONS";

  private final ConnectionsNeeded needed;
  private final ConnectionsNeeded least;
  private final OptionalInt source;
  private final OptionalInt sink;

  ConnectionsCheck(ProjectDefinition project, EndpointSession source, EndpointSession sink) {
    this(
        ConnectionsNeeded.of(project.phases()),
        ConnectionsNeeded.leastOf(project.phases()),
        source.connectionLimit(),
        sink.connectionLimit());
  }

  ConnectionsCheck(
      ConnectionsNeeded needed, ConnectionsNeeded least, OptionalInt source, OptionalInt sink) {
    this.needed = needed;
    this.least = least;
    this.source = source;
    this.sink = sink;
  }

  @Override
  public boolean stopsRun() {
    return source.orElse(Integer.MAX_VALUE) < least.source()
        || sink.orElse(Integer.MAX_VALUE) < least.sink();
  }

  @Override
  public List<PrecheckItem> run(PrecheckScope scope) {
    return items();
  }

  List<PrecheckItem> items() {
    List<PrecheckItem> items = new ArrayList<>();
    items.add(item("source", source, needed.source(), least.source()));
    items.add(item("sink", sink, needed.sink(), least.sink()));
    return items;
  }

  private static PrecheckItem item(String end, OptionalInt limit, int needed, int least) {
    String subject = end + ": up to " + needed + " connections at the same time";
    if (limit.isEmpty() || limit.getAsInt() >= needed) {
      return PrecheckItem.passed(NAME, subject);
    }
    String advice = "let the pool give " + needed + " connections to the run";
    if (limit.getAsInt() < least) {
      String cause = "the pool gives " + limit.getAsInt() + "; a run cannot work with fewer than ";
      return PrecheckItem.failed(NAME, subject, cause + least, advice);
    }
    String cause = "the pool gives " + limit.getAsInt() + ", so tasks may wait for each other";
    return PrecheckItem.warning(NAME, subject, cause, advice);
  }
}
